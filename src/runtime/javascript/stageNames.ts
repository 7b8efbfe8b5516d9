import * as l10n from '@vscode/l10n';
import type { Plan, Step } from '../../model/plan.ts';

/** What to call each stage in a message: the function that it calls last. */
export function stageNames(
  plan: Pick<Plan, 'setup' | 'forward' | 'backward'>,
): Record<'setup' | 'forward' | 'backward', string> {
  return {
    setup: l10n.t('The set-up'),
    forward: lastCall(plan.forward) ?? l10n.t('Forward'),
    backward: lastCall(plan.backward) ?? l10n.t('Backward'),
  };
}

function lastCall(steps: Step[]): string | null {
  const calls = steps.filter((step) => step.kind === 'call');
  const callee = calls.at(-1)?.callee;
  switch (callee?.kind) {
    case 'method':
      return callee.name;
    case 'ref':
    case 'construct': {
      const { reach } = callee.ref;
      return reach.kind === 'export' ? reach.path.join('.') : reach.name;
    }
    case 'slot':
    case undefined:
      return null;
  }
}
