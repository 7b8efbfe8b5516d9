import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';

/** Gradients that are right for a cost which the code does not name, and not for the loss that it returns, are not settled. */
export function leaveOpenOtherLoss(result: CheckResult, { returnsOtherLoss }: BoundPlan): CheckResult {
  return returnsOtherLoss && result.verdict === 'correct'
    ? { ...result, verdict: 'inconclusive', doubt: 'other-loss' }
    : result;
}
