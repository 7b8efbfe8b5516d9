import * as l10n from '@vscode/l10n';
import { largest } from '../../vectors.ts';
import { cause, everywhere, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Backward leaves the gradient at zero. */
export const zero: Hypothesis = {
  id: 'zero',
  test(leaf, { isFloat32 }) {
    // What is left of terms that cancel is 0 as well.
    const rest = isFloat32 ? 1e-5 : 1e-13;
    if (!leaf.views.every(({ analytic, numeric }) => largest(analytic) <= rest * largest(numeric))) return null;
    const { name, gradientName } = leaf.leaf;
    return cause(
      'zero',
      l10n.t('{0} is 0 {1}, but the cost does depend on {2}', gradientName, everywhere(leaf), name),
      l10n.t(
        'Look at how {0} is made: an array that is created and never filled, a result that is not returned, a loop that never runs, or a sum whose terms cancel.',
        gradientName,
      ),
      [l10n.t('every entry that backward gives is 0; {0}', repeated(leaf))],
    );
  },
};
