import type { BoundPlan } from '../binding/binding.ts';
import type { CheckResult, LeafResult } from '../check/result.ts';
import { leaveOpen } from './leaveOpen.ts';

/**
 * Where the cost was a guess and not one gradient agrees with it, nothing tells wrong gradients from a wrong guess:
 * the verdict is left open. One gradient that agrees (and is not zero) settles the guess, because a wrong cost
 * would hardly have it right.
 */
export function leaveOpenWhereCostIsUnknown(result: CheckResult, bound: BoundPlan): CheckResult {
  if (!bound.costIsGuess || result.verdict !== 'wrong') return result;
  if (result.leaves.some((leaf) => leaf.verdict === 'correct' && !isZero(result, leaf))) return result;
  return leaveOpen(result, 'cost-unknown');
}

function isZero(result: CheckResult, found: LeafResult): boolean {
  const leaf = result.layout.leaves[found.leaf];
  if (!leaf) return true;
  return result.analytic.subarray(leaf.offset, leaf.offset + leaf.size).every((value) => value === 0);
}
