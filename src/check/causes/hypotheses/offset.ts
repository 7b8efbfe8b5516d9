import * as l10n from '@vscode/l10n';
import { nameFactor, say } from '../constants.ts';
import { agreement, solve } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** The same number was added to every entry. */
export const offset: Hypothesis = {
  id: 'offset',
  test(leaf, all) {
    if (leaf.leaf.size < 3) return null;
    const solution = solve(
      leaf,
      (view) => [view.numeric.map(() => 1)],
      all,
      (view) => view.numeric,
    );
    if (!solution) return null;
    const named = nameFactor(solution.values[0]!, solution.deviations[0]!, all.layout);
    const k = named?.value ?? solution.values[0]!;
    const { fits, informative } = agreement(
      leaf.views,
      (view) => ({ value: view.numeric.map((num) => num + k), error: view.error }),
      all,
    );
    if (!fits || informative < 6) return null;
    return cause(
      'offset',
      l10n.t('{0} is what the cost says plus {1}, {2}', leaf.leaf.gradientName, say(k), everywhere(leaf)),
      l10n.t(
        'Look for a constant that is added to the gradient: an epsilon outside of its denominator, an initial value that is not 0.',
      ),
      [l10n.t('backward − cost = {0} in every entry; {1}', say(k), repeated(leaf))],
      { k },
    );
  },
};
