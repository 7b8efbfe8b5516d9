import { gradientSlot } from '../../binding/backward/backwardSearch.ts';
import { lossSlot } from '../../binding/costs/costs.ts';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { Target } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { formulaOf } from './outputLayer.ts';
import { unevenDirection } from './unevenDirection.ts';

const steps = Float64Array.of(0.3, -0.3, 0.7);

/**
 * The plan with the loss that backward returns, where that is a squared error of the output while the chosen plan has a cross-entropy
 * that the code does not name: it was chosen because it fits, as it does where the slope of the output's activation is missing.
 */
export async function otherLoss(
  runtime: Runtime,
  chosen: BoundPlan,
  candidates: BoundPlan[],
): Promise<BoundPlan | null> {
  if (!/cross-entropy/.test(formulaOf(chosen) ?? '')) return null;
  const loss = candidates.find(isReturnedLoss);
  const squared = candidates.find((candidate) => formulaOf(candidate) === 'squared-error');
  if (!loss || !squared) return null;
  const [a, b] = [await costsOf(runtime, loss), await costsOf(runtime, squared)];
  return a && b && areProportional(a, b) ? loss : null;
}

/** The cost is what backward returns beside the gradients. */
export function isReturnedLoss({ plan: { cost } }: BoundPlan): boolean {
  return cost.kind === 'scalar' && (cost.at.slot === lossSlot || cost.at.slot === gradientSlot);
}

function areProportional(a: readonly number[], b: readonly number[]): boolean {
  const ratio = a[0]! / b[0]!;
  const varies = b.some((value) => Math.abs(value - b[0]!) > 1e-6 * Math.abs(b[0]!));
  return varies && a.every((value, at) => Math.abs(value - ratio * b[at]!) <= 1e-9 * Math.abs(value));
}

/** At θ₀ and along each leaf; null where it cannot be computed everywhere. */
async function costsOf(runtime: Runtime, { plan }: BoundPlan): Promise<number[] | null> {
  let target: Target | null = null;
  try {
    target = await runtime.open(plan);
    const { leaves } = await target.describe();
    const values = [...(await target.costs({ kind: 'base', base: null, count: 1 })).values];
    for (const [leaf, { size }] of leaves.entries()) {
      const direction = unevenDirection(size);
      values.push(...(await target.costs({ kind: 'line', base: null, leaf, direction, step: steps })).values);
    }
    return values.every(Number.isFinite) && values[0] !== 0 ? values : null;
  } catch (error) {
    if (error instanceof GradientCheckError) return null;
    throw error;
  } finally {
    await target?.dispose();
  }
}
