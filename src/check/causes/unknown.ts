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
      ? `backward / cost runs from ${say(ratios[0]!)} to ${say(ratios.at(-1)!)}, median ${say(ratios[ratios.length >> 1]!)}`
      : "the cost's gradient is 0 here";
  return cause(
    'unknown',
    `${leaf.leaf.gradientName} is wrong in ${wrong} of ${leaf.leaf.size} entries; the cause is not known`,
    `None of the known mistakes fits all entries. Compare the formula of ${leaf.leaf.gradientName} with forward line by line, starting with the worst entry.`,
    [
      spread,
      'tried: constant factors, weight decay, transposes and other orders, swapped parameters, wrong sums, missing parts, activation derivatives, normalisation, softmax, stale parameters',
    ],
    {},
    'likely',
  );
}
