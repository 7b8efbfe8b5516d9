import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import { leaveOpen } from './leaveOpen.ts';

/**
 * With inputs that were made up, a cost that reacts to no parameter at all says more about the inputs than about
 * backward: a loop over a target that has no length, an index that is never met. The verdict is left open. Where the
 * inputs are the user's own, that cost stands.
 */
export function leaveOpenConstantCost(result: CheckResult, bound: BoundPlan): CheckResult {
  if (bound.inputs.source !== 'inferred' || result.verdict !== 'wrong') return result;
  if (!result.leaves.every((leaf) => isFlat(leaf))) return result;
  return leaveOpen(result, 'cost-constant');
}

/** Not one entry that was looked at, and at least one was, moves the cost by more than can be measured. */
export function isFlat({ sweep, entries }: LeafResult): boolean {
  if (sweep) return sweep.numeric.every((slope, i) => Math.abs(slope) <= sweep.error[i]!);
  return entries.length > 0 && entries.every(({ numeric, error }) => Math.abs(numeric) <= error);
}
