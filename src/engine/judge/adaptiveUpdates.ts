import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import { leaveOpen } from './leaveOpen.ts';

/** The ε that keeps √v from 0 takes this much of a step, at most, where gradients are small. */
const tolerance = 0.02;
/** Fewer entries may be equally large by chance. */
const fewest = 4;

/**
 * The first step of Adam, RMSprop or Adagrad is the rate times the sign of the gradient: every entry of the weights
 * changes by the same amount. Such a change says nothing about the gradient's size, so a leaf that was read from it has
 * no verdict, whatever the cost says.
 */
export function leaveOpenAdaptiveUpdates(result: CheckResult, bound: BoundPlan): CheckResult {
  if (bound.gradientsFrom !== 'update' || result.verdict !== 'wrong') return result;
  const isAdaptive = (wrong: LeafResult): boolean =>
    bound.plan.gradients[wrong.leaf]?.kind === 'update' && isSignOnly(result, wrong);
  return leaveOpen(result, 'adaptive-update', isAdaptive);
}

/** All entries that are not zero have the same size. */
function isSignOnly(result: CheckResult, found: LeafResult): boolean {
  const leaf = result.layout.leaves[found.leaf];
  if (!leaf) return false;
  const sizes = [...result.analytic.subarray(leaf.offset, leaf.offset + leaf.size)]
    .map(Math.abs)
    .filter((size) => size > 0);
  const largest = Math.max(...sizes);
  return sizes.length >= fewest && sizes.every((size) => size > largest * (1 - tolerance));
}
