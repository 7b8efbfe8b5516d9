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
 * no verdict, whatever the cost says. An optimiser treats all weights alike: biases alone that change by the same amount were
 * handed the same gradient.
 */
export function leaveOpenAdaptiveUpdates(result: CheckResult, bound: BoundPlan): CheckResult {
  if (bound.gradientsFrom !== 'update' || result.verdict !== 'wrong') return result;
  const isAdaptive = (wrong: LeafResult): boolean =>
    bound.plan.gradients[wrong.leaf]?.kind === 'update' && isSignOnly(result, wrong);
  const updates = result.leaves.filter(({ leaf }) => bound.plan.gradients[leaf]?.kind === 'update');
  const isLike = (one: LeafResult): boolean => sizesOf(result, one).length < fewest || isSignOnly(result, one);
  return updates.every(isLike) ? leaveOpen(result, 'adaptive-update', isAdaptive) : result;
}

/** All entries that are not zero have the same size. */
function isSignOnly(result: CheckResult, found: LeafResult): boolean {
  const sizes = sizesOf(result, found);
  const largest = Math.max(...sizes);
  return sizes.length >= fewest && sizes.every((size) => size > largest * (1 - tolerance));
}

function sizesOf({ layout, analytic }: CheckResult, found: LeafResult): number[] {
  const { offset, size } = layout.leaves[found.leaf]!;
  return [...analytic.subarray(offset, offset + size)].map(Math.abs).filter((one) => one > 0);
}
