import assert from 'node:assert/strict';
import { fault, GradientCheckError } from '../../../src/model/fault.ts';
import { Random } from '../../../src/check/random.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';
import { check } from '../../../src/check/check.ts';
import { run, spoiled, tanhLayer, wrongLeaves } from './problems.ts';

const modes = ['exact', 'fast'] as const;

describe('correct gradients raise no alarm', () => {
  for (const mode of modes) {
    for (const [name, options] of Object.entries({
      plain: {},
      'a cost × 1e-6': { scale: 1e-6 },
      'a cost × 1e6': { scale: 1e6 },
      'a cost × 1e-200': { scale: 1e-200 },
      'a cost + 1e4': { offset: 1e4 },
      'a cost − 1e4': { offset: -1e4 },
    })) {
      it(`${mode}: ${name}`, async () => {
        const result = await run(tanhLayer(options), { mode });
        assert.equal(
          result.verdict,
          'correct',
          JSON.stringify(result.leaves.map(({ verdict, doubt }) => [verdict, doubt])),
        );
      });
    }
  }

  for (const mode of modes) {
    it(`${mode}: log(1 − a) of saturated sigmoids, whose round-off comes in stairs`, async () => {
      const inputs = [
        [1, 3, 1],
        [2, 4, 0],
        [-1, -3.2, 1],
      ] as const;
      const output = (w: ArrayLike<number>, b: number, [x0, x1]: readonly number[]): number =>
        1 / (1 + Math.exp(-(w[0]! * x0! + w[1]! * x1! + b)));
      const result = await run(
        {
          leaves: [
            { name: 'w', shape: [2], values: [1, 2] },
            { name: 'b', shape: [1], values: [2] },
          ],
          cost: ({ w, b }) =>
            inputs.reduce((sum, one) => {
              const a = output(w!, b![0]!, one);
              return sum - (one[2] * Math.log(a) + (1 - one[2]) * Math.log(1 - a)) / 3;
            }, 0),
          gradients: ({ w, b }) => {
            const errors = inputs.map((one) => (output(w!, b![0]!, one) - one[2]) / 3);
            const along = (k: 0 | 1): number => errors.reduce((sum, e, i) => sum + e * inputs[i]![k], 0);
            return { w: [along(0), along(1)], b: [errors.reduce((sum, e) => sum + e, 0)] };
          },
        },
        { mode },
      );
      assert.equal(result.verdict, 'correct', JSON.stringify(result.leaves));
    });
  }

  it('a cost of exactly 0, log of a probability that is 1 but for its rounding', async () => {
    const chance = (w: ArrayLike<number>, x: number): number => 1 / (1 + Math.exp(-w[0]! * x - w[1]!));
    const result = await run({
      leaves: [{ name: 'w', shape: [2], values: [70, 20] }],
      cost: ({ w }) => -Math.log(chance(w!, 1)) - Math.log(chance(w!, 2)),
      gradients: ({ w }) => {
        const errors = [1, 2].map((x) => -Math.exp(-w![0]! * x - w![1]!));
        return { w: [errors[0]! + 2 * errors[1]!, errors[0]! + errors[1]!] };
      },
    });
    assert.equal(Math.abs(result.cost), 0);
    assert.notEqual(result.verdict, 'wrong', JSON.stringify(result.leaves));
  });

  it('a parameter that the cost does not depend on: zero against zero, and near zero by the floor', async () => {
    const base = tanhLayer();
    for (const claimed of [0, 1e-13]) {
      const result = await run({
        ...base,
        leaves: [...base.leaves, { name: 'unused', shape: [3], values: [1, 2, 3] }],
        gradients: (p) => ({ ...base.gradients(p), unused: [0, claimed, -claimed] }),
      });
      assert.equal(result.verdict, 'correct');
      assert.ok(result.leaves[2]!.bound! > 0);
    }
  });

  it('an empty parameter', async () => {
    const base = tanhLayer();
    const leaves = [{ name: 'none', shape: [0, 3], values: [] }, ...base.leaves];
    const result = await run({ ...base, leaves, gradients: (p) => ({ ...base.gradients(p), none: [] }) });
    assert.deepEqual(
      result.leaves.map(({ leaf, verdict }) => [leaf, verdict]),
      [
        [0, 'correct'],
        [1, 'correct'],
        [2, 'correct'],
      ],
    );
  });
});

describe('wrong gradients are found, in the right leaf and entries', () => {
  for (const [name, options] of Object.entries({
    plain: {},
    'J × 1e-6': { scale: 1e-6 },
    'J + 1e4': { offset: 1e4 },
  })) {
    for (const mode of modes) {
      it(`${mode}, ${name}: a factor of 1.01 on one entry`, async () => {
        const result = await run(
          spoiled(tanhLayer(options), ({ W }) => (W![5]! *= 1.01)),
          { mode },
        );
        assert.equal(result.verdict, 'wrong');
        assert.deepEqual(wrongLeaves(result), ['W']);
        const [leaf] = result.leaves;
        assert.equal(leaf!.wrongEntries, 1);
        assert.equal(leaf!.entries[0]!.flat, 5);
        if (mode === 'exact') assert.deepEqual(Array.from(leaf!.sweep!.verdict).indexOf(1), 5);
      });
    }
  }

  it('NaN in the gradient is wrong where the cost has a slope', async () => {
    const result = await run(spoiled(tanhLayer(), ({ b }) => (b![1] = NaN)));
    assert.deepEqual(wrongLeaves(result), ['b']);
    assert.deepEqual(
      result.leaves[1]!.entries.map(({ flat, verdict }) => [flat, verdict]),
      [[13, 'wrong']],
    );
    assert.ok(result.notes.some(({ id, message }) => id === 'not-finite' && message.includes('b')));
  });

  it('fast: NaN is placed without a search', async () => {
    const result = await run(
      spoiled(tanhLayer(), ({ W }) => (W![7] = NaN)),
      { mode: 'fast' },
    );
    assert.deepEqual(wrongLeaves(result), ['W']);
    assert.deepEqual(
      result.leaves[0]!.entries.map(({ flat }) => flat),
      [7],
    );
  });

  it('an infinite gradient is wrong, and nothing beside it', async () => {
    const result = await run(spoiled(tanhLayer(), ({ b }) => (b![1] = Infinity)));
    assert.equal(result.leaves[1]!.wrongEntries, 1);
  });

  it('the bound says what would have been seen', async () => {
    const honest = await run(tanhLayer({ rows: 20, columns: 30 }), { mode: 'fast' });
    const { bound, median } = honest.leaves[0]!;
    assert.ok(bound! < 1e-3 * median!, `${bound} against ${median}`);
    for (const entry of [3, 77, 401]) {
      const result = await run(
        spoiled(tanhLayer({ rows: 20, columns: 30 }), ({ W }) => (W![entry]! += 2 * bound!)),
        { mode: 'fast' },
      );
      assert.deepEqual(wrongLeaves(result), ['W']);
    }
  });
});

describe('what cannot be judged is said to be so', () => {
  it('points that throw: a fact about the point, not a crash', async () => {
    const result = await run({
      leaves: [{ name: 'p', shape: [2], values: [0, 0.5] }],
      cost(p) {
        if (p['p']![0]! < 0) throw new RangeError('negative');
        return p['p']![0]! ** 2 + 3 * p['p']![0]! + Math.log(p['p']![1]!);
      },
      gradients: (p) => ({ p: [2 * p['p']![0]! + 3, 1 / p['p']![1]!] }),
    });
    assert.notEqual(result.verdict, 'wrong');
    assert.ok(result.notes.some(({ id, message }) => id === 'point-failed' && message.includes('negative')));
  });

  it('a cost with noise that drowns the gradient', async () => {
    const random = new Random(5);
    const base = tanhLayer();
    const noisy = { ...base, cost: (p: Parameters<typeof base.cost>[0]) => base.cost(p) + 10 * random.normal() };
    const result = await run(noisy);
    assert.equal(result.verdict, 'inconclusive');
    assert.equal(result.doubt, 'not-repeatable');
    assert.ok(result.notes.some(({ id }) => id === 'not-deterministic'));
  });

  it('a cost that is not finite at θ₀, or throws there, is a fault', async () => {
    const base = tanhLayer();
    await assert.rejects(run({ ...base, cost: () => NaN }), (error: unknown) => {
      assert.ok(error instanceof GradientCheckError);
      assert.equal(error.fault.kind, 'not-finite');
      return true;
    });
    const failing = {
      ...base,
      cost: () => {
        throw new TypeError('x is undefined');
      },
    };
    await assert.rejects(run(failing), (error: unknown) => {
      return (
        error instanceof GradientCheckError && error.fault.kind === 'throw' && /x is undefined/.test(error.message)
      );
    });
  });

  it('a stop in the middle ends the check', async () => {
    const target = new ArrayTarget(tanhLayer());
    const costs = target.costs.bind(target);
    let calls = 0;
    target.costs = async (points) => {
      const found = await costs(points);
      return ++calls < 6 ? found : { ...found, failure: { point: 0, fault: fault('cancelled', 'stopped') } };
    };
    const options = { epsilon: 1e-7, seed: 1, mode: 'exact', budgetMilliseconds: 1, now: () => 0 } as const;
    await assert.rejects(check(target, options), (error: unknown) => {
      return error instanceof GradientCheckError && error.fault.kind === 'cancelled';
    });
  });
});

describe('the policy', () => {
  /** A clock that moves by 1 ms per cost. */
  const slow = (problem: ReturnType<typeof tanhLayer>) => {
    let milliseconds = 0;
    const cost: typeof problem.cost = (p) => {
      milliseconds++;
      return problem.cost(p);
    };
    return { problem: { ...problem, cost }, now: () => milliseconds };
  };

  it('sweeps where 2n costs fit the budget, and probes only where they do not', async () => {
    for (const [budgetMilliseconds, method] of [
      [1000, 'exact'],
      [20, 'fast'],
    ] as const) {
      const { problem, now } = slow(tanhLayer());
      const result = await run(problem, { mode: 'auto', budgetMilliseconds, now });
      assert.equal(result.method, method);
      assert.equal(result.textbook === null, method === 'fast');
      assert.equal(result.verdict, 'correct');
    }
  });

  it('counts every cost, by what it was for', async () => {
    const target = new ArrayTarget(spoiled(tanhLayer(), ({ W }) => W!.fill(0)));
    const options = { epsilon: 1e-7, seed: 1, mode: 'exact', budgetMilliseconds: 1, now: () => 0 } as const;
    const result = await check(target, options);
    // Every gradient runs one forward of its own.
    assert.equal(target.calls.costs - target.calls.gradients, result.evaluations);
    assert.equal(
      Object.values<number>({ ...result.phases }).reduce((a, b) => a + b),
      result.evaluations,
    );
    assert.equal(result.phases.sweep, 2 * result.layout.theta.length);
    assert.equal(result.phases.textbook, 2 * result.layout.theta.length);
  });

  it('gives the same result for the same seed', async () => {
    const [a, b] = [await run(tanhLayer(), { seed: 5 }), await run(tanhLayer(), { seed: 5 })];
    assert.deepEqual(a, b);
  });

  it('reports progress that only grows and ends at 1', async () => {
    const seen: number[] = [];
    await run(tanhLayer(), { onProgress: (fraction) => seen.push(fraction) });
    assert.deepEqual(
      seen,
      [...seen].sort((x, y) => x - y),
    );
    assert.equal(seen.at(-1), 1);
  });
});
