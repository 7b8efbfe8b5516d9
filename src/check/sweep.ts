import type { Layout, Leaf } from '../model/target.ts';
import { batchSize } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { leafAt, leafOf } from './layout.ts';
import type { Point } from './point.ts';
import { around, boldStep } from './step.ts';
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
  { evaluator, layout, scale }: Surroundings,
  point: Point,
  [from, to]: [number, number],
  onProgress?: (fraction: number) => void,
): Promise<Sweep> {
  const numeric = new Float64Array(to - from);
  const floor = new Float64Array(to - from);
  const flagged: Flagged[] = [];
  const stepAt = boldStep(scale, point.analytic);
  const rounding = roundingPerLeaf(layout.leaves, scale, point.analytic);
  const half = batchSize / 2;
  let leaf = to > from ? leafAt(layout.leaves, from) : 0;
  for (let start = from; start < to; start += half) {
    const count = Math.min(half, to - start);
    const index = new Int32Array(2 * count);
    const value = new Float64Array(2 * count);
    placePoints(layout.leaves, scale, point.theta, stepAt, start, index, value, leaf);
    const costs = await evaluator.atEntries(point.base, index, value);
    for (let k = 0; k < count; k++) {
      const flat = start + k;
      while (flat >= layout.leaves[leaf]!.offset + layout.leaves[leaf]!.size) leaf++;
      const width = value[2 * k]! - value[2 * k + 1]!;
      const plus = costs[2 * k]!;
      const minus = costs[2 * k + 1]!;
      const quotient = (plus - minus) / width;
      const claimed = point.analytic[flat]!;
      const room = (6 * Math.SQRT2 * scale.sigma) / width + rounding[leaf]! + tolerance(scale, claimed, quotient);
      numeric[flat - from] = quotient;
      floor[flat - from] = room;
      // Written so that NaN on either side is flagged as well.
      if (!(Math.abs(quotient - claimed) <= room)) {
        const slopes: [number, number] = [(2 * (point.cost - minus)) / width, (2 * (plus - point.cost)) / width];
        flagged.push({ flat, bend: Math.abs(slopes[1] - slopes[0]) / 2, slopes });
      }
    }
    onProgress?.((start + count - from) / (to - from));
  }
  return { from, to, numeric, floor, flagged };
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

function placePoints(
  leaves: readonly Leaf[],
  scale: Scale,
  theta: Float64Array,
  stepAt: (x: number) => number,
  start: number,
  index: Int32Array,
  value: Float64Array,
  firstLeaf: number,
): void {
  let leaf = firstLeaf;
  for (let k = 0; k < index.length / 2; k++) {
    const flat = start + k;
    while (flat >= leaves[leaf]!.offset + leaves[leaf]!.size) leaf++;
    const x = theta[flat]!;
    const points = around(x, stepAt(x), scale.isFloat32 || leaves[leaf]!.dtype === 'float32');
    index[2 * k] = index[2 * k + 1] = flat;
    value[2 * k] = points.plus;
    value[2 * k + 1] = points.minus;
  }
}
