import * as l10n from '@vscode/l10n';
import { nameFactor } from '../constants.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement, solve } from '../fit.ts';
import type { Prediction } from '../fit.ts';
import { multiIndex, positionOf } from '../../layout.ts';
import { cause, everywhere, list, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Entry i of backward's array holds what belongs to entry `from[i]`. */
type Rearrangement = Int32Array;

function moved(view: View, from: Rearrangement, c: number): Prediction {
  return {
    value: Array.from(from, (source) => (source < 0 ? 0 : c * view.numeric[source]!)),
    error: Array.from(from, (source) => (source < 0 ? 0 : Math.abs(c) * view.error[source]!)),
  };
}

/** The factor that goes with a rearrangement, when it fits: 1 where possible, else a constant that has a name. */
export function fitOf(leaf: LeafEvidence, from: Rearrangement, all: Evidence): number | null {
  const enough = Math.min(6, leaf.leaf.size + 1);
  const plain = agreement(leaf.views, (view) => moved(view, from, 1), all);
  if (plain.fits) return plain.informative >= enough ? 1 : null;
  const solution = solve(leaf, (view) => [moved(view, from, 1).value], all);
  const named = solution && nameFactor(solution.values[0]!, solution.deviations[0]!, all.layout);
  if (!named) return null;
  const { fits, informative } = agreement(leaf.views, (view) => moved(view, from, named.value), all);
  return fits && informative >= enough + 2 ? named.value : null;
}

function permutations(length: number): number[][] {
  if (length === 0) return [[]];
  return permutations(length - 1).flatMap((rest) =>
    Array.from({ length }, (_, at) => [...rest.slice(0, at), length - 1, ...rest.slice(at)]),
  );
}

/** The flat array of the axes in another order, written over the array as it is: a transpose, or a wrong flatten order. */
export const transposed: Hypothesis = {
  id: 'transposed',
  test(leaf, all) {
    const shape = leaf.leaf.shape;
    if (shape.length < 2 || shape.length > 4) return null;
    for (const order of permutations(shape.length)) {
      if (order.every((axis, i) => axis === i)) continue;
      const other = order.map((axis) => shape[axis]!);
      const from = Int32Array.from({ length: leaf.leaf.size }, (_, i) => {
        const index = multiIndex(other, i);
        const source = new Array<number>(shape.length);
        order.forEach((axis, k) => (source[axis] = index[k]!));
        return positionOf(shape, source);
      });
      if (from.every((source, i) => source === i)) continue;
      const c = fitOf(leaf, from, all);
      if (c === null) continue;
      const times = c === 1 ? '' : ` (times ${c})`;
      const what =
        shape.length === 2 && shape[0] === shape[1]
          ? 'transposed'
          : l10n.t('in another order: axes {0} flattened', order.join(', '));
      return cause(
        'transposed',
        l10n.t('{0} holds the right numbers {1}{2}, {3}', leaf.leaf.gradientName, what, times, everywhere(leaf)),
        l10n.t(
          'Look for a transpose that is missing or too many (dZ·Aᵀ against A·dZᵀ), or an index i·columns + j with i and j swapped.',
        ),
        [l10n.t('entry [i, j] holds what belongs to the other order of axes; {0}', repeated(leaf))],
        { axes: order.join(','), ...(c === 1 ? {} : { factor: c }) },
      );
    }
    return null;
  },
};

/** Every entry from the mirrored place along these axes. */
export function mirrored(shape: readonly number[], axes: readonly number[]): Rearrangement {
  return movedBy(shape, (index) => index.map((at, axis) => (axes.includes(axis) ? shape[axis]! - 1 - at : at)));
}

/** Every entry from the place with its indices along two axes of the same length swapped. */
export function swapped(shape: readonly number[], one: number, other: number): Rearrangement {
  return movedBy(shape, (index) => index.with(one, index[other]!).with(other, index[one]!));
}

function movedBy(shape: readonly number[], source: (index: number[]) => number[]): Rearrangement {
  const size = shape.reduce((product, length) => product * length, 1);
  return Int32Array.from({ length: size }, (_, i) => positionOf(shape, source(multiIndex(shape, i))));
}

/** One or more axes run backwards: a kernel that is not (or wrongly) rotated by 180°, a reversed list. */
export const flipped: Hypothesis = {
  id: 'flipped',
  test(leaf, all) {
    const shape = leaf.leaf.shape;
    if (leaf.leaf.size < 3 || shape.length > 4) return null;
    for (let subset = 1; subset < 2 ** shape.length; subset++) {
      const axes = shape.flatMap((_, axis) => (subset & (1 << axis) ? [axis] : []));
      if (axes.some((axis) => shape[axis]! < 2)) continue;
      const c = fitOf(leaf, mirrored(shape, axes), all);
      if (c === null) continue;
      return cause(
        'flipped',
        axes.length > 1
          ? l10n.t(
              '{0} holds the right numbers in reverse order along axes {1}, {2}',
              leaf.leaf.gradientName,
              list(axes.map(String)),
              everywhere(leaf),
            )
          : l10n.t(
              '{0} holds the right numbers in reverse order along axis {1}, {2}',
              leaf.leaf.gradientName,
              axes[0]!,
              everywhere(leaf),
            ),
        l10n.t(
          'Look for a kernel that is rotated by 180° in one direction only, a convolution where a correlation belongs, or a list that is reversed once too often.',
        ),
        [l10n.t('entry i holds what belongs to the entry at the mirrored place; {0}', repeated(leaf))],
        { axes: axes.join(',') },
      );
    }
    return null;
  },
};
