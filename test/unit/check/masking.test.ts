import assert from 'node:assert/strict';
import { noteIds, run, spoiled, tanhLayer, wrongLeaves } from './problems.ts';

const layer = tanhLayer();
const withBias = (value: number) => ({
  ...layer,
  leaves: layer.leaves.map((leaf) => (leaf.name === 'b' ? { ...leaf, values: [value, value, value] } : leaf)),
});

describe('inputs in which a bug cannot show', () => {
  for (const mode of ['exact', 'fast'] as const) {
    it(`${mode}: b = 0 throughout hides a forgotten decay of b, and the jittered point shows it`, async () => {
      const problem = spoiled(withBias(0), ({ b }, p) => b!.forEach((g, i) => (b![i] = g - 0.3 * p['b']![i]!)));
      const result = await run(problem, { mode });
      assert.ok(noteIds(result).includes('masked-zero'));
      assert.deepEqual(wrongLeaves(result), ['b']);
      assert.equal(result.leaves[1]!.wrongEntries, 3);
      const { nearby } = result.leaves[1]!;
      assert.ok(nearby && nearby.theta.every((x, i) => i < 12 || x !== 0));
    });

    it(`${mode}: γ = 1 throughout hides a missing factor`, async () => {
      const problem = spoiled(withBias(1), ({ b }, p) => b!.forEach((g, i) => (b![i] = g * p['b']![i]!)));
      const result = await run(problem, { mode });
      assert.ok(noteIds(result).includes('masked-one'));
      assert.deepEqual(wrongLeaves(result), ['b']);
    });
  }

  it('names a leaf that nothing depends on here', async () => {
    const dead: typeof layer = {
      ...layer,
      leaves: [...layer.leaves, { name: 'c', shape: [2], values: [0.3, -0.2] }],
      gradients: (p) => ({ ...layer.gradients(p), c: new Float64Array(2) }),
    };
    for (const mode of ['exact', 'fast'] as const) {
      const result = await run(dead, { mode });
      assert.equal(result.verdict, 'correct');
      assert.ok(result.notes.some(({ id, message }) => id === 'masked-still' && / depend on c:/.test(message)));
    }
  });

  it('names them and stays correct where backward is', async () => {
    for (const value of [0, 1]) assert.equal((await run(withBias(value))).verdict, 'correct');
    assert.deepEqual(noteIds(await run(tanhLayer({ rows: 3, columns: 3 }))), ['masked-square']);
    assert.deepEqual(noteIds(await run(tanhLayer({ offset: 1e9 }))), ['masked-flat']);
  });
});
