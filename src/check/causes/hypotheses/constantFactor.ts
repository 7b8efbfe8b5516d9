import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { nameFactor, say } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { agreement, scaled, solve } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** A factor nearer to 1 than this is no factor. */
const nothing = 2e-6;

/** Everything is right but for one factor: analytic = c · numeric. */
export const constantFactor: Hypothesis = {
  id: 'constant-factor',
  test(leaf, all) {
    const solution = solve(leaf, (view) => [view.numeric], all);
    if (!solution) return null;
    // What is wrong in a few small entries has a factor of 1 in all others: that explains nothing.
    if (Math.abs(solution.values[0]! - 1) <= 3 * solution.deviations[0]! + nothing) return null;
    const named = nameFactor(solution.values[0]!, solution.deviations[0]!, all.layout);
    const c = named?.value ?? solution.values[0]!;
    const { fits, informative } = agreement(leaf.views, (view) => scaled(view.numeric, view.error, c), all);
    // A factor without a name must be borne out by more than it was fitted to.
    if (!fits || informative < (named ? 2 : 4)) return null;
    return factorCause(leaf, all, c, solution.deviations[0]!, []);
  },
};

/** The cause of a factor; `more` is further evidence. */
export function factorCause(leaf: LeafEvidence, all: Evidence, c: number, deviation: number, more: string[]): Cause {
  const named = nameFactor(c, deviation, all.layout);
  const meaning = named?.meaning ? ` (${named.meaning})` : '';
  return cause(
    'constant-factor',
    factorMessage(leaf, all, c, deviation, false),
    adviceFor(c, named?.name ?? say(c)),
    [
      `backward / cost = ${say(c)}${deviation > 1e-9 ? ` ± ${say(deviation)}` : ''}${meaning}; ${repeated(leaf)}`,
      ...more,
    ],
    { factor: c, ...(named ? { name: named.name } : {}), ...(named?.meaning ? { meaning: named.meaning } : {}) },
  );
}

/** The sentence for a factor; `hasDecay`: the weight-decay term is right and does not carry it. */
export function factorMessage(
  leaf: LeafEvidence,
  all: Evidence,
  c: number,
  deviation: number,
  hasDecay: boolean,
): string {
  const { gradientName } = leaf.leaf;
  if (c === -1) return l10n.t('{0} has the wrong sign {1}', gradientName, everywhere(leaf));
  const named = nameFactor(c, deviation, all.layout);
  const exactly = named && !all.isFloat32 ? l10n.t('exactly') : l10n.t('to within its error bars');
  const values = [gradientName, exactly, named?.name ?? say(c), everywhere(leaf)];
  return hasDecay
    ? l10n.t('{0} is {1} {2} × what the cost says, but for the weight-decay term, {3}', ...values)
    : l10n.t('{0} is {1} {2} × what the cost says, {3}', ...values);
}

function adviceFor(c: number, word: string): string {
  if (c === -1)
    return l10n.t(
      'Look for a minus that is missing or too many: y − a instead of a − y, or an update that was folded into the gradient.',
    );
  if (c < 0) return l10n.t('Look for a wrong sign and a factor {0}.', word.replace('−', ''));
  if (c === 2) return l10n.t('Look for an extra factor 2: the ½ of a squared error, or a term that is counted twice.');
  if (c === 0.5)
    return l10n.t('Look for a missing factor 2: the ½ of a squared error, or a term that is counted half.');
  const size = c > 1 ? c : 1 / c;
  if (Number.isInteger(Math.round(size * 1e6) / 1e6)) {
    return c > 1
      ? l10n.t(
          'Look for an extra factor {0}, or for a missing division by {0}: a mean over examples, steps or entries in the cost that backward sums.',
          word,
        )
      : l10n.t(
          'Look for a division by {0} too many (a mean in backward where the cost has a sum, a division that is done twice), or for a missing factor {1}.',
          say(size),
          say(size),
        );
  }
  if (word.includes('√'))
    return l10n.t('Look for a scale {0} that forward and backward do not share, as in scaled dot products.', word);
  return l10n.t(
    'Look for a factor {0} that is in only one of forward and backward: a mean, a dropout scale, a constant of the cost.',
    word,
  );
}
