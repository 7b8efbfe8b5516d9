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
      `${leaf.leaf.gradientName} is the same at every point: it does not react to the parameters at all, the cost's does`,
      'Look for values that are computed once and kept (a cache of an old forward, a constant, a copy of the parameters), or a factor that is left out.',
      [`identical numbers at ${leaf.views.length} points`],
      {},
      'likely',
    );
  },
};
