import { explainUnits } from '../experiments/activations.ts';
import type { Unit } from '../experiments/activations.ts';
import { cause, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** An elementwise layer by itself: in each entry backward / cost is a function of that entry alone. */
export const pointwise: Hypothesis = {
  id: 'activation-derivative',
  test(leaf, all) {
    // A parameter is no activation's input: what depends on it alone is something else.
    if (leaf.leaf.size < 4 || (leaf.leaf.role !== 'input' && all.leaves.length > 1)) return null;
    const units = leaf.views.flatMap(({ theta, analytic, numeric, error }) =>
      Array.from(theta, (z, i): Unit => ({ z, claim: analytic[i]!, num: numeric[i]!, error: error[i]! })),
    );
    const telling = units.filter(({ claim, num, error }) => Math.max(Math.abs(claim), Math.abs(num)) > 30 * error);
    if (telling.length < 8) return null;
    const found = explainUnits(telling, all.isFloat32 ? 0.01 : 1e-5);
    if (!found) return null;
    return cause(
      'activation-derivative',
      `Backward ${found.words} ${found.activation}: ${leaf.leaf.gradientName} is off by that function of ${leaf.leaf.name} in every entry`,
      'The gradient of an elementwise layer is dout · φ′(x), with φ′ the derivative of the function that forward applies, at the x that forward was given.',
      [`${telling.length} entries fit; ${repeated(leaf)}`],
      { activation: found.activation, at: leaf.leaf.name },
    );
  },
};
