import assert from 'node:assert/strict';
import { check } from '../../../src/check/check.ts';
import { explain } from '../../../src/check/causes/explain.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

const [rows, columns] = [60, 70];
const size = rows * columns;
const values = Array.from({ length: size }, (_, i) => Math.sin(i));

/** Σ wᵢ³/3, whose gradient is wᵢ²; backward has the entries `of` another factor. */
function target(factorOf: (row: number, column: number) => number): ArrayTarget {
  return new ArrayTarget({
    leaves: [{ name: 'W', shape: [rows, columns], values }],
    cost: ({ W }) => Array.from(W!).reduce((sum, w) => sum + w ** 3 / 3, 0),
    gradients: ({ W }) => ({
      W: Array.from(W!, (w, i) => factorOf(Math.floor(i / columns), i % columns) * w * w),
    }),
  });
}

async function causeOf(factorOf: (row: number, column: number) => number) {
  const problem = target(factorOf);
  const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 0, now: () => 0, mode: 'fast' as const };
  return (await explain(await check(problem, options), problem, { seed: 1 })).overall;
}

describe('the cause of what few of many entries have wrong, without a sweep', () => {
  it('is seen in one row', async () => {
    const cause = await causeOf((row) => (row === 17 ? 2 : 1));
    assert.equal(cause?.id, 'partial');
    assert.match(cause.message, /row 17/);
  });

  it('is seen in one entry', async () => {
    const cause = await causeOf((row, column) => (row === 23 && column === 41 ? 0 : 1));
    assert.equal(cause?.id, 'partial');
    assert.match(cause.message, /dW: \[23,41\] is 0/);
  });
});
