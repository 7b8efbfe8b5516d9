import assert from 'node:assert/strict';
import type { BoundPlan } from '../../../src/binding/plans/binding.ts';
import { check } from '../../../src/check/check.ts';
import { leaveOpenSoftmaxDiagonal } from '../../../src/engine/judge/softmaxDiagonal.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

const softmax = (z: ArrayLike<number>) => {
  const powers = Array.from(z, Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};
const bound = { plan: { cost: { kind: 'contraction', outputs: [] } } } as unknown as BoundPlan;

async function settled(values: number[], claim: (p: number[]) => number[], cost = () => 1) {
  const target = new ArrayTarget({
    leaves: [{ name: 'z', shape: [values.length], values }],
    cost,
    gradients: ({ z }) => ({ z: claim(softmax(z!)) }),
  });
  const result = await check(target, { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1000, now: () => 0, mode: 'exact' });
  assert.equal(result.verdict, 'wrong');
  return leaveOpenSoftmaxDiagonal(result, bound);
}

describe('p·(1 − p) behind a softmax', () => {
  for (const values of [
    [0.3, -0.4, 0.9, 0.1],
    [4, 0, -1, 0.5],
  ]) {
    it(`is told from a wrong gradient (${values.join(', ')})`, async () => {
      const { verdict, doubt } = await settled(values, (p) => p.map((one) => one * (1 - one)));
      assert.deepEqual([verdict, doubt], ['inconclusive', 'softmax-diagonal']);
    });
  }

  it('is nothing else that a constant cost leaves', async () => {
    assert.equal((await settled([0.3, -0.4, 0.9], (p) => p)).verdict, 'wrong');
    assert.equal((await settled([0.3, -0.4, 0.9], (p) => p.map((one) => one * (2 - one)))).verdict, 'wrong');
  });
});
