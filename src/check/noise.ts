import type { Layout } from '../model/target.ts';
import type { Evaluator } from './evaluator.ts';
import { leafOf } from './layout.ts';
import type { Elsewhere, Point } from './point.ts';
import { signedEntries } from './probe.ts';
import type { Random } from './random.ts';
import { norm, rms, ulp } from './vectors.ts';

const points = 9;

export interface NoiseTable {
  /** Null where the table does not settle; `spacing` then says what to do about it. */
  sigma: number | null;
  spacing: 'right' | 'too close' | 'too wide';
  /** The smallest estimate of all levels. */
  least: number;
}

/**
 * Noise of a function from equally spaced values (ECNoise; Moré & Wild, "Estimating computational noise", SIAM J. Sci.
 * Comput. 2011): differences of order k remove the smooth part, and γ_k = (k!)²/(2k)! times their mean square is σ².
 * A level counts once three successive levels agree within a factor 4 and its differences change sign.
 */
export function noiseOf(values: ArrayLike<number>): NoiseTable {
  const table = Array.from(values);
  const count = table.length;
  const range = Math.max(...table) - Math.min(...table);
  const size = Math.max(...table.map(Math.abs));
  const levels: number[] = [];
  const changes: boolean[] = [];
  let gamma = 1;
  let ties = 0;
  for (let k = 1; k < count; k++) {
    for (let i = 0; i < count - k; i++) table[i] = table[i + 1]! - table[i]!;
    const row = table.slice(0, count - k);
    if (k === 1) ties = row.filter((difference) => difference === 0).length;
    gamma *= k / (2 * (2 * k - 1));
    levels.push(Math.sqrt((gamma * row.reduce((sum, d) => sum + d * d, 0)) / row.length));
    changes.push(row.some((d) => d > 0) && row.some((d) => d < 0));
  }
  const least = Math.min(...levels);
  if (ties >= (count - 1) / 2) return { sigma: null, spacing: 'too close', least };
  for (let k = 0; range <= 0.1 * size && k + 2 < levels.length; k++) {
    const three = levels.slice(k, k + 3);
    if (Math.max(...three) <= 4 * Math.min(...three) && changes[k])
      return { sigma: levels[k]!, spacing: 'right', least };
  }
  return { sigma: null, spacing: 'too wide', least };
}

export interface NoiseContext {
  evaluator: Evaluator;
  layout: Layout;
  analytic: Float64Array;
  cost: number;
  /** Unit round-off of the arithmetic: 2⁻⁵² or 2⁻²³. */
  unit: number;
  random: Random;
  elsewhere: Elsewhere;
}

/**
 * σ of one cost value at θ₀: two runs along random directions in two leaves, the larger of both, and never below
 * 0.3 ulp(|f|). Then one run with wide steps: the round-off of 1 − σ(z) where a unit is saturated comes in stairs that
 * narrow steps do not leave. 24 costs (16 where only one leaf moves the cost) where the first spacing is right.
 */
export async function estimateNoise(context: NoiseContext): Promise<number> {
  const roundOff = ulp(context.cost) * (context.unit / 2 ** -52);
  const here: Place = { base: null, theta: context.layout.theta, cost: context.cost };
  const leaves = noiseLeaves(context.layout, context.analytic);
  let found: Found = { sigma: 0.3 * roundOff, leaf: leaves[0] ?? 0, spacing: null };
  let last = { leaf: -1, spacing: 0 };
  for (const [k, leaf] of leaves.entries()) {
    // Of a leaf by itself the second run may be the wide one.
    if (k > 0 && leaf === last.leaf && wideSpacing(context.layout, leaf) !== null) break;
    const run = await noiseAlong(context, here, leaf, leaf === last.leaf ? last.spacing : null);
    if (run.sigma > found.sigma) found = { sigma: run.sigma, leaf, spacing: null };
    last = { ...run, leaf };
  }
  const wide = last.leaf < 0 ? null : wideSpacing(context.layout, found.leaf);
  if (wide !== null) {
    const { sigma } = await noiseAlong(context, here, found.leaf, wide);
    if (sigma > found.sigma) found = { sigma, leaf: found.leaf, spacing: wide };
  }
  if (found.sigma <= 16 * roundOff) return found.sigma;
  // A kink at θ₀ looks like noise; real noise is there nearby as well, at the steps that showed it or at wide ones.
  const there = await context.elsewhere.at(0);
  if (!there) return found.sigma;
  let seen = 0.3 * roundOff;
  for (const spacing of new Set([found.spacing, wide])) {
    seen = Math.max(seen, (await noiseAlong(context, there, found.leaf, spacing)).sigma);
    // Two estimates from nine points may differ as much.
    if (seen >= found.sigma / 3) return found.sigma;
  }
  return seen;
}

interface Found {
  sigma: number;
  leaf: number;
  /** The spacing that showed it, where it was not the first one that is usual. */
  spacing: number | null;
}

/** As wide as the steps of a sweep: differences of high order still remove the smooth part. */
function wideSpacing(layout: Layout, leaf: number): number | null {
  const facts = layout.leaves[leaf]!;
  if (facts.size === 0 || facts.dtype === 'float32') return null;
  return (2 ** -13 * Math.max(rms(leafOf(facts, layout.theta)), 1e-3)) / facts.size ** 0.25;
}

type Place = Pick<Point, 'base' | 'theta' | 'cost'>;

/** The leaf that moves the cost most, and the first of the others that moves it at all. */
function noiseLeaves(layout: Layout, analytic: Float64Array): number[] {
  const weights = layout.leaves.map((leaf) => norm(leafOf(leaf, analytic)) || 0);
  const order = layout.leaves.map((_, l) => l).filter((l) => layout.leaves[l]!.size > 0);
  if (order.length === 0) return [];
  const first = order.reduce((best, l) => (weights[l]! > weights[best]! ? l : best), order[0]!);
  return [first, order.find((l) => l !== first && weights[l]! > 0) ?? first];
}

/** One run; `known` is a spacing that was right before. Returns σ and the last spacing. */
async function noiseAlong(
  context: NoiseContext,
  place: Place,
  leaf: number,
  known: number | null = null,
): Promise<{ sigma: number; spacing: number }> {
  const facts = context.layout.leaves[leaf]!;
  const direction = signedEntries(facts.size, context.random);
  let spacing = known ?? firstSpacing(context, place, leaf, direction);
  // Where forward keeps its output in float32, a float64 leaf moves the cost by leaps of that size only.
  const single = 64 * 2 ** -23 * Math.max(rms(leafOf(facts, place.theta)), 1e-3);
  let least = 0;
  for (let attempt = 0; attempt < 3; attempt++) {
    const values = await costsAlong(context, place, leaf, direction, spacing);
    if (values.every(Number.isFinite)) {
      const found = noiseOf(values);
      if (found.sigma !== null) return { sigma: found.sigma, spacing };
      least = found.least;
      const isFlat = attempt >= 1 && found.spacing === 'too close' && values.every((value) => value === place.cost);
      // Flat over float32's roundings, too: the cost does not depend on this leaf at all, nothing to learn here.
      if (isFlat && spacing >= single) return { sigma: 0, spacing };
      spacing = isFlat ? single : spacing * (found.spacing === 'too close' ? 100 : 0.03);
    } else spacing /= 100;
  }
  return { sigma: least, spacing };
}

/** Close enough that the smooth part is nearly straight, wide enough that neighbours differ by many roundings. */
function firstSpacing(
  { layout, analytic, unit }: NoiseContext,
  place: Place,
  leaf: number,
  direction: Float32Array,
): number {
  const facts = layout.leaves[leaf]!;
  const slope = slopeAlong(leafOf(facts, analytic), direction);
  const scale = Math.max(rms(leafOf(facts, place.theta)), 1e-3) / facts.size ** 0.25;
  const storage = facts.dtype === 'float32' ? 2 ** -23 : unit;
  return Math.min(0.03 * scale, Math.max(64 * storage * scale, (200 * unit * Math.abs(place.cost)) / slope));
}

/** Eight costs on both sides of θ₀, with the cost at θ₀ between them. */
async function costsAlong(
  context: NoiseContext,
  place: Place,
  leaf: number,
  direction: Float32Array,
  spacing: number,
): Promise<Float64Array> {
  const middle = (points - 1) / 2;
  const steps = Float64Array.from(
    { length: points - 1 },
    (_, k) => (k < middle ? k - middle : k - middle + 1) * spacing,
  );
  const around = await context.evaluator.onLine(place.base, leaf, direction, steps);
  const values = new Float64Array(points);
  values.set(around.subarray(0, middle));
  values[middle] = place.cost;
  values.set(around.subarray(middle), middle + 1);
  return values;
}

/** |g·v|, but not by chance far below what it would typically be; 1 where nothing is known. */
function slopeAlong(gradient: Float64Array, direction: Float32Array): number {
  const claimed = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
  return Math.max(Math.abs(claimed), 0.01 * norm(gradient)) || 1;
}
