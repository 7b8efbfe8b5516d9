import * as l10n from '@vscode/l10n';
import { largest } from '../../vectors.ts';
import { sizeOf } from '../../layout.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** The gradient of another parameter came out under this one's name. */
export const swappedLeaves: Hypothesis = {
  id: 'swapped-leaves',
  test(leaf, all) {
    for (const other of all.leaves) {
      if (other === leaf || other.leaf.size !== leaf.leaf.size) continue;
      const mutual = holds(other, leaf, all);
      // A true gradient of 0 under another's name is seen by what the other one holds.
      if (!holds(leaf, other, all) && !(mutual && isNothing(leaf, other))) continue;
      const [mine, its] = [leaf.leaf.gradientName, other.leaf.gradientName];
      return cause(
        'swapped-leaves',
        mutual
          ? l10n.t('{0} and {1} are swapped: each holds the gradient of the other', mine, its)
          : l10n.t('{0} holds the gradient of {1}, {2}', mine, other.leaf.name, everywhere(leaf)),
        l10n.t(
          'Look at the order in which gradients are returned and unpacked, and for {0} written where {1} is meant.',
          its,
          mine,
        ),
        [l10n.t('{0} equals what the cost says for {1}; {2}', mine, other.leaf.name, repeated(leaf))],
        { with: other.leaf.name, mutual: mutual ? 'yes' : 'no' },
      );
    }
    return null;
  },
};

/** Backward gives 0 for one leaf, and the cost gives 0 for the other. */
function isNothing(leaf: LeafEvidence, other: LeafEvidence): boolean {
  return leaf.views.every(({ analytic }, v) => {
    const its = other.views[v]!;
    const rest = 1e-6 * largest(leaf.views[v]!.numeric);
    return (
      analytic.every((a) => Math.abs(a) <= rest) &&
      its.numeric.every((num, i) => !(Math.abs(num) > 4 * its.error[i]! + rest))
    );
  });
}

/** Backward's array for `leaf` equals the measured gradient of `other`, as it lies in memory or transposed. */
function holds(leaf: LeafEvidence, other: LeafEvidence, all: Evidence): boolean {
  const [rows, columns] = [other.leaf.shape[0] ?? 1, sizeOf(other.leaf.shape.slice(1))];
  const transpose = (i: number) => (i % rows) * columns + Math.floor(i / rows);
  return [(i: number) => i, transpose].some((place) => {
    const predict = (view: View) => {
      const its = other.views[leaf.views.indexOf(view)]!;
      return {
        value: Array.from(its.numeric, (_, i) => its.numeric[place(i)]!),
        error: Array.from(its.error, (_, i) => its.error[place(i)]!),
      };
    };
    const { fits, informative } = agreement(leaf.views, predict, all);
    return fits && informative >= 3;
  });
}
