import * as l10n from '@vscode/l10n';
import type { BoundPlan } from './plans/binding.ts';

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
    message: l10n.t(
      'The targets are one-hot here: with probabilities as targets the gradients are not those of the cost.',
    ),
  };
  return [...plans, { ...best, plan, notes: [...best.notes, note] }];
}

/** The plan with every target that is a random probability drawn one-hot; null where there is none. A prediction is what is differentiated. */
function withOneHot(plan: BoundPlan['plan']): BoundPlan['plan'] | null {
  const differentiated = new Set(plan.leaves.map(({ at }) => at.slot));
  const text = JSON.stringify(plan);
  const changed = JSON.stringify(plan, (_, value: unknown) =>
    isProbability(value) && !differentiated.has(value.key)
      ? { ...value, fill: { kind: 'one-hot', axis: value.fill.axis } }
      : value,
  );
  return changed === text ? null : (JSON.parse(changed) as BoundPlan['plan']);
}

function isProbability(value: unknown): value is { key: string; fill: { axis: number } } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    'fill' in value &&
    (value.fill as { kind?: unknown }).kind === 'probability'
  );
}
