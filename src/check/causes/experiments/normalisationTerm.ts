import * as l10n from '@vscode/l10n';
import { multiIndex } from '../../layout.ts';
import type { LeafEvidence, View } from '../evidence.ts';

/** A term of dx that ties the entries of one mean and variance together. */
export type Term = 'mean' | 'variance';

/**
 * Which term of a normalisation's own input is mistaken: dx = (1/σ)·(dx̂ − mean(dx̂) − x̂·mean(dx̂·x̂)) (Ioffe & Szegedy
 * 2015, section 3). What is too much in dx is then one number for each group of entries that are normalised together,
 * where it is the mean's, or a multiple of x − mean(x), where it is the variance's. Null where the leaf is no such input,
 * or where it is both.
 */
export function mistakenTerm(leaf: LeafEvidence): Term | null {
  // A group fits only as a whole, so that a sample of a large leaf tells nothing.
  if (leaf.views.some(({ numeric }) => numeric.some(Number.isNaN))) return null;
  for (const groups of normalisedTogether(leaf.leaf.shape)) {
    const fits = (along: (view: View, group: number[]) => number[]) =>
      leaf.views.every((view) => groups.every((group) => isMultiple(view, group, along(view, group))));
    if (fits((_, group) => group.map(() => 1))) return 'mean';
    if (fits((view, group) => centred(group.map((i) => view.theta[i]!)))) return 'variance';
  }
  return null;
}

export function termWords(term: Term, gradientName: string): { message: string; evidence: string } {
  return term === 'mean'
    ? {
        message: l10n.t('the term of the mean in {0}, −mean(dx̂)/σ, is missing or mistaken', gradientName),
        evidence: l10n.t('what is too much in {0} is the same number for all entries that share a mean', gradientName),
      }
    : {
        message: l10n.t('the term of the variance in {0}, −x̂·mean(dx̂·x̂)/σ, is missing or mistaken', gradientName),
        evidence: l10n.t(
          'what is too much in {0} is a multiple of x − mean(x) for all entries that share a variance',
          gradientName,
        ),
      };
}

/** Over one axis, over all but the first (an example's own) or over all but one (a channel's); groups of at least three. */
function normalisedTogether(shape: readonly number[]): number[][][] {
  const axes = [...shape.keys()];
  const kept = [...axes.map((axis) => axes.filter((other) => other !== axis)), ...axes.map((axis) => [axis])];
  const seen = new Set<string>();
  return kept
    .filter((some) => !seen.has(String(some)) && seen.add(String(some)))
    .map((some) => groupsBy(shape, some))
    .filter((groups) => groups.length > 1 && groups.every((group) => group.length >= 3));
}

/** Entries that agree in their indices along the axes `kept`. */
function groupsBy(shape: readonly number[], kept: readonly number[]): number[][] {
  const size = shape.reduce((product, length) => product * length, 1);
  const groups = new Map<string, number[]>();
  for (let i = 0; i < size; i++) {
    const index = multiIndex(shape, i);
    const key = kept.map((axis) => index[axis]).join();
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  return [...groups.values()];
}

function centred(values: number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Whether what is too much in these entries is a multiple of the direction, as far as can be measured; 0 × counts. */
function isMultiple(view: View, group: readonly number[], direction: readonly number[]): boolean {
  const excess = group.map((i) => view.analytic[i]! - view.numeric[i]!);
  const square = direction.reduce((sum, d) => sum + d * d, 0);
  const factor = excess.reduce((sum, e, k) => sum + e * direction[k]!, 0) / square;
  const largest = Math.max(...excess.map(Math.abs));
  return excess.every((e, k) => Math.abs(e - factor * direction[k]!) <= 6 * view.error[group[k]!]! + 1e-4 * largest);
}
