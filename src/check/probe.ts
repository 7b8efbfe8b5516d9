import { Line } from './line.ts';
import type { Point } from './point.ts';
import type { Random } from './random.ts';
import { Ray, compare, shrink } from './ray.ts';
import type { Outcome } from './ray.ts';
import { boldStep } from './step.ts';
import type { Surroundings } from './sweep.ts';
import { rms } from './vectors.ts';

/** Entries of one leaf, made anew when they are asked for: nobody keeps a vector as long as the leaf. */
export type Direction = () => Float32Array;

/** The slope of the cost along one direction inside one leaf, against what backward claims for it. */
export interface Probe {
  leaf: number;
  direction: Direction;
  outcome: Outcome;
  /** g·v. */
  claimed: number;
  /** The measured slope and its error bar. */
  value: number;
  error: number;
  /** ‖g∘v‖: what the slope would typically be. */
  size: number;
  /** A residual up to this counts as agreement. */
  threshold: number;
  slopes: [number, number] | null;
  /** The error bar is so wide that agreement says nothing. */
  isBlind: boolean;
  /** The step whose plain quotient came closest, and how far off it may be. */
  plainStep: number;
  plainError: number;
}

const firstStep = 64;
const levelLimit = 12;

/** Entries ±U[0.5, 1.5] over the whole leaf; the first who asks takes those that were drawn here. */
export function randomDirection(size: number, random: Random): Direction {
  const before = random.copy();
  let drawn: Float32Array | null = signedEntries(size, random);
  return () => {
    const entries = drawn ?? signedEntries(size, before.copy());
    drawn = null;
    return entries;
  };
}

/** As many entries ±U[0.5, 1.5]. */
export function signedEntries(size: number, random: Random): Float32Array {
  const entries = new Float32Array(size);
  for (let i = 0; i < size; i++) entries[i] = random.signed();
  return entries;
}

/**
 * Measures the slope along `direction` (of the leaf's size; zeros leave entries alone) with Ridders extrapolation: 4
 * costs where all is smooth, up to 24 among kinks. An error of `enough` is good enough, whatever the outcome.
 */
export async function probe(
  surroundings: Surroundings,
  point: Point,
  leaf: number,
  direction: Direction,
  enough = 0,
): Promise<Probe> {
  const { evaluator, layout, scale } = surroundings;
  const facts = layout.leaves[leaf]!;
  const entries = direction();
  const line = new Line(facts, point, entries, scale.isFloat32 || facts.dtype === 'float32');
  const ray = new Ray(point.cost, scale.sigma);
  const room = () => ray.central.error + (1e-9 + 8 * scale.rounding) * line.size;
  // Moving all of a row at once moves its unit by about √(row length) as much as one entry does.
  let step = (firstStep * boldStep(scale, point.analytic)(rms(line.here))) / Math.max(1, line.count) ** 0.25;
  const firstRoundOff = (scale.sigma * Math.SQRT2) / (2 * step);
  const quotients: { step: number; quotient: number }[] = [];
  let outcome: Outcome = 'no-value';
  for (let level = 0; level < levelLimit; level++) {
    const costs = await evaluator.onLine(point.base, leaf, entries, Float64Array.of(step, -step));
    const [plus, minus] = [costs[0]! - line.roundOff(step), costs[1]! - line.roundOff(-step)];
    quotients.push({ step, quotient: (plus - minus) / (2 * step) });
    ray.add(step, plus, minus);
    outcome = compare(ray, line.claimed, room);
    if (isSettled(ray, outcome, line, room(), enough)) break;
    step /= shrink;
  }
  const { value, error } = ray.central;
  const slopes: [number, number] | null = ray.isKink ? [ray.left.value, ray.right.value] : null;
  const threshold = error + room();
  const isBlind = !(threshold <= Math.max(0.3 * Math.max(line.size, Math.abs(value) || 0), 400 * firstRoundOff));
  return {
    leaf,
    direction,
    outcome,
    claimed: line.claimed,
    value,
    error,
    size: line.size,
    threshold,
    slopes,
    isBlind,
    ...plainest(quotients, value, scale.sigma),
  };
}

/** The step at which a quotient alone, without extrapolation, is most to be trusted for parts of this direction. */
function plainest(
  quotients: { step: number; quotient: number }[],
  value: number,
  sigma: number,
): Pick<Probe, 'plainStep' | 'plainError'> {
  const all = quotients.map(({ step, quotient }) => ({
    plainStep: step,
    // Parts may bend more than the whole, where errors of parts cancel.
    plainError: 4 * Math.abs(quotient - value) + (5 * sigma * Math.SQRT2) / (2 * step),
  }));
  return all.reduce((best, next) => (next.plainError < best.plainError ? next : best));
}

/** A slope along part of a probe's direction: what bisection needs of it. */
export type Part = Pick<Probe, 'claimed' | 'value' | 'error' | 'threshold'>;

/**
 * The slope along part of the direction of `whole`. Where one of its quotients was good enough to tell errors of size
 * `enough` apart, one quotient with the same step does: 2 costs.
 */
export async function probePart(
  surroundings: Surroundings,
  point: Point,
  whole: Probe,
  direction: Float32Array,
  enough: number,
): Promise<Part> {
  const { evaluator, layout, scale } = surroundings;
  const { plainStep: step, plainError: error } = whole;
  if (!(error <= enough)) return probe(surroundings, point, whole.leaf, () => direction, enough);
  const facts = layout.leaves[whole.leaf]!;
  const line = new Line(facts, point, direction, scale.isFloat32 || facts.dtype === 'float32');
  const costs = await evaluator.onLine(point.base, whole.leaf, direction, Float64Array.of(step, -step));
  const value = (costs[0]! - line.roundOff(step) - (costs[1]! - line.roundOff(-step))) / (2 * step);
  return { claimed: line.claimed, value, error, threshold: 2 * error + (1e-9 + 8 * scale.rounding) * line.size };
}

/** True once smaller steps cannot change the outcome. */
function isSettled(ray: Ray, outcome: Outcome, line: Line, room: number, enough: number): boolean {
  if (ray.levels < 2) return false;
  const { value, error } = ray.central;
  if (error <= enough || !Number.isFinite(line.claimed)) return true;
  const residual = Math.abs(line.claimed - value);
  if (outcome === 'agrees' && error <= Math.max(1e-7 * line.size, 8 * ray.roundOff)) return true;
  if (outcome === 'different' && ray.levels >= 3 && !ray.isKink && residual > 20 * room) return true;
  if (ray.isClearKink && ray.levels >= (outcome === 'kink' ? 4 : 6)) return true;
  return ray.isExhausted && ray.levels >= 4;
}
