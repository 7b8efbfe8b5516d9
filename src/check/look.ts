import { leafAt } from './layout.ts';
import type { Point } from './point.ts';
import { resolveEntries } from './resolve.ts';
import type { Resolved } from './resolve.ts';
import { around, boldStep } from './step.ts';
import { roundingPerLeaf, tolerance } from './sweep.ts';
import type { Surroundings } from './sweep.ts';

/** A residual that neither noise nor one kink inside the step can explain. False for NaN. */
export function isPlain(residual: number, floor: number, bend: number): boolean {
  return residual > 3 * floor && bend < 0.25 * residual;
}

/** Looks at single entries with one bold quotient each; only what that leaves open gets more costs. */
export async function lookAt(surroundings: Surroundings, point: Point, flats: number[]): Promise<Resolved[]> {
  const { evaluator, layout, scale } = surroundings;
  const stepAt = boldStep(scale, point.analytic);
  const rounding = roundingPerLeaf(layout.leaves, scale, point.analytic);
  const index = new Int32Array(2 * flats.length);
  const value = new Float64Array(2 * flats.length);
  flats.forEach((flat, k) => {
    const isFloat32 = scale.isFloat32 || layout.leaves[leafAt(layout.leaves, flat)]!.dtype === 'float32';
    const points = around(point.theta[flat]!, stepAt(point.theta[flat]!), isFloat32);
    index[2 * k] = index[2 * k + 1] = flat;
    value[2 * k] = points.plus;
    value[2 * k + 1] = points.minus;
  });
  const costs = await evaluator.atEntries(point.base, index, value);
  const looked = flats.map((flat, k): Resolved => {
    const width = value[2 * k]! - value[2 * k + 1]!;
    const [plus, minus] = [costs[2 * k]!, costs[2 * k + 1]!];
    const numeric = (plus - minus) / width;
    const claimed = point.analytic[flat]!;
    const extra = rounding[leafAt(layout.leaves, flat)]! + tolerance(scale, claimed || 0, numeric);
    const error = (6 * Math.SQRT2 * scale.sigma) / width + extra;
    const residual = Math.abs(numeric - claimed);
    const bend = Math.abs(plus - 2 * point.cost + minus) / width;
    const outcome = residual <= error ? 'agrees' : isPlain(residual, error, bend) ? 'different' : 'no-value';
    return { flat, claimed, outcome, numeric, error, slopes: null };
  });
  const open = looked.filter(({ outcome }) => outcome === 'no-value').map(({ flat }) => flat);
  const again = new Map((await resolveEntries(surroundings, point, open)).map((entry) => [entry.flat, entry]));
  return looked.map((entry) => again.get(entry.flat) ?? entry);
}
