import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';
import { leaveOpenAdaptiveUpdates } from './adaptiveUpdates.ts';
import { leaveOpenConstantCost } from './constantCost.ts';
import { leaveOpen } from './leaveOpen.ts';
import { leaveOpenLogitDerivative } from './logitDerivative.ts';
import { leaveOpenMadeUpInputs } from './madeUpInputs.ts';
import { leaveOpenOtherLoss } from './otherLoss.ts';
import { leaveOpenSoftmaxDiagonal } from './softmaxDiagonal.ts';
import { forgiveStabilisers, type Stabiliser } from './stabilisers.ts';
import { leaveOpenWhereCostIsUnknown } from './unknownCost.ts';

/** What the numerics found, read with what the text says about the cost and about where the gradients come from. */
export function settle(found: CheckResult, bound: BoundPlan, stabilisers: readonly Stabiliser[]): CheckResult {
  const exact = leaveOpenLogitDerivative(forgiveStabilisers(found, stabilisers), bound);
  const possible = leaveOpenSoftmaxDiagonal(leaveOpenAdaptiveUpdates(exact, bound), bound);
  const readable = leaveOpenMadeUpInputs(leaveOpenConstantCost(possible, bound), bound);
  const named = leaveOpenOtherLoss(leaveOpenLostStep(readable, bound), bound);
  return leaveOpenWhereCostIsUnknown(named, bound);
}

/** A step after which no weight is a number, with inputs that nobody gave, was not handed what it takes. */
function leaveOpenLostStep(result: CheckResult, { inputs, plan }: BoundPlan): CheckResult {
  const isMadeUp = inputs.source === 'inferred' || inputs.source === 'module';
  const isStep = plan.gradients.every(({ kind }) => kind === 'update');
  return isMadeUp && isStep && result.analytic.every(Number.isNaN) ? leaveOpen(result, 'inputs-unknown') : result;
}
