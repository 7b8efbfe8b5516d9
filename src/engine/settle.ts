import type { BoundPlan } from '../binding/binding.ts';
import type { CheckResult } from '../check/result.ts';
import { leaveOpenAdaptiveUpdates } from './adaptiveUpdates.ts';
import { leaveOpenConstantCost } from './constantCost.ts';
import { leaveOpenMadeUpInputs } from './madeUpInputs.ts';
import { forgiveStabilisers, type Stabiliser } from './stabilisers.ts';
import { leaveOpenWhereCostIsUnknown } from './unknownCost.ts';

/** What the numerics found, read with what the text says about the cost and about where the gradients come from. */
export function settle(found: CheckResult, bound: BoundPlan, stabilisers: readonly Stabiliser[]): CheckResult {
  const exact = forgiveStabilisers(found, stabilisers);
  const readable = leaveOpenMadeUpInputs(leaveOpenConstantCost(leaveOpenAdaptiveUpdates(exact, bound), bound), bound);
  return leaveOpenWhereCostIsUnknown(readable, bound);
}
