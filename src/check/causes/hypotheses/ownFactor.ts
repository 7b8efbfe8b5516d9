import * as l10n from '@vscode/l10n';
import type { LeafEvidence } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

interface Factor {
  words: (name: string) => string;
  of: (x: number) => number;
}

const factors: Factor[] = [
  { words: (x) => x, of: (x) => x },
  { words: (x) => `1/${x}`, of: (x) => 1 / x },
  { words: (x) => `${x}²`, of: (x) => x * x },
  { words: (x) => `1/${x}²`, of: (x) => 1 / (x * x) },
  { words: (x) => `(1 − ${x})`, of: (x) => 1 - x },
  { words: (x) => `1/(1 − ${x})`, of: (x) => 1 / (1 - x) },
  { words: (x) => `${x}·(1 − ${x})`, of: (x) => x * (1 - x) },
  { words: (x) => `1/(${x}·(1 − ${x}))`, of: (x) => 1 / (x * (1 - x)) },
  { words: (x) => `(1 − ${x}²)`, of: (x) => 1 - x * x },
];

/** Every entry has the parameter's own value there as a factor too many or too few: analytic = f(θ) · numeric. */
export const ownFactor: Hypothesis = {
  id: 'row-factor',
  test(leaf, all) {
    if (isGated(leaf)) return null;
    for (const { words, of } of factors) {
      const { fits, informative } = agreement(
        leaf.views,
        ({ theta, numeric, error }) => ({
          value: numeric.map((num, i) => of(theta[i]!) * num),
          // A stabiliser that is added to the parameter is a part of neither.
          error: error.map((e, i) => Math.abs(of(theta[i]!)) * (e + 1e-5 * Math.abs(numeric[i]!))),
        }),
        all,
      );
      if (!fits || informative < 6) continue;
      const { name, gradientName } = leaf.leaf;
      return cause(
        'row-factor',
        l10n.t('{0} is {1} × what the cost says, {2}', gradientName, words(name), everywhere(leaf)),
        l10n.t(
          'Look for {0} on the way to {1}: it is multiplied in (or divided by) where it does not belong, or left out where it does.',
          name,
          gradientName,
        ),
        [l10n.t('each entry is off by just that function of {0} there; {1}', name, repeated(leaf))],
        { factor: words(name) },
      );
    }
    return null;
  },
};

/** Nothing comes through where the value is negative: a value taken for the slope of ReLU, which another hypothesis knows. */
function isGated({ views }: LeafEvidence): boolean {
  const entries = views.flatMap(({ theta, numeric, error }) =>
    Array.from(theta, (x, i) => ({ x, isLoud: Math.abs(numeric[i]!) > 20 * error[i]! })),
  );
  return entries.some(({ x }) => x < 0) && entries.every(({ x, isLoud }) => isLoud === x > 0);
}
