import assert from 'node:assert/strict';
import type { BoundPlan } from '../../../src/binding/plans/binding.ts';
import { check } from '../../../src/check/check.ts';
import { leaveOpenLogitDerivative } from '../../../src/engine/judge/logitDerivative.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';

const bound = (gradientName: string): BoundPlan =>
  ({
    plan: { cost: { kind: 'scalar', at: { slot: '$out', path: [] } }, leaves: [{ name: 'p', gradientName }] },
  }) as unknown as BoundPlan;
const target = [0, 1, 0, 0];
const values = [0.2, 0.45, 0.25, 0.1];

async function settled(
  cost: (p: ArrayLike<number>) => number,
  claim: (p: number, i: number) => number,
  gradientName = 'dp',
) {
  const problem = new ArrayTarget({
    leaves: [{ name: 'p', shape: [4], values }],
    cost: ({ p }) => cost(p!),
    gradients: ({ p }) => ({ p: Array.from(p!, claim) }),
  });
  const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1000, now: () => 0, mode: 'exact' as const };
  const result = await check(problem, options);
  assert.equal(result.verdict, 'wrong');
  return leaveOpenLogitDerivative(result, bound(gradientName));
}

const categorical = (p: ArrayLike<number>) => -target.reduce((sum, t, i) => sum + t * Math.log(p[i]!), 0);
const binary = (p: ArrayLike<number>) =>
  -target.reduce((sum, t, i) => sum + t * Math.log(p[i]!) + (1 - t) * Math.log(1 - p[i]!), 0);

describe('p − y beside a cross-entropy', () => {
  for (const [name, cost] of Object.entries({ categorical, binary })) {
    it(`is the derivative by the scores (${name})`, async () => {
      const { verdict, doubt } = await settled(cost, (p, i) => p - target[i]!);
      assert.deepEqual([verdict, doubt], ['inconclusive', 'logit-derivative']);
    });

    it(`is right where it is called after the scores (${name})`, async () => {
      const { verdict, notes } = await settled(cost, (p, i) => p - target[i]!, 'dLogits');
      assert.deepEqual([verdict, notes.at(-1)?.id], ['correct', 'by-scores']);
      assert.equal((await settled(cost, (p, i) => target[i]! - p, 'dLogits')).verdict, 'wrong');
    });

    it(`is wrong with a factor, or with another sign (${name})`, async () => {
      assert.equal((await settled(cost, (p, i) => 2 * (p - target[i]!))).verdict, 'wrong');
      assert.equal((await settled(cost, (p, i) => target[i]! - p)).verdict, 'wrong');
    });
  }
});
