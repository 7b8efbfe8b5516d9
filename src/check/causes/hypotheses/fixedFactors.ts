import * as l10n from '@vscode/l10n';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { cause, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/**
 * Each entry has a factor of its own that is the same wherever θ is: a fixed array that forward and backward do not
 * share, such as the upstream gradient or a dropout mask.
 */
export const fixedFactors: Hypothesis = {
  id: 'fixed-factors',
  test(leaf, all) {
    const [first, ...others] = leaf.views;
    if (others.length < 1 || leaf.leaf.size < 4) return null;
    const ratio = first!.analytic.map((a, i) =>
      Math.abs(first!.numeric[i]!) > 20 * first!.error[i]! ? a / first!.numeric[i]! : NaN,
    );
    const known = [...ratio].filter(Number.isFinite);
    if (known.length < 4 || Math.max(...known) - Math.min(...known) < 1e-3 * Math.abs(known[0]!)) return null;
    const predict = (view: View) => ({
      value: view.numeric.map((num, i) => ratio[i]! * num),
      error: view.error.map(
        (e, i) =>
          Math.abs(ratio[i]!) * (e + (first!.error[i]! * Math.abs(view.numeric[i]!)) / Math.abs(first!.numeric[i]!)),
      ),
    });
    const { fits, informative } = agreement(others, predict, all);
    if (!fits || informative < known.length || !moves(leaf, all)) return null;
    return cause(
      'fixed-factors',
      l10n.t('{0} has a fixed factor in each entry that does not depend on the parameters', leaf.leaf.gradientName),
      l10n.t('Look for an upstream gradient (dout) or a mask that is used in only one of forward and backward.'),
      [l10n.t('backward / cost differs from entry to entry, but stays the same in each; {0}', repeated(leaf))],
      {},
      'likely',
    );
  },
};

/** The right gradient changes with θ, so that equal ratios mean something. */
function moves(leaf: LeafEvidence, _all: Evidence): boolean {
  const [a, b] = [leaf.views[0]!, leaf.views[1]!];
  let changed = 0;
  let counted = 0;
  for (let i = 0; i < a.numeric.length; i++) {
    if (!(Math.abs(a.numeric[i]!) > 20 * a.error[i]!)) continue;
    counted++;
    if (Math.abs(a.numeric[i]! - b.numeric[i]!) > 10 * (a.error[i]! + b.error[i]!)) changed++;
  }
  return changed > counted / 2;
}
