import * as l10n from '@vscode/l10n';
import { explainUnits } from '../experiments/activations.ts';
import type { Unit } from '../experiments/activations.ts';
import { cause, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** An elementwise layer by itself: in each entry backward / cost is a function of that entry alone. */
export const pointwise: Hypothesis = {
  id: 'activation-derivative',
  test(leaf, all) {
    // A parameter is no activation's input: what depends on it alone is something else.
    const isSmall = leaf.leaf.size * leaf.views.length < 8;
    if (isSmall || (leaf.leaf.role !== 'input' && all.leaves.length > 1)) return null;
    const units = leaf.views.flatMap(({ theta, analytic, numeric, error }) =>
      Array.from(theta, (z, i): Unit => ({ z, claim: analytic[i]!, num: numeric[i]!, error: error[i]! })),
    );
    const telling = units.filter(({ claim, num, error }) => Math.max(Math.abs(claim), Math.abs(num)) > 30 * error);
    if (telling.length < 8) return null;
    const found = explainUnits(telling, all.isFloat32 ? 0.01 : 1e-5);
    if (!found) return null;
    return cause(
      'activation-derivative',
      l10n.t(
        'Backward {0}: {1} is off by that function of {2} in every entry',
        found.words,
        leaf.leaf.gradientName,
        leaf.leaf.name,
      ),
      l10n.t(
        'The gradient of an elementwise layer is dout · φ′(x), with φ′ the derivative of the function that forward applies, at the x that forward was given.',
      ),
      [l10n.t('{0} entries fit; {1}', telling.length, repeated(leaf))],
      { activation: found.activation, at: leaf.leaf.name },
    );
  },
};
