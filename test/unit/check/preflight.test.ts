import assert from 'node:assert/strict';
import { Random } from '../../../src/check/random.ts';
import type { ArrayProblem } from '../../zoo/arrayTarget.ts';
import { noteIds, run, spoiled, tanhLayer, wrongLeaves } from './problems.ts';

const both = [
  { name: 'a correct backward', make: (problem: ArrayProblem) => problem, wrong: [] as string[] },
  { name: 'a wrong one', make: (problem: ArrayProblem) => spoiled(problem, ({ b }) => (b![1]! *= 2)), wrong: ['b'] },
];

for (const { name, make, wrong } of both) {
  describe(`preflight and the right verdict all the same: ${name}`, () => {
    const base = make(tanhLayer());
    const judge = async (problem: ArrayProblem, note: string) => {
      for (const mode of ['exact', 'fast'] as const) {
        const result = await run(problem, { mode });
        assert.ok(noteIds(result).includes(note), noteIds(result).join());
        assert.equal(result.verdict, wrong.length > 0 ? 'wrong' : 'correct', `${mode} ${result.doubt}`);
        assert.deepEqual(wrongLeaves(result), wrong);
      }
    };

    it('says nothing about a healthy target', async () => {
      const result = await run(base);
      assert.deepEqual(result.remedies, { reseed: false, restore: false, clear: false });
      assert.deepEqual(noteIds(result), []);
    });

    it('dropout: reseeded', async () => {
      let random = new Random(1);
      let keep = 1;
      const problem: ArrayProblem = {
        ...base,
        cost(p) {
          keep = 0.5 + random.uniform();
          return keep * base.cost(p);
        },
        gradients: (p) => mapValues(base.gradients(p), (g) => keep * g),
        reseed: () => (random = new Random(1)),
      };
      await judge(problem, 'not-deterministic');
      assert.deepEqual((await run(problem)).remedies, { reseed: true, restore: false, clear: false });
    });

    it('dropout that often draws the same again', async () => {
      for (let draw = 1; draw <= 60; draw++) {
        let random = new Random(draw);
        let mask = 1;
        const problem: ArrayProblem = {
          ...base,
          cost(p) {
            mask = random.uniform() < 0.6 ? 1 : 2;
            return mask * base.cost(p);
          },
          gradients: (p) => mapValues(base.gradients(p), (g) => mask * g),
          reseed: () => (random = new Random(1)),
        };
        const result = await run(problem);
        assert.deepEqual(noteIds(result), ['not-deterministic'], `draw ${String(draw)}`);
        assert.deepEqual(wrongLeaves(result), wrong);
      }
    });

    it('a forward that changes its data: restored', async () => {
      let data = 1;
      const problem: ArrayProblem = {
        ...base,
        cost: (p) => (data *= 0.9) * base.cost(p),
        gradients: (p) => mapValues(base.gradients(p), (g) => data * g),
        restore: () => (data = 1),
      };
      await judge(problem, 'changes-inputs');
      assert.deepEqual((await run(problem)).remedies, { reseed: false, restore: true, clear: false });
    });

    it('a backward that updates its weights: restored', async () => {
      const problem: ArrayProblem = {
        ...base,
        gradients(p) {
          const gradients = base.gradients(p);
          for (const leaf of ['W', 'b'])
            p[leaf]!.forEach((x, i) => (p[leaf]![i] = x - 0.1 * (gradients[leaf]![i] || 0)));
          return gradients;
        },
      };
      await judge(problem, 'changes-inputs');
    });

    it('gradients that add up: cleared', async () => {
      const total: Record<string, Float64Array> = { W: new Float64Array(12), b: new Float64Array(3) };
      const accumulating: ArrayProblem = {
        ...base,
        gradients(p) {
          const gradients = base.gradients(p);
          for (const leaf of ['W', 'b']) total[leaf]!.forEach((g, i) => (total[leaf]![i] = g + gradients[leaf]![i]!));
          return total;
        },
      };
      await judge({ ...accumulating, clear: () => Object.values(total).forEach((g) => g.fill(0)) }, 'accumulates');
      // Where nothing can be cleared, what one more call adds is what counts.
      await judge(accumulating, 'accumulates');
    });

    it('a backward that reads what the last forward left', async () => {
      let cache = { W: new Float64Array(12), b: new Float64Array(3) };
      const problem: ArrayProblem = {
        ...base,
        cost(p) {
          cache = { W: Float64Array.from(p['W']!), b: Float64Array.from(p['b']!) };
          return base.cost(p);
        },
        gradients: () => base.gradients(cache),
      };
      await judge(problem, 'reads-cache');
    });
  });
}

describe('float32', () => {
  it('is recognised, named and judged by its own floor', async () => {
    const base = tanhLayer();
    const rounded: ArrayProblem = {
      ...base,
      leaves: base.leaves.map((leaf) => ({ ...leaf, dtype: 'float32' })),
      cost: (p) => Math.fround(base.cost(p)),
      gradients: (p) => mapValues(base.gradients(p), Math.fround),
    };
    const result = await run(rounded);
    assert.equal(result.isFloat32, true);
    assert.ok(noteIds(result).includes('float32'));
    assert.equal(result.verdict, 'correct');
    assert.equal(result.textbook!.grade, 'critical');
    assert.deepEqual(wrongLeaves(await run(spoiled(rounded, ({ W }) => (W![3]! *= 1.5)))), ['W']);
  });
});

function mapValues(record: Record<string, ArrayLike<number>>, f: (x: number) => number): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(record).map(([key, values]) => [key, Float64Array.from(values, f)]));
}
