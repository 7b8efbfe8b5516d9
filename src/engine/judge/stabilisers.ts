import * as l10n from '@vscode/l10n';
import { leafOf } from '../../check/layout.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import { relativeDifference } from '../../check/vectors.ts';
import { countAsCorrect } from './countAsCorrect.ts';

/** Larger constants are part of the formula: ε of batch normalisation belongs into its backward. */
const largest = 1e-6;
/** log(p + c) is off by c/p: a probability of 1 % shows the constant a hundred times as large. */
const amplification = 100;
/** ‖a − n‖ / (‖a‖ + ‖n‖) that a constant outside of a logarithm explains at most. */
const tolerance = 5e-6;

/** A constant of the text that keeps zeros away, or that belongs to a series which comes close to a function. */
export interface Stabiliser {
  size: number;
  /** The relative difference that it explains. */
  explains: number;
  isSeries?: true;
}

/**
 * First constants of the usual series for erf and the normal distribution (Abramowitz & Stegun 7.1.26, 7.1.25 and 26.2.17), and how far
 * the slope of the series is from the function's own, as a share of its size.
 */
const series: readonly [RegExp, size: number, explains: number][] = [
  [/\b0?\.3275911\b/, 0.3275911, 5e-6],
  [/\b0?\.47047\b/, 0.47047, 5e-4],
  [/\b0?\.2316419\b/, 0.2316419, 5e-6],
];

/** Constants like the 1e-8 of `log(p + 1e-8)`, `x / (s + eps)` or `clip(p, 1e-7, …)` that a text keeps zeros away with. */
export function stabilisersIn(text: string): Stabiliser[] {
  const number = String.raw`(1e-\d{1,2}|1\.0?e-\d{1,2}|0\.0{5,12}1)`;
  const logged = new RegExp(
    String.raw`\blog\w{0,4}\s*\((?:[^()\n]|\([^()\n]{0,120}\)){0,200}\+\s*${number}\s*\)`,
    'gi',
  );
  const added = new RegExp(String.raw`\+\s*${number}\b`, 'gi');
  const clipped = new RegExp(String.raw`\b(?:clip|clamp|max|maximum|min|minimum)\w*\s*\([^()\n]{0,80}${number}`, 'gi');
  const named = new RegExp(String.raw`\b(?:eps|epsilon|delta|tiny|smooth)\w{0,8}\s*=\s*${number}`, 'gi');
  const sizes = (pattern: RegExp): number[] =>
    [...text.matchAll(pattern)].map((match) => Number(match[1])).filter((size) => size <= largest);
  const found = new Map<number, number>();
  for (const size of [added, clipped, named].flatMap(sizes)) found.set(size, Math.min(tolerance, amplification * size));
  for (const size of sizes(logged)) found.set(size, amplification * size);
  const known = series.filter(([pattern]) => pattern.test(text));
  return [
    ...[...found].map(([size, explains]): Stabiliser => ({ size, explains })),
    ...known.map(([, size, explains]): Stabiliser => ({ size, explains, isSeries: true })),
  ];
}

/**
 * A constant that keeps a logarithm or a division away from 0 stands in forward and, by custom, not in backward; a
 * series stands in forward for a function whose derivative backward knows. The
 * gradient is then off in its seventh digit or so, which is no mistake of the code. Beside a gradient that is wrong for another
 * reason it is none either.
 */
export function forgiveStabilisers(result: CheckResult, constants: readonly Stabiliser[]): CheckResult {
  const explained = Math.max(0, ...constants.map(({ explains }) => explains));
  const isExplained = (leaf: LeafResult): boolean =>
    leaf.verdict === 'wrong' && differenceOf(result, leaf) <= explained;
  const differences = result.leaves.filter(isExplained).map((leaf) => differenceOf(result, leaf));
  if (differences.length === 0) return result;
  const largestDifference = Math.max(...differences);
  const plain = constants.filter(({ isSeries }) => !isSeries);
  const isPlain = plain.some(({ explains }) => largestDifference <= explains);
  const named = isPlain ? plain : constants.filter(({ isSeries }) => isSeries);
  const names = [...new Set(named.map(({ size }) => size))].join(', ');
  const size = largestDifference.toExponential(1);
  const message = isPlain
    ? l10n.t(
        'The gradients differ from the cost by {0} of their size, as a constant that keeps a logarithm or a division away from 0 explains ({1}): forward has it, backward does not. That is an approximation in the cost, not a mistake in backward.',
        size,
        names,
      )
    : l10n.t(
        'The gradients differ from the cost by {0} of their size, as the series for erf explains that this text uses (its constant is {1}): forward only comes close to the function that backward differentiates. That is an approximation in the cost, not a mistake in backward.',
        size,
        names,
      );
  return countAsCorrect(result, { id: 'stabiliser', severity: 'info', message }, isExplained);
}

/** ‖analytic − numeric‖ / (‖analytic‖ + ‖numeric‖) of a leaf that was swept at θ₀; infinite elsewhere. */
function differenceOf({ layout, analytic }: CheckResult, { leaf, sweep, nearby }: LeafResult): number {
  const place = layout.leaves[leaf];
  return place && sweep && !nearby ? relativeDifference(sweep.numeric, leafOf(place, analytic)) : Infinity;
}
