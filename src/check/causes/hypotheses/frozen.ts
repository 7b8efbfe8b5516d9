import * as l10n from '@vscode/l10n';
import { cause } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Backward gives the very same numbers wherever it is asked. */
export const frozen: Hypothesis = {
  id: 'frozen',
  test(leaf, all) {
    const [first, ...others] = leaf.views;
    if (others.length === 0 || first!.analytic.every((a) => a === 0)) return null;
    if (!others.every(({ analytic }) => analytic.every((a, i) => a === first!.analytic[i]))) return null;
    const same = others.every(({ numeric, error }) =>
      numeric.every((num, i) => !(Math.abs(num - first!.numeric[i]!) > 10 * (error[i]! + first!.error[i]!))),
    );
    // A gradient that is constant in truth says nothing; nor does one that depends on what no other leaf shows.
    if (same || all.leaves.length < 2) return null;
    return cause(
      'frozen',
      l10n.t(
        "{0} is the same at every point: it does not react to the parameters at all, the cost's does",
        leaf.leaf.gradientName,
      ),
      l10n.t(
        'Look for values that are computed once and kept (a cache of an old forward, a constant, a copy of the parameters), or a factor that is left out.',
      ),
      [l10n.t('identical numbers at {0} points', leaf.views.length)],
      {},
      'likely',
    );
  },
};
