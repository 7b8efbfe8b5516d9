import * as l10n from '@vscode/l10n';
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
    message: l10n.t(
      'The targets are one-hot here: with probabilities as targets the gradients are not those of the cost.',
    ),
  };
  return [...plans, { ...best, plan, notes: [...best.notes, note] }];
}

/** The plan with every random probability drawn one-hot; null where there is none. */
function withOneHot(plan: BoundPlan['plan']): BoundPlan['plan'] | null {
  const text = JSON.stringify(plan);
  const changed = text.replace(/\{"kind":"probability","axis":(\d+)\}/g, '{"kind":"one-hot","axis":$1}');
  return changed === text ? null : (JSON.parse(changed) as BoundPlan['plan']);
}
