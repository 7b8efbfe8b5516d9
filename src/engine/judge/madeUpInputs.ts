import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';
import { leaveOpen } from './leaveOpen.ts';

/**
 * Backward was handed something that was drawn at random because nothing says what it is. Where not one gradient agrees
 * then, that says more about the input than about backward: the verdict is left open.
 */
export function leaveOpenMadeUpInputs(result: CheckResult, bound: BoundPlan): CheckResult {
  const isGiven = bound.inputs.source !== 'inferred' && bound.inputs.source !== 'module';
  if (bound.madeUp.length === 0 || isGiven || result.verdict !== 'wrong') return result;
  if (result.leaves.some(({ verdict }) => verdict === 'correct')) return result;
  return leaveOpen(result, 'inputs-unknown');
}
