import { leafAt } from './layout.ts';
import type { Point } from './point.ts';
import { Ray, compare, shrink } from './ray.ts';
import type { Outcome } from './ray.ts';
import { around, boldStep } from './step.ts';
import { roundingPerLeaf, tolerance } from './sweep.ts';
import type { Surroundings } from './sweep.ts';

/** An entry that was looked at again, with many steps. */
export interface Resolved {
  flat: number;
  claimed: number;
  outcome: Outcome;
  numeric: number;
  error: number;
  /** Left and right slope, where they differ. */
  slopes: [number, number] | null;
}

interface Active {
  flat: number;
  ray: Ray;
  step: number;
  room: (value: number) => number;
  outcome: Outcome;
}

const firstStep = 64;
const levelLimit = 14;

/**
 * Looks at entries of θ again with Ridders extrapolation from 64 bold steps down by 4, all entries of one level in one
 * call. Most need 6 costs; an entry near a kink needs up to 28.
 */
export async function resolveEntries(around: Surroundings, point: Point, flats: number[]): Promise<Resolved[]> {
  const { layout, scale } = around;
  const stepAt = boldStep(scale, point.analytic);
  const rounding = roundingPerLeaf(layout.leaves, scale, point.analytic);
  const all = flats.map((flat): Active => {
    const extra = rounding[leafAt(layout.leaves, flat)]!;
    const claimed = point.analytic[flat]!;
    return {
      flat,
      ray: new Ray(point.cost, scale.sigma),
      step: firstStep * stepAt(point.theta[flat]!),
      room: (value) => extra + tolerance(scale, claimed || 0, value),
      outcome: 'no-value',
    };
  });
  let active = all;
  for (let level = 0; level < levelLimit && active.length > 0; level++) {
    await addLevel(around, point, active);
    active = active.filter((entry) => !isSettled(entry, point.analytic[entry.flat]!));
  }
  return all.map((entry) => resolved(entry, point.analytic[entry.flat]!));
}

async function addLevel({ evaluator, layout, scale }: Surroundings, point: Point, active: Active[]): Promise<void> {
  const index = new Int32Array(2 * active.length);
  const value = new Float64Array(2 * active.length);
  const steps = active.map(({ flat, step }, k) => {
    const leaf = layout.leaves[leafAt(layout.leaves, flat)]!;
    const points = around(point.theta[flat]!, step, scale.isFloat32 || leaf.dtype === 'float32');
    index[2 * k] = index[2 * k + 1] = flat;
    value[2 * k] = points.plus;
    value[2 * k + 1] = points.minus;
    return points.step;
  });
  const costs = await evaluator.atEntries(point.base, index, value);
  active.forEach((entry, k) => {
    if (steps[k]! > 0) entry.ray.add(steps[k]!, costs[2 * k]!, costs[2 * k + 1]!);
    entry.step /= shrink;
  });
}

/** True once smaller steps cannot change the outcome. */
function isSettled(entry: Active, claimed: number): boolean {
  const { ray } = entry;
  entry.outcome = compare(ray, claimed, entry.room);
  if (ray.levels < 2) return false;
  const { value, error } = ray.central;
  if (entry.outcome === 'agrees' && error <= Math.max(entry.room(value), 5 * ray.roundOff)) return true;
  const isSmooth = !ray.isKink && error <= 0.01 * Math.abs(claimed - value);
  if (ray.levels >= 3 && entry.outcome === 'different' && (isSmooth || !Number.isFinite(claimed))) return true;
  if (ray.isClearKink && ray.levels >= (entry.outcome === 'kink' ? 4 : 6)) return true;
  return ray.isExhausted && ray.levels >= 4;
}

function resolved(entry: Active, claimed: number): Resolved {
  const { ray } = entry;
  const { value, error } = ray.central;
  const slopes: [number, number] | null = ray.isKink ? [ray.left.value, ray.right.value] : null;
  return {
    flat: entry.flat,
    claimed,
    outcome: entry.outcome,
    numeric: value,
    error: error + entry.room(value),
    slopes,
  };
}
