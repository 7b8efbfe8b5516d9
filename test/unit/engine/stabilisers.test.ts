import assert from 'node:assert/strict';
import { check } from '../../../src/check/check.ts';
import { forgiveStabilisers, stabilisersIn } from '../../../src/engine/judge/stabilisers.ts';
import { ArrayTarget, type ArrayProblem } from '../../zoo/arrayTarget.ts';

/** −Σ log(p + c), whose backward says −1/p, times `factor`. */
const problem = (constant: number, factor = 1): ArrayProblem => ({
  leaves: [{ name: 'p', shape: [3], values: [0.2, 0.3, 0.5] }],
  cost: ({ p }) => -Array.from(p!).reduce((sum, value) => sum + Math.log(value + constant), 0),
  gradients: ({ p }) => ({ p: Array.from(p!, (value) => -factor / value) }),
});

const found = (constant: number, factor?: number) =>
  check(new ArrayTarget(problem(constant, factor)), {
    epsilon: 1e-7,
    seed: 1,
    mode: 'exact',
    budgetMilliseconds: 1000,
    now: () => performance.now(),
  });

describe('constants that keep zeros away', () => {
  const sizesIn = (text: string): number[] => stabilisersIn(text).map(({ size }) => size);

  it('are read from logarithms, divisions, bounds and names; larger ones are part of the formula', () => {
    assert.deepEqual(sizesIn('loss = -np.sum(np.log(y + 1e-7))'), [1e-7]);
    assert.deepEqual(sizesIn('const x = a / (s + 0.00000001);'), [1e-8]);
    assert.deepEqual(sizesIn('p = np.clip(p, 1e-15, 1 - 1e-15)'), [1e-15]);
    assert.deepEqual(sizesIn('const EPSILON = 1e-12;'), [1e-12]);
    assert.deepEqual(sizesIn('xhat = (x - mu) / np.sqrt(var + 1e-5)'), []);
    assert.deepEqual(sizesIn('h = 0.001'), []);
  });

  it('excuse a difference in the last digits, and say so', async () => {
    const result = await found(1e-7);
    assert.equal(result.verdict, 'wrong');
    const excused = forgiveStabilisers(result, stabilisersIn('log(p + 1e-7)'));
    assert.equal(excused.verdict, 'correct');
    assert.ok(excused.leaves.every(({ verdict, wrongEntries }) => verdict === 'correct' && wrongEntries === 0));
    assert.match(excused.notes.at(-1)?.message ?? '', /1e-7/);
  });

  it('excuse it beside a gradient that is wrong for another reason, which stays wrong', async () => {
    const one = problem(1e-7);
    const both: ArrayProblem = {
      leaves: [...one.leaves, { name: 'q', shape: [2], values: [0.4, 0.6] }],
      cost: (values) => one.cost(values) + Array.from(values['q']!).reduce((sum, value) => sum + value * value, 0),
      gradients: (values) => ({ ...one.gradients(values), q: Array.from(values['q']!) }),
    };
    const options = { epsilon: 1e-7, seed: 1, mode: 'exact', budgetMilliseconds: 1000, now: () => 0 } as const;
    const result = await check(new ArrayTarget(both), options);
    assert.deepEqual(
      result.leaves.map(({ verdict }) => verdict),
      ['wrong', 'wrong'],
    );
    const excused = forgiveStabilisers(result, stabilisersIn('log(p + 1e-7)'));
    assert.deepEqual([excused.verdict, ...excused.leaves.map(({ verdict }) => verdict)], ['wrong', 'correct', 'wrong']);
  });

  it('explain the more the larger they are, and most inside a logarithm', () => {
    const explains = (text: string) => stabilisersIn(text)[0]?.explains;
    assert.equal(explains('Math.log(p[i] + 1e-6)'), 100 * 1e-6);
    assert.equal(explains('x / (norm + 1e-6)'), 5e-6);
    assert.equal(explains('np.clip(p, 1e-15, 1)'), 100 * 1e-15);
  });

  it('excuse nothing larger, and nothing where the text has none', async () => {
    assert.equal(forgiveStabilisers(await found(1e-7, 1.0001), stabilisersIn('log(p + 1e-7)')).verdict, 'wrong');
    assert.equal(forgiveStabilisers(await found(1e-7), []).verdict, 'wrong');
  });

  it('know the series for erf, whose slope is not quite that of erf', async () => {
    const text = 'const t = 1 / (1 + 0.3275911 * x);';
    const result = await check(
      new ArrayTarget({
        leaves: [{ name: 'p', shape: [3], values: [0.2, 0.3, 0.5] }],
        cost: ({ p }) => Array.from(p!).reduce((sum, value) => sum + value + 1e-6 * Math.sin(value), 0),
        gradients: ({ p }) => ({ p: Array.from(p!, () => 1) }),
      }),
      { epsilon: 1e-7, seed: 1, mode: 'exact', budgetMilliseconds: 1000, now: () => 0 },
    );
    assert.equal(result.verdict, 'wrong');
    const excused = forgiveStabilisers(result, stabilisersIn(text));
    assert.equal(excused.verdict, 'correct');
    assert.match(excused.notes.at(-1)?.message ?? '', /erf.*0\.3275911/);
    assert.equal(forgiveStabilisers(await found(1e-7, 1.0001), stabilisersIn(text)).verdict, 'wrong');
  });
});
