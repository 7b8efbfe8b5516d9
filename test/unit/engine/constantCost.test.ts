import assert from 'node:assert/strict';
import type { BoundPlan } from '../../../src/binding/plans/binding.ts';
import { explain } from '../../../src/check/causes/explain.ts';
import { check } from '../../../src/check/check.ts';
import { leaveOpenConstantCost } from '../../../src/engine/judge/constantCost.ts';
import type { InputsReport } from '../../../src/model/report.ts';
import { ArrayTarget, type ArrayProblem } from '../../zoo/arrayTarget.ts';

const problem = (cost: (w: ArrayLike<number>) => number, gradient: (w: number) => number): ArrayProblem => ({
  leaves: [{ name: 'w', shape: [3], values: [0.2, -0.3, 0.5] }],
  cost: ({ w }) => cost(w!),
  gradients: ({ w }) => ({ w: Array.from(w!, gradient) }),
});

const squares = (w: ArrayLike<number>) => Array.from(w).reduce((sum, v) => sum + v * v, 0);
const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1000, now: () => performance.now() };
const boundFrom = (source: InputsReport['source']) => ({ inputs: { source } }) as BoundPlan;

describe('a cost that reacts to no parameter', () => {
  for (const mode of ['exact', 'fast'] as const) {
    it(`leaves the verdict open where the inputs were made up (${mode})`, async () => {
      const result = await check(
        new ArrayTarget(
          problem(
            () => 7,
            (v) => 2 * v,
          ),
        ),
        { ...options, mode },
      );
      assert.equal(result.verdict, 'wrong');
      const open = leaveOpenConstantCost(result, boundFrom('inferred'));
      assert.deepEqual([open.verdict, open.doubt], ['inconclusive', 'cost-constant']);
      assert.equal(leaveOpenConstantCost(result, boundFrom('file')).verdict, 'wrong');
    });

    it(`is not taken for one that does (${mode})`, async () => {
      const result = await check(new ArrayTarget(problem(squares, (v) => v)), { ...options, mode });
      assert.equal(leaveOpenConstantCost(result, boundFrom('inferred')).verdict, 'wrong');
    });
  }
});

describe('a cost that was chosen because it fits, and moves with nothing', () => {
  const guessed = { inputs: { source: 'module' }, guessedCost: '1/2 × Σ(y − t)²' } as BoundPlan;
  const idle = problem(
    () => 0.37,
    () => 0,
  );

  it('gives no verdict on a backward that left nothing but zeros', async () => {
    const result = await check(new ArrayTarget(idle), { ...options, mode: 'exact' });
    assert.equal(result.verdict, 'correct');
    const open = leaveOpenConstantCost(result, guessed);
    assert.deepEqual(
      [open.verdict, open.doubt, open.leaves[0]?.verdict],
      ['inconclusive', 'cost-constant', 'inconclusive'],
    );
    assert.equal(leaveOpenConstantCost(result, { ...guessed, guessedCost: null }).verdict, 'correct');
  });

  it('is none where it moves', async () => {
    const result = await check(new ArrayTarget(problem(squares, (v) => 2 * v)), { ...options, mode: 'exact' });
    assert.equal(leaveOpenConstantCost(result, guessed).verdict, 'correct');
  });
});

describe('a gradient that is not a number', () => {
  it('is called so, in all or in some of its entries', async () => {
    const causeOf = async (gradient: (v: number) => number) => {
      const target = new ArrayTarget(problem(squares, gradient));
      const result = await check(target, { ...options, mode: 'exact' });
      assert.equal(result.verdict, 'wrong');
      return (await explain(result, target, { seed: 1 })).leaves[0];
    };
    const all = await causeOf(() => NaN);
    assert.equal(all?.id, 'not-a-number');
    assert.match(all.message, /is NaN \(not a number\) in all 3 entries$/);
    const some = await causeOf((v) => (v < 0 ? Infinity : 2 * v));
    assert.match(some?.message ?? '', /is NaN or infinite in 1 of 3 entries$/);
  });
});
