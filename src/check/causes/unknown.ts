import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { say } from './constants.ts';
import { entryStates } from './hypotheses/partial.ts';
import { cause } from './words.ts';

/** No hypothesis fits: says so, with what was seen. */
export function unknownCause(leaf: LeafEvidence, all: Evidence): Cause {
  const view = leaf.views[0]!;
  const states = entryStates(leaf, all);
  const wrong = states.filter((state) => state === 'wrong').length;
  const ratios = [...view.analytic]
    .map((a, i) => (Math.abs(view.numeric[i]!) > 10 * view.error[i]! ? a / view.numeric[i]! : NaN))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const spread =
    ratios.length > 0
      ? l10n.t(
          'backward / cost runs from {0} to {1}, median {2}',
          say(ratios[0]!),
          say(ratios.at(-1)!),
          say(ratios[ratios.length >> 1]!),
        )
      : l10n.t("the cost's gradient is 0 here");
  return cause(
    'unknown',
    l10n.t('{0} is wrong in {1} of {2} entries; the cause is not known', leaf.leaf.gradientName, wrong, leaf.leaf.size),
    l10n.t(
      'None of the known mistakes fits all entries. Compare the formula of {0} with forward line by line, starting with the worst entry.',
      leaf.leaf.gradientName,
    ),
    [
      spread,
      l10n.t(
        'tried: constant factors, weight decay, transposes and other orders, swapped parameters, wrong sums, missing parts, activation derivatives, normalisation, softmax, stale parameters, one step or example alone',
      ),
    ],
    {},
    'likely',
  );
}
