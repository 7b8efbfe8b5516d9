import assert from 'node:assert/strict';
import { check } from '../../../src/check/check.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';
import { courseProblem } from './courseNetwork.ts';

const options = {
  epsilon: 1e-7,
  seed: 1,
  mode: 'auto',
  budgetMilliseconds: 2000,
  now: () => performance.now(),
} as const;

describe('the course example', () => {
  it('with its planted bugs: the published difference, and wrong are exactly W2 and b1', async () => {
    const result = await check(new ArrayTarget(courseProblem(true)), options);
    assert.ok(Math.abs(result.textbook!.difference - 0.2850931567761623) < 1e-7, `${result.textbook!.difference}`);
    assert.equal(result.textbook!.grade, 'critical');
    assert.equal(result.verdict, 'wrong');
    const wrong = result.leaves.filter(({ verdict }) => verdict === 'wrong');
    assert.deepEqual(
      wrong.map(({ leaf }) => result.layout.leaves[leaf]!.name),
      ['b1', 'W2'],
    );
    // W2 × 2 shows in the entries that are not 0: four of its fifteen.
    const w2 = result.leaves[2]!;
    assert.equal(w2.checkedEntries, 15);
    assert.equal(w2.wrongEntries, 4);
    assert.equal(result.leaves[1]!.wrongEntries, 4);
  });

  it('repaired: a warning by the textbook, and correct', async () => {
    const result = await check(new ArrayTarget(courseProblem(false)), options);
    assert.ok(Math.abs(result.textbook!.difference / 1.19e-7 - 1) < 0.05, `${result.textbook!.difference}`);
    assert.equal(result.textbook!.grade, 'warning');
    assert.equal(result.verdict, 'correct');
    assert.ok(result.boldDifference! < 1e-9, `${result.boldDifference}`);
  });
});
