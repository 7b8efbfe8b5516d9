import * as l10n from '@vscode/l10n';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import { axisWord } from './lines.ts';
import { multiIndex, positionOf } from '../../layout.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Backward gives the same number all along an axis: what should stay apart was summed, or never told apart. */
export const wrongSum: Hypothesis = {
  id: 'wrong-sum',
  test(leaf, all) {
    if (leaf.leaf.size < 2) return null;
    for (const axes of axesToTry(leaf.leaf.shape)) {
      const same = sameAlong(leaf, axes, all);
      if (!same) continue;
      const word = axes.length > 1 || leaf.leaf.shape.length < 2 ? l10n.t('entries') : axisWord(leaf, axes[0]!);
      for (const [kind, kindWord, divisor] of [
        ['sum', l10n.t('sum'), 1],
        ['mean', l10n.t('mean'), same.count],
      ] as const) {
        if (leaf.isFull && totalsFit(leaf, axes, divisor, all)) {
          return cause(
            'wrong-sum',
            l10n.t('{0} has the {1} over all its {2} in every one of them', leaf.leaf.gradientName, kindWord, word),
            l10n.t(
              'Look for a sum without its axis (np.sum(dz) instead of np.sum(dz, axis = …)), over the wrong axis, or with a result that is broadcast.',
            ),
            [l10n.t('all {0} are equal, and equal to the {1} of the right ones; {2}', word, kindWord, repeated(leaf))],
            { axes: axes.join(','), kind },
          );
        }
      }
      return sameCause(leaf, word, axes);
    }
    return null;
  },
};

function sameCause(leaf: LeafEvidence, word: string, axes: number[]) {
  const constant = leaf.views.every(({ analytic }) =>
    analytic.every((a) => Math.abs(a - leaf.views[0]!.analytic[0]!) <= 1e-7 * Math.abs(a)),
  );
  const value = leaf.views[0]!.analytic[0]!;
  return cause(
    'upstream-ignored',
    constant
      ? l10n.t('{0} is {1} {2}, wherever it is asked for', leaf.leaf.gradientName, say(value), everywhere(leaf))
      : l10n.t('{0} has the same number in all {1}, where the cost tells them apart', leaf.leaf.gradientName, word),
    constant
      ? l10n.t(
          'Look for an upstream gradient (dout) that backward is handed and does not use, as if it were 1, or a sum that runs over an axis too many.',
        )
      : l10n.t(
          'The gradient of a weight is the upstream gradient times the input: look for the one of the two that is left out or replaced by 1, or for a sum that runs over an axis too many.',
        ),
    [l10n.t("backward gives equal {0}; the cost's differ; {1}", word, repeated(leaf))],
    { axes: axes.join(',') },
    'likely',
  );
}

/** All axes at once (a sum without its axis), then each alone. */
function axesToTry(shape: readonly number[]): number[][] {
  const every = [...shape.keys()].filter((axis) => shape[axis]! > 1);
  return every.length > 1 ? [every, ...every.map((axis) => [axis])] : [every];
}

/** The entry with index 0 along the axes. */
function first(shape: readonly number[], axes: number[], i: number): number {
  return positionOf(
    shape,
    multiIndex(shape, i).map((at, axis) => (axes.includes(axis) ? 0 : at)),
  );
}

function sameAlong(leaf: LeafEvidence, axes: number[], all: Evidence): { count: number } | null {
  const { shape } = leaf.leaf;
  const count = axes.reduce((product, axis) => product * shape[axis]!, 1);
  // Two numbers may be equal by chance at one point, not at three.
  if (count < 2 || (leaf.leaf.size < 3 && leaf.views.length < 3)) return null;
  const tolerance = all.isFloat32 ? 1e-5 : 1e-9;
  const equal = (view: View, i: number, j: number) =>
    Math.abs(view.analytic[i]! - view.analytic[j]!) <= tolerance * Math.abs(view.analytic[j]!);
  for (const view of leaf.views) {
    if (view.analytic.every((a) => a === 0)) return null;
    for (let i = 0; i < leaf.leaf.size; i++) if (!equal(view, i, first(shape, axes, i))) return null;
  }
  return { count };
}

function totalsFit(leaf: LeafEvidence, axes: number[], divisor: number, all: Evidence): boolean {
  const views = leaf.views.filter(({ numeric }) => numeric.every(Number.isFinite));
  const predict = (view: View) => {
    const value = new Float64Array(leaf.leaf.size);
    const error = new Float64Array(leaf.leaf.size);
    const firsts = Array.from(value, (_, i) => first(leaf.leaf.shape, axes, i));
    firsts.forEach((to, i) => {
      value[to]! += view.numeric[i]! / divisor;
      error[to]! += view.error[i]! / divisor;
    });
    return { value: firsts.map((from) => value[from]!), error: firsts.map((from) => error[from]!) };
  };
  const { fits, informative } = agreement(views, predict, all);
  return fits && informative >= 2;
}
