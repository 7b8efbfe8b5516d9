import assert from 'node:assert/strict';
import { Evaluator } from '../../../src/check/evaluator.ts';
import { gradeOf, textbookCheck } from '../../../src/check/textbook.ts';
import { relativeDifference } from '../../../src/check/vectors.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

describe('the textbook check', () => {
  it('moves one entry at a time by ε and divides by 2ε, in the order of θ', async () => {
    const seen: number[][] = [];
    const target = new ArrayTarget({
      leaves: [
        { name: 'W', shape: [2], values: [1, 2] },
        { name: 'b', shape: [], values: [3] },
      ],
      cost(p) {
        seen.push([...p['W']!, ...p['b']!]);
        return p['W']![0]! ** 2 + 5 * p['W']![1]! * p['b']![0]!;
      },
      gradients: () => ({ W: [2, 15], b: [10] }),
    });
    const layout = await target.describe();
    const result = await textbookCheck(new Evaluator(target, () => 0), layout, Float64Array.of(2, 15, 10), 0.5);
    assert.deepEqual(seen, [
      [1.5, 2, 3],
      [0.5, 2, 3],
      [1, 2.5, 3],
      [1, 1.5, 3],
      [1, 2, 3.5],
      [1, 2, 2.5],
    ]);
    assert.deepEqual(result.numeric, Float64Array.of(2, 15, 10));
    assert.equal(result.difference, 0);
    assert.equal(result.grade, 'excellent');
  });

  it('reads the difference against 1e-7, 1e-5 and 1e-3, limits included', () => {
    const table = [0, 1e-7, 1.01e-7, 1e-5, 1.01e-5, 1e-3, 1.01e-3, 1, NaN].map((difference) => gradeOf(difference));
    assert.deepEqual(table, [
      'excellent',
      'excellent',
      'warning',
      'warning',
      'error',
      'error',
      'critical',
      'critical',
      'critical',
    ]);
  });

  it('is ‖a − b‖ / (‖a‖ + ‖b‖), with zero against zero as 0, whatever the size', () => {
    assert.equal(relativeDifference([0, 0], [0, 0]), 0);
    assert.equal(relativeDifference([3, 4], [0, 0]), 1);
    assert.ok(Math.abs(relativeDifference([3, 4], [6, 8]) - 1 / 3) < 1e-15);
    assert.ok(Math.abs(relativeDifference([3e-200, 4e-200], [6e-200, 8e-200]) - 1 / 3) < 1e-15);
    assert.ok(Math.abs(relativeDifference([3e200, 4e200], [6e200, 8e200]) - 1 / 3) < 1e-15);
    assert.ok(Number.isNaN(relativeDifference([NaN, 1], [1, 1])));
  });
});
