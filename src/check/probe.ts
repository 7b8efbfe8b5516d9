import type { Leaf } from '../model/target.ts';
import { leafOf } from './layout.ts';
import type { Point } from './point.ts';
import type { Random } from './random.ts';
import { Ray, compare, shrink } from './ray.ts';
import type { Outcome } from './ray.ts';
import { boldStep } from './step.ts';
import type { Surroundings } from './sweep.ts';
import { norm, rms } from './vectors.ts';

/** The slope of the cost along one direction inside one leaf, against what backward claims for it. */
export interface Probe {
  leaf: number;
  direction: Float64Array;
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
}

const firstStep = 64;
const levelLimit = 12;

/** Entries ±U[0.5, 1.5] over the whole leaf. */
export function randomDirection(size: number, random: Random): Float64Array {
  const direction = new Float64Array(size);
  for (let i = 0; i < size; i++) direction[i] = random.signed();
  return direction;
}

/**
 * Measures the slope along `direction` (of the leaf's size; zeros leave entries alone) with Ridders extrapolation: 4
 * costs where all is smooth, up to 24 among kinks. An error of `enough` is good enough, whatever the outcome.
 */
export async function probe(
  surroundings: Surroundings,
  point: Point,
  leaf: number,
  direction: Float64Array,
  enough = 0,
): Promise<Probe> {
  const { evaluator, layout, scale } = surroundings;
  const facts = layout.leaves[leaf]!;
  const line = new Line(facts, point, direction, scale.isFloat32 || facts.dtype === 'float32');
  const ray = new Ray(point.cost, scale.sigma);
  const room = () => ray.central.error + (1e-9 + 8 * scale.rounding) * line.size;
  // Moving all of a row at once moves its unit by about √(row length) as much as one entry does.
  let step = (firstStep * boldStep(scale, point.analytic)(rms(line.here))) / Math.max(1, line.count) ** 0.25;
  const firstRoundOff = (scale.sigma * Math.SQRT2) / (2 * step);
  let outcome: Outcome = 'no-value';
  for (let level = 0; level < levelLimit; level++) {
    const costs = await evaluator.onLine(point.base, leaf, direction, Float64Array.of(step, -step));
    ray.add(step, costs[0]! - line.roundOff(step), costs[1]! - line.roundOff(-step));
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
  };
}

/** True once smaller steps cannot change the outcome. */
function isSettled(ray: Ray, outcome: Outcome, line: Line, room: number, enough: number): boolean {
  if (ray.levels < 2) return false;
  const { value, error } = ray.central;
  if (error <= enough) return true;
  const residual = Math.abs(line.claimed - value);
  if (outcome === 'agrees' && error <= Math.max(1e-7 * line.size, 8 * ray.roundOff)) return true;
  if (outcome === 'different' && ray.levels >= 3 && !ray.isKink && residual > 20 * room) return true;
  if (ray.isClearKink && ray.levels >= (outcome === 'kink' ? 4 : 6)) return true;
  return ray.isExhausted && ray.levels >= 4;
}

/** One direction inside one leaf at one point. */
class Line {
  readonly here: Float64Array;
  readonly claimed: number;
  /** ‖g∘v‖. */
  readonly size: number;
  /** Entries that move. */
  readonly count: number;
  readonly #gradient: Float64Array;
  readonly #direction: Float64Array;
  readonly #isFloat32: boolean;

  constructor(leaf: Leaf, point: Point, direction: Float64Array, isFloat32: boolean) {
    this.here = leafOf(leaf, point.theta);
    this.#gradient = leafOf(leaf, point.analytic);
    this.#direction = direction;
    this.#isFloat32 = isFloat32;
    let claimed = 0;
    let count = 0;
    const products = new Float64Array(direction.length);
    for (let i = 0; i < direction.length; i++) {
      if (direction[i] === 0) continue;
      products[i] = this.#gradient[i]! * direction[i]!;
      claimed += products[i]!;
      count++;
    }
    this.claimed = claimed;
    this.count = count;
    this.size = norm(products);
  }

  /** How much the cost moves because float32 storage rounds every entry that is assigned, to first order. */
  roundOff(step: number): number {
    if (!this.#isFloat32) return 0;
    let sum = 0;
    for (let i = 0; i < this.#direction.length; i++) {
      const v = this.#direction[i]!;
      if (v === 0) continue;
      const wanted = this.here[i]! + step * v;
      sum += this.#gradient[i]! * (Math.fround(wanted) - wanted);
    }
    return Number.isFinite(sum) ? sum : 0;
  }
}
