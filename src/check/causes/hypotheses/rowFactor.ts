import * as l10n from '@vscode/l10n';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { cause, repeated } from '../words.ts';
import { axisWord, lineOf } from './lines.ts';
import { leftOver } from './oneExample.ts';
import type { Hypothesis } from './hypothesis.ts';

/** The factor of each line along an axis in one view; NaN where a line says nothing. */
export function lineFactors(leaf: LeafEvidence, view: View, axis: number): Float64Array {
  return Float64Array.from({ length: leaf.leaf.shape[axis]! }, (_, at) => {
    let [xy, xx] = [0, 0];
    for (const i of lineOf(leaf.leaf.shape, axis, at)) {
      const weight = 1 / (view.error[i]! + Number.MIN_VALUE) ** 2;
      if (!Number.isFinite(view.numeric[i]!) || !Number.isFinite(weight) || weight === 0) continue;
      if (Math.abs(view.numeric[i]!) < 10 * view.error[i]!) continue;
      xy += weight * view.numeric[i]! * view.analytic[i]!;
      xx += weight * view.numeric[i]! ** 2;
    }
    return xx > 0 ? xy / xx : NaN;
  });
}

/** One factor per row or per column, whatever the other index: a per-unit derivative or scale. */
export const rowFactor: Hypothesis = {
  id: 'row-factor',
  test(leaf, all) {
    const { shape } = leaf.leaf;
    if (shape.length < 2) return null;
    for (const axis of shape.keys()) {
      if (shape[axis]! < 2 || leaf.leaf.size / shape[axis]! < 2) continue;
      const factors = leaf.views.map((view) => lineFactors(leaf, view, axis));
      const lines = factors.flatMap((line) => [...line]).filter(Number.isFinite).length;
      const predict = (view: View) => perLine(leaf, view, axis, factors[leaf.views.indexOf(view)]!);
      const { fits, informative } = agreement(leaf.views, predict, all);
      if (!fits || lines < 2 || informative < 2 * lines || informative < lines + 4) continue;
      const found = factorsCause(leaf, axis, factors, all);
      // Any two outer products with one side in common differ by a factor per line.
      if (found.confidence === 'certain' || !isOuterProduct(leaf)) return found;
    }
    return null;
  },
};

function isOuterProduct({ leaf, views, isFull }: LeafEvidence): boolean {
  const rows = leaf.shape[0]!;
  return (
    !isFull ||
    views.some(({ numeric }) => numeric.every(Number.isFinite) && leftOver(numeric, rows, leaf.size / rows) < 1e-3)
  );
}

function perLine(leaf: LeafEvidence, view: View, axis: number, factors: Float64Array) {
  const value = new Float64Array(leaf.leaf.size).fill(NaN);
  const error = new Float64Array(leaf.leaf.size).fill(Infinity);
  factors.forEach((factor, at) => {
    for (const i of lineOf(leaf.leaf.shape, axis, at)) {
      value[i] = Number.isFinite(factor) ? factor * view.numeric[i]! : view.numeric[i]!;
      error[i] = view.error[i]! * Math.max(1, Math.abs(factor) || 1);
    }
  });
  return { value, error };
}

function factorsCause(leaf: LeafEvidence, axis: number, factors: Float64Array[], all: Evidence) {
  const word = axisWord(leaf, axis);
  const known = [...factors[0]!].filter(Number.isFinite);
  const same = parameterBehind(leaf, axis, factors, all);
  const of = same ? l10n.t(' equal to {0}', same) : '';
  return cause(
    'row-factor',
    l10n.t(
      '{0} has one factor too many or too few in each of its {1}{2}: from {3} to {4}',
      leaf.leaf.gradientName,
      word,
      of,
      say(Math.min(...known)),
      say(Math.max(...known)),
    ),
    same
      ? l10n.t(
          'Look for {0} in the step back to {1}: it is missing, or is there where it does not belong.',
          same.replace(/^1\//, ''),
          leaf.leaf.name,
        )
      : l10n.t(
          'Look for a factor per unit on the way to {0}: a derivative of an activation or a scale that is missing, extra or taken at the wrong place.',
          leaf.leaf.name,
        ),
    [
      l10n.t(
        'backward / cost is one number per line: {0}{1}; {2}',
        known.slice(0, 6).map(say).join(', '),
        known.length > 6 ? ', …' : '',
        repeated(leaf),
      ),
    ],
    same ? { axis, factor: same } : { axis },
    same ? 'certain' : 'likely',
  );
}

/** A parameter of one entry per line whose power is the factor at every point: γ, 1/γ, γ², 1/γ². */
function parameterBehind(leaf: LeafEvidence, axis: number, factors: Float64Array[], all: Evidence): string | null {
  const tolerance = all.isFloat32 ? 0.01 : 1e-4;
  for (const other of all.leaves) {
    if (other === leaf || other.leaf.size !== leaf.leaf.shape[axis] || other.leaf.size < 2) continue;
    for (const [power, name] of [
      [1, other.leaf.name],
      [-1, `1/${other.leaf.name}`],
      [2, `${other.leaf.name}²`],
      [-2, `1/${other.leaf.name}²`],
    ] as const) {
      const fits = factors.every((line, v) =>
        line.every((r, at) => !Number.isFinite(r) || Math.abs(r / other.views[v]!.theta[at]! ** power - 1) < tolerance),
      );
      if (fits) return name;
    }
  }
  return null;
}
