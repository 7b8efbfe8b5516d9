import type { Value } from '../model/plan.ts';
import type { BoundPlan } from './binding.ts';

/**
 * The best plan once more with one-hot targets instead of probabilities: a cross-entropy that takes the class back out of
 * the target (`argmax`) is right for one-hot targets only, and no mistake.
 */
export function withOneHotTargets(plans: BoundPlan[]): BoundPlan[] {
  const [best] = plans;
  const plan = best && withOneHot(best.plan);
  if (!best || !plan) {
    return plans;
  }
  const note = {
    id: 'one-hot-only',
    severity: 'info' as const,
    message: 'The targets are one-hot here: with probabilities as targets the gradients are not those of the cost.',
  };
  return [...plans, { ...best, plan, notes: [...best.notes, note] }];
}

/** The plan with every random probability drawn one-hot; null where there is none. */
function withOneHot(plan: BoundPlan['plan']): BoundPlan['plan'] | null {
  let changed = false;
  const text = JSON.stringify(plan, (_, value: unknown) => {
    const fill = (value as Partial<Extract<Value, { kind: 'array' }>> | null)?.fill;
    if (fill?.kind !== 'probability') return value;
    changed = true;
    return { ...(value as object), fill: { kind: 'one-hot', axis: fill.axis } };
  });
  return changed ? (JSON.parse(text) as BoundPlan['plan']) : null;
}
