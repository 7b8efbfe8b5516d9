import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import { leaveOpen } from './leaveOpen.ts';

/**
 * With inputs that were made up, a cost that reacts to no parameter at all says more about the inputs than about
 * backward: a loop over a target that has no length, an index that is never met. The verdict is left open. Where the
 * inputs are the user's own, that cost stands.
 */
export function leaveOpenConstantCost(result: CheckResult, bound: BoundPlan): CheckResult {
  if (isIdle(result, bound)) return withoutVerdict(result);
  if (bound.inputs.source !== 'inferred' || result.verdict !== 'wrong') return result;
  if (!result.leaves.every((leaf) => isFlat(leaf))) return result;
  return leaveOpen(result, 'cost-constant');
}

/**
 * A cost that nothing in the text names was chosen because it fits, and it fits for no other reason than that it moves with no
 * parameter and that backward left nothing but zeros: a unit that only hands on what it is given.
 */
function isIdle({ verdict, leaves, analytic }: CheckResult, { guessedCost }: BoundPlan): boolean {
  const isSilent = verdict === 'correct' && leaves.length > 0 && analytic.every((value) => value === 0);
  return guessedCost !== null && isSilent && leaves.every((leaf) => leaf.sweep !== null && isFlat(leaf));
}

function withoutVerdict(result: CheckResult): CheckResult {
  const doubt = 'cost-constant';
  const leaves = result.leaves.map((leaf): LeafResult => ({ ...leaf, verdict: 'inconclusive', doubt }));
  return { ...result, leaves, verdict: 'inconclusive', doubt };
}

/** Not one entry that was looked at, and at least one was, moves the cost by more than can be measured. */
export function isFlat({ sweep, entries }: LeafResult): boolean {
  if (sweep) return sweep.numeric.every((slope, i) => Math.abs(slope) <= sweep.error[i]!);
  return entries.length > 0 && entries.every(({ numeric, error }) => Math.abs(numeric) <= error);
}
