import * as l10n from '@vscode/l10n';
import type { Shorter } from '../shorter.ts';
import { cause, list } from '../words.ts';
import type { Experiment } from './experiment.ts';

/**
 * Right with one step of the sequence (or one example) and wrong with several: what backward does for each of them is
 * right then, and what passes between them is not.
 */
export const acrossSteps: Experiment = {
  id: 'across-steps',
  async test({ leaves, all }) {
    // What is 0 in a network that has gone silent, such as a softmax over one score, is right by itself.
    const shorter = (await all.shorter()).find(
      ({ right, silent }) =>
        leaves.every(({ index }) => right.has(index)) &&
        leaves.filter(({ index }) => silent.has(index)).length <= leaves.length / 2,
    );
    if (!shorter) return null;
    const gradients = list(leaves.map(({ leaf }) => leaf.gradientName));
    const { name, length } = shorter;
    const one = lineWords(shorter);
    return cause(
      'across-steps',
      leaves.length === 1
        ? l10n.t('{0} is right with one {1} of {2} and wrong with {3}', gradients, one, name, length)
        : l10n.t('{0} are right with one {1} of {2} and wrong with {3}', gradients, one, name, length),
      l10n.t(
        'So what is computed for each {0} is right, and what passes between them is not. In a recurrent network that is what backward hands to the step before (dh, dc): every path into the last state counts, and it is added to what the step itself gets. In a batch it is whatever mixes examples: a sum, a mean, a softmax or a normalisation over the wrong axis, or = where += belongs.',
        one,
      ),
      [l10n.t('the whole check was run again with one {0} of {1}: there the gradient agrees', one, name)],
      { argument: name, axis: shorter.axis, length },
    );
  },
};

function lineWords({ axis, axes }: Shorter): string {
  if (axes === 1) return l10n.t('entry');
  if (axes === 2) return axis === 0 ? l10n.t('row') : l10n.t('column');
  return l10n.t('slice along axis {0}', axis);
}
