import type { BoundPlan } from '../../binding/plans/binding.ts';
import * as l10n from '@vscode/l10n';
import type { CheckResult } from '../../check/result.ts';
import type { Cause, Note } from '../../model/report.ts';
import { leaveOpen } from './leaveOpen.ts';
import { hasRightGradient } from './rightGradient.ts';

/**
 * Where the cost was a guess and not one gradient agrees with it, nothing tells wrong gradients from a wrong guess:
 * the verdict is left open. One gradient that agrees (and is not zero) settles the guess, because a wrong cost
 * would hardly have it right.
 */
export function leaveOpenWhereCostIsUnknown(result: CheckResult, bound: BoundPlan): CheckResult {
  if (bound.guessedCost === null || result.verdict !== 'wrong') return result;
  if (hasRightGradient(result)) return result;
  return leaveOpen(result, 'cost-unknown');
}

/** Causes that say as much as that the cost is another one. */
const sayNothing = new Set(['unknown', 'several', 'different-cost', 'cost-scale', 'constant-factor', 'layer-step']);

/**
 * What a guess of the cost means for the verdict. Where it stays open, the usual cost may still be the right one: then the
 * cause that backward's difference from it has is the mistake.
 * @param cause of the difference from the guessed cost
 */
export function guessedCostNote(guessed: string, { doubt }: CheckResult, cause: Cause | null): Note {
  const note = (message: string): Note => ({ id: 'cost-guessed', severity: 'warning', message });
  if (doubt !== 'cost-unknown') {
    return note(
      l10n.t(
        'The cost was taken to be {0}, which this file does not say: it was chosen because it fits. If yours is another, name it: @gradcheck cost = yourCost.',
        guessed,
      ),
    );
  }
  if (cause === null || cause.confidence !== 'certain' || sayNothing.has(cause.id)) {
    return note(l10n.t('The figures below are the differences from {0}, a usual cost.', guessed));
  }
  return note(l10n.t('If the cost is {0}, the mistake is this: {1} – {2}', guessed, cause.message, cause.advice));
}
