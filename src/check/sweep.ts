import type { Layout, Leaf } from '../model/target.ts';
import type { Evaluator } from './evaluator.ts';
import { leafAt, leafOf } from './layout.ts';
import type { Point } from './point.ts';
import { boldStep } from './step.ts';
import type { Scale } from './step.ts';
import { rms } from './vectors.ts';

/** Entries of one sweep that lie above their floor, with how much the cost bends there. */
export interface Flagged {
  flat: number;
  /** |J⁺ − 2J + J⁻| / 2h: at a kink inside the step the quotient is off by at most this much. */
  bend: number;
  /** (J − J⁻)/h and (J⁺ − J)/h. */
  slopes: [number, number];
}

export interface Sweep {
  /** First entry of θ that was swept, and one past the last. */
  from: number;
  to: number;
  numeric: Float64Array;
  /** What each quotient can resolve; a larger residual is looked at again. */
  floor: Float64Array;
  flagged: Flagged[];
}

export interface Surroundings {
  evaluator: Evaluator;
  layout: Layout;
  scale: Scale;
}

/**
 * Compares entries `from` … `to` − 1 of θ one by one, with one bold step each: 2 costs per entry.
 * Arrays of the result are indexed from `from`.
 */
export async function sweepEntries(
  surroundings: Surroundings,
  point: Point,
  [from, to]: [number, number],
  onProgress?: (fraction: number) => void,
): Promise<Sweep> {
  const sweep: Sweep = {
    from,
    to,
    numeric: new Float64Array(to - from),
    floor: new Float64Array(to - from),
    flagged: [],
  };
  const { evaluator, layout, scale } = surroundings;
  const stepAt = boldStep(scale, point.analytic);
  const rounding = roundingPerLeaf(layout.leaves, scale, point.analytic);
  for (let start = from, count = 0; start < to; start += count) {
    count = Math.min(evaluator.batchSize / 2, to - start);
    const index = new Int32Array(2 * count);
    const value = new Float64Array(2 * count);
    placePoints(surroundings, point.theta, stepAt, start, index, value);
    const costs = await evaluator.atEntries(point.base, index, value, 2 * (to - start - count));
    compareBatch(sweep, surroundings, point, rounding, start, value, costs);
    onProgress?.((start + count - from) / (to - from));
  }
  return sweep;
}

/** Fills in quotients and floors of one batch. No object is made for an entry that agrees. */
function compareBatch(
  { from, numeric, floor, flagged }: Sweep,
  { layout: { leaves }, scale }: Surroundings,
  { analytic, cost }: Point,
  rounding: number[],
  start: number,
  value: Float64Array,
  costs: Float64Array,
): void {
  const noise = 6 * Math.SQRT2 * scale.sigma;
  let leaf = leafAt(leaves, start);
  for (let k = 0; k < costs.length; k += 2) {
    const flat = start + k / 2;
    while (flat >= leaves[leaf]!.offset + leaves[leaf]!.size) leaf++;
    const width = value[k]! - value[k + 1]!;
    const plus = costs[k]!;
    const minus = costs[k + 1]!;
    const quotient = (plus - minus) / width;
    const claimed = analytic[flat]!;
    // A cost that is exactly 0 all around (log of a probability of 1) has lost whatever was below the rounding of 1.
    const lost = cost === 0 && plus === 0 && minus === 0 ? 2 ** -53 / width : 0;
    const room = noise / width + rounding[leaf]! + tolerance(scale, claimed, quotient) + lost;
    numeric[flat - from] = quotient;
    floor[flat - from] = room;
    // Written so that NaN on either side is flagged as well.
    if (!(Math.abs(quotient - claimed) <= room)) {
      const slopes: [number, number] = [(2 * (cost - minus)) / width, (2 * (plus - cost)) / width];
      flagged.push({ flat, bend: Math.abs(slopes[1] - slopes[0]) / 2, slopes });
    }
  }
}

/** Room that grows with the entry itself: what a quotient with the bold step leaves, and rounding of g. */
export function tolerance(scale: Scale, claimed: number, value: number): number {
  const size = Math.max(Math.abs(claimed), Math.abs(value));
  return size < Infinity ? (1e-7 + 4 * scale.rounding) * size : 0;
}

/** Entries of one leaf are sums of the same kind of terms, so each may carry the rounding of a typical one. */
export function roundingPerLeaf(leaves: readonly Leaf[], scale: Scale, analytic: Float64Array): number[] {
  return leaves.map((leaf) => {
    const typical = rms(leafOf(leaf, analytic));
    return Number.isFinite(typical) ? 8 * scale.rounding * typical : 0;
  });
}

/** Points x⁺ and x⁻ of entries `start` … in pairs; `around` without an object per entry. */
function placePoints(
  { layout: { leaves }, scale }: Surroundings,
  theta: Float64Array,
  stepAt: (x: number) => number,
  start: number,
  index: Int32Array,
  value: Float64Array,
): void {
  let leaf = leafAt(leaves, start);
  for (let k = 0; k < index.length; k += 2) {
    const flat = start + k / 2;
    while (flat >= leaves[leaf]!.offset + leaves[leaf]!.size) leaf++;
    const x = theta[flat]!;
    const isFloat32 = scale.isFloat32 || leaves[leaf]!.dtype === 'float32';
    const plus = isFloat32 ? Math.fround(x + stepAt(x)) : x + stepAt(x);
    const minus = x - (plus - x);
    index[k] = index[k + 1] = flat;
    value[k] = plus;
    value[k + 1] = isFloat32 ? Math.fround(minus) : minus;
  }
}
