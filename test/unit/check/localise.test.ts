import assert from 'node:assert/strict';
import type { CheckResult } from '../../../src/check/result.ts';
import type { Gradients } from './problems.ts';
import { run, spoiled, tanhLayer, wrongLeaves } from './problems.ts';

const [rows, columns] = [60, 170]; // 10,200 entries
const fast = (change: (gradients: Gradients) => void): Promise<CheckResult> =>
  run(spoiled(tanhLayer({ rows, columns }), change), { mode: 'fast' });

describe('the fast check', () => {
  it('certifies in a number of costs that does not grow with n', async () => {
    for (const size of [10, 100]) {
      const { evaluations, leaves } = await run(tanhLayer({ rows: size, columns: size + 7 }), { mode: 'fast' });
      assert.ok(evaluations <= 20 + 12 * 2 * leaves.length, `${evaluations}`);
    }
  });

  it('places one wrong entry', async () => {
    const result = await fast(({ W }) => (W![37 * columns + 103]! *= 1.2));
    assert.deepEqual(wrongLeaves(result), ['W']);
    const leaf = result.leaves[0]!;
    assert.deepEqual([leaf.wrongEntries, leaf.wrongIsBound], [1, false]);
    assert.equal(leaf.entries[0]!.flat, 37 * columns + 103);
    assert.ok(Math.abs(leaf.entries[0]!.analytic / leaf.entries[0]!.numeric - 1.2) < 1e-4);
    assert.ok(result.evaluations <= 150, `${result.evaluations}`);
  });

  it('places a wrong row and a wrong column', async () => {
    const row = await fast(({ W }) => W!.fill(0, (rows - 1) * columns));
    assert.deepEqual(row.leaves[0]!.region, { rows: [rows - 1], columns: null, share: 1 });
    const column = await fast(({ W }) => W!.forEach((_, i) => i % columns === 5 && (W![i] = 0)));
    assert.deepEqual(column.leaves[0]!.region, { rows: null, columns: [5], share: 1 });
    for (const { evaluations } of [row, column]) assert.ok(evaluations <= 130, `${evaluations}`);
  });

  it('says “at least” where errors are everywhere', async () => {
    const result = await fast(({ W }) => W!.forEach((g, i) => (W![i] = 2 * g)));
    const leaf = result.leaves[0]!;
    assert.deepEqual(leaf.region, { rows: null, columns: null, share: 1 });
    assert.ok(leaf.wrongIsBound && leaf.wrongEntries === leaf.checkedEntries && leaf.wrongEntries > 0);
    assert.ok(result.evaluations <= 130, `${result.evaluations}`);
  });

  it('finds some of many scattered entries within its budget', async () => {
    const result = await fast(({ W }) => {
      for (let k = 0; k < 40; k++) W![(k * 7919) % (rows * columns)]! *= 3;
    });
    const leaf = result.leaves[0]!;
    assert.ok(leaf.wrongEntries >= 1 && leaf.wrongIsBound);
    for (const { flat } of leaf.entries) {
      assert.ok(Array.from({ length: 40 }, (_, k) => (k * 7919) % (rows * columns)).includes(flat), `${flat}`);
    }
    assert.ok(result.evaluations <= 600, `${result.evaluations}`);
  });
});
