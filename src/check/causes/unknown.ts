import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { say } from './constants.ts';
import { entryStates } from './hypotheses/partial.ts';
import { cause } from './words.ts';

/** No hypothesis fits: says so, with what was seen. */
export function unknownCause(leaf: LeafEvidence, all: Evidence): Cause {
  const { gradientName, size } = leaf.leaf;
  const wrong = entryStates(leaf, all).filter((state) => state === 'wrong').length;
  return cause(
    'unknown',
    size === 1
      ? l10n.t('{0} is wrong; the cause is not known', gradientName)
      : l10n.t('{0} is wrong in {1} of {2} entries; the cause is not known', gradientName, wrong, size),
    size === 1
      ? l10n.t('None of the known mistakes fits. Compare the formula of {0} with forward, term by term.', gradientName)
      : l10n.t(
          'None of the known mistakes fits all entries. Compare the formula of {0} with forward line by line, starting with the worst entry.',
          gradientName,
        ),
    [
      ratiosIn(leaf),
      l10n.t(
        'tried: constant factors, weight decay, transposes and other orders, swapped parameters, wrong sums, missing parts, activation derivatives, normalisation, softmax, stale parameters, one step or example alone',
      ),
    ],
    {},
    'likely',
  );
}

/** Backward over cost, where the cost's gradient can be told from 0. */
function ratiosIn(leaf: LeafEvidence): string {
  const { analytic, numeric, error } = leaf.views[0]!;
  const ratios = [...analytic]
    .map((a, i) => (Math.abs(numeric[i]!) > 10 * error[i]! ? a / numeric[i]! : NaN))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (ratios.length === 0) return l10n.t("the cost's gradient is 0 here");
  const [least, median, most] = [ratios[0]!, ratios[ratios.length >> 1]!, ratios.at(-1)!].map(say);
  if (ratios.length === 1) return l10n.t('backward / cost is {0}', median!);
  return l10n.t('backward / cost runs from {0} to {1}, median {2}', least!, most!, median!);
}
