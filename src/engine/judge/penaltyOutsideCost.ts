import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { DecaySetting } from '../../binding/costs/decaySettings.ts';
import type { Cause } from '../../model/report.ts';
import { countAsCorrect } from './countAsCorrect.ts';
import type { Explained } from './explained.ts';

/** A decay of 1e-4 beside gradients of 1 is known to about this part of itself. */
const tolerance = 2e-3;

/**
 * Many networks report the loss of the data alone and let the weights decay beside it: backward, or the step, adds λ·W,
 * and the cost has no such term. Where every wrong gradient is right but for one and the same λ·W, and the code names
 * that λ, it is meant so. A penalty that the cost has with another factor leaves some other amount.
 */
export function acceptPenaltyOutsideCost({ result, causes }: Explained, { decays }: BoundPlan): Explained {
  const wrong = result.leaves.flatMap(({ verdict }, at) => (verdict === 'wrong' ? [causes.leaves[at] ?? null] : []));
  const setting = decays.find((one) => wrong.length > 0 && wrong.every((cause) => isDecayBy(cause, one)));
  if (!setting) return { result, causes };
  const note = {
    id: 'penalty-outside-cost',
    severity: 'info' as const,
    message: l10n.t(
      'The gradients carry a weight decay ({0} = {1}) that the cost does not count: without it they agree. That is right where the penalty is left out of the reported loss on purpose.',
      setting.name,
      String(setting.value),
    ),
  };
  return { result: countAsCorrect(result, note), causes: { overall: null, leaves: causes.leaves.map(() => null) } };
}

function isDecayBy(cause: Cause | null, { amounts }: DecaySetting): boolean {
  const isSquare = cause?.id === 'weight-decay' && cause.constants['norm'] === 'L2';
  const k = isSquare ? Number(cause.constants['k']) : NaN;
  return k > 0 && amounts.some((amount) => Math.abs(k - amount) <= tolerance * amount);
}
