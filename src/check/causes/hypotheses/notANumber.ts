import * as l10n from '@vscode/l10n';
import { cause } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Backward gives NaN or an infinity where the cost has a slope. */
export const notANumber: Hypothesis = {
  id: 'not-a-number',
  test({ leaf, views }) {
    const { analytic } = views[0]!;
    const count = analytic.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    if (count === 0) return null;
    const { gradientName, size } = leaf;
    const isNaN = analytic.every((value) => Number.isFinite(value) || Number.isNaN(value));
    const where =
      size === 1
        ? l10n.t('in its one entry')
        : count === size
          ? l10n.t('in all {0} entries', size)
          : l10n.t('in {0} of {1} entries', count, size);
    return cause(
      'not-a-number',
      isNaN
        ? l10n.t('{0} is NaN (not a number) {1}', gradientName, where)
        : l10n.t('{0} is NaN or infinite {1}', gradientName, where),
      l10n.t(
        'Print what {0} is made of, until the first NaN: 0/0, the logarithm or the root of a negative number, exp of a large number, or a value that is missing (a misspelt name, an index past the end, another shape than backward expects).',
        gradientName,
      ),
      [l10n.t('{0} of {1} entries are no finite numbers, while the cost is finite around this point', count, size)],
      { count },
    );
  },
};
