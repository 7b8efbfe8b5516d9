import type { Target } from '../model/target.ts';
import { Evaluator } from './evaluator.ts';
import type { CheckResult, LeafResult } from './result.ts';

/** Central differences of the cost at one entry for many ε, to see which step can be trusted. */
export interface StepCurve {
  /** Index into θ. */
  flat: number;
  /** What backward claims there. */
  analytic: number;
  /** What errors are measured against: backward itself where it is right, else the cost's own slope. */
  reference: number;
  /** How well the reference itself is known; 0 where backward is right. */
  referenceError: number;
  /** Largest ε first. */
  epsilon: number[];
  /** (J(θ + ε) − J(θ − ε)) / 2ε for every ε; NaN where the cost failed. */
  numeric: number[];
}

export interface CurveOptions {
  /** The textbook's ε, which is one of the steps. */
  epsilon: number;
  /** Time that all curves together may take. */
  budgetMilliseconds: number;
  now(): number;
}

const decades = Array.from({ length: 12 }, (_, at) => 10 ** -(at + 1));

/** Curves beyond this many say nothing new. */
const mostCurves = 24;

/**
 * One curve per leaf of the result, wrong leaves first, as long as the time lasts; null for the others, and for
 * leaves whose slopes are all zero or unknown. About 24 costs each, which do not count as evaluations of the check.
 */
export async function stepCurves(
  target: Target,
  result: CheckResult,
  { epsilon, budgetMilliseconds, ...clock }: CurveOptions,
): Promise<(StepCurve | null)[]> {
  const curves = result.leaves.map((): StepCurve | null => null);
  const now = (): number => clock.now();
  const evaluator = new Evaluator(target, now);
  const end = now() + budgetMilliseconds;
  const steps = [...new Set([...decades, epsilon])].sort((one, other) => other - one);
  for (const at of urgentFirst(result.leaves).slice(0, mostCurves)) {
    const place = placeOf(result, at);
    if (!place) continue;
    // One quotient tells what the others will take.
    if (evaluator.evaluations === 0) await quotients(evaluator, place, [epsilon]);
    const expected = Number.isFinite(evaluator.costMilliseconds) ? evaluator.costMilliseconds * 2 * steps.length : 0;
    if (now() + expected > end) break;
    const numeric = await quotients(evaluator, place, steps);
    curves[at] = { ...sharpened(place.curve, steps, numeric), epsilon: steps, numeric };
  }
  return curves;
}

interface Place {
  /** The point: null is θ₀. */
  base: Float64Array | null;
  theta: Float64Array;
  curve: Omit<StepCurve, 'epsilon' | 'numeric'>;
}

async function quotients(evaluator: Evaluator, { base, theta, curve }: Place, steps: number[]): Promise<number[]> {
  const x = theta[curve.flat] ?? NaN;
  const index = new Int32Array(2 * steps.length).fill(curve.flat);
  const value = Float64Array.from(steps.flatMap((step) => [x + step, x - step]));
  const costs = await evaluator.atEntries(base, index, value);
  return steps.map((step, k) => ((costs[2 * k] ?? NaN) - (costs[2 * k + 1] ?? NaN)) / (2 * step));
}

/**
 * Error bars of a check are wide, so that no right entry is called wrong. Where the curve has a valley, Richardson's
 * extrapolation over neighbouring decades, (10²·D(ε/10) − D(ε)) / 99, knows the slope better: the error is taken from
 * two such values that agree best, and only where they lie inside the bar.
 */
function sharpened(curve: Place['curve'], steps: number[], numeric: number[]): Place['curve'] {
  if (curve.referenceError === 0) return curve;
  // Below 1e-6 quotients may agree by mere quantisation.
  const values = decades.slice(0, 6).map((step) => numeric[steps.indexOf(step)] ?? NaN);
  const better = values.slice(1).map((value, at) => (100 * value - values[at]!) / 99);
  let best = curve;
  for (const [at, value] of better.slice(1).entries()) {
    const error = Math.abs(value - better[at]!);
    const fits = Math.abs(value - curve.reference) <= curve.referenceError;
    if (fits && error < best.referenceError) best = { ...curve, reference: value, referenceError: error };
  }
  return best;
}

function urgentFirst(leaves: readonly LeafResult[]): number[] {
  const rank = { wrong: 0, inconclusive: 1, correct: 2 };
  return leaves.map((_, at) => at).sort((one, other) => rank[leaves[one]!.verdict] - rank[leaves[other]!.verdict]);
}

/** The entry that a leaf's curve is drawn for: the worst one that has a slope, else the steepest. */
function placeOf(result: CheckResult, at: number): Place | null {
  const found = result.leaves[at]!;
  const base = found.nearby?.theta ?? null;
  const theta = base ?? result.layout.theta;
  const wrong = found.entries.find(({ numeric, analytic }) => isSlope(numeric) && Number.isFinite(analytic));
  if (wrong) {
    const { flat, analytic, numeric, error } = wrong;
    return { base, theta, curve: { flat, analytic, reference: numeric, referenceError: error } };
  }
  if (found.verdict !== 'correct') return null;
  const flat = steepest(result, found);
  const analytic = (result.analytic[flat] ?? NaN) / conventionOf(result, found);
  if (!isSlope(analytic)) return null;
  return { base: null, theta: result.layout.theta, curve: { flat, analytic, reference: analytic, referenceError: 0 } };
}

/** A factor that all parameters carry by convention is no error, so the curve is drawn without it. */
function conventionOf({ layout, scale }: CheckResult, { leaf }: LeafResult): number {
  return layout.leaves[leaf]!.role === 'parameter' ? (scale?.factor ?? 1) : 1;
}

function steepest({ layout, analytic }: CheckResult, { leaf }: LeafResult): number {
  const { offset, size } = layout.leaves[leaf]!;
  let best = offset;
  for (let flat = offset; flat < offset + size; flat++) {
    if (Math.abs(analytic[flat]!) > Math.abs(analytic[best]!)) best = flat;
  }
  return best;
}

function isSlope(value: number): boolean {
  return Number.isFinite(value) && value !== 0;
}
