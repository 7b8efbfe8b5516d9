import type { Layout, Leaf, Target } from '../../model/target.ts';
import { Random } from '../random.ts';
import type { CheckResult, LeafResult } from '../result.ts';
import { rms } from '../vectors.ts';
import { lattice } from './lattice.ts';
import { Meter } from './meter.ts';
import type { Shorter } from './shorter.ts';

/** One leaf at one point of θ. `numeric` is NaN where it was not measured. */
export interface View {
  theta: Float64Array;
  analytic: Float64Array;
  numeric: Float64Array;
  error: Float64Array;
}

export interface LeafEvidence {
  /** Index into layout.leaves. */
  index: number;
  leaf: Leaf;
  isWrong: boolean;
  /** The checked point first, then points somewhere near: a constant must be the same at all of them. */
  views: View[];
  /** Every entry was measured at the checked point. */
  isFull: boolean;
}

export interface Evidence {
  layout: Layout;
  result: CheckResult;
  meter: Meter;
  isFloat32: boolean;
  leaves: LeafEvidence[];
  wrong: LeafEvidence[];
  /** The points that the views stand for; the first is θ₀. */
  points: Float64Array[];
  seed: number;
  /** Backward is handed upstream gradients of ours: the cost is a sum over the outputs that no text of the user's writes. */
  takesUpstream: boolean;
  /** Factors that the cost may have beside the one that is asked for: 1 alone, unless the cost is a guess. */
  costScales: readonly number[];
  /** The check with less data, run when it is first asked for; none where there is no plan to shorten. */
  shorter: () => Promise<readonly Shorter[]>;
}

/** Entries per leaf that are measured where the sweep did not, and at the other points. */
const sampleSize = 196;

/** Entries that the check found wrong, and that are measured beside the lattice. */
const mostFound = 24;

/** How far the other points lie from θ₀, relative to its entries. */
const nearby = [0.25, 0.35];
/** A function of a number or two tells at one point what a matrix tells in one entry. */
const spread = [0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.5, 3];

/** Measures what the hypotheses are held against: every leaf at θ₀ and at points around it. */
export async function gather(
  target: Target,
  result: CheckResult,
  options: Pick<Evidence, 'seed' | 'takesUpstream' | 'costScales' | 'shorter'> & { maxEvaluations: number },
): Promise<Evidence> {
  const { layout } = result;
  const meter = new Meter(target, result, options.maxEvaluations);
  const random = new Random(options.seed, 11);
  const share = Math.floor(options.maxEvaluations / (8 * layout.leaves.length));
  const samples = layout.leaves.map((leaf, index) => {
    const some = lattice(leaf.shape, Math.max(9, Math.min(sampleSize, share)), random);
    return withFound(some, leaf, result.leaves[index]);
  });
  const leaves = layout.leaves.map((leaf, index): LeafEvidence => {
    const sweep = result.leaves[index]?.sweep ?? null;
    const isFull = sweep !== null || samples[index]!.length === leaf.size;
    return { index, leaf, isWrong: result.leaves[index]?.verdict === 'wrong', views: [], isFull };
  });
  const points = [layout.theta];
  for (const size of layout.theta.length < 4 ? spread : nearby) {
    const point = await somewhereNear(meter, layout, size, random, result.isFloat32);
    if (point) points.push(point);
  }
  for (const [k, point] of points.entries()) {
    const claimed = k === 0 ? result.analytic : await meter.claim(point);
    for (const evidence of leaves) {
      evidence.views.push(
        await viewOf(evidence, k === 0 ? result : null, claimed, point, samples[evidence.index]!, meter),
      );
    }
  }
  const wrong = leaves.filter(({ isWrong }) => isWrong);
  return {
    layout,
    result,
    meter,
    isFloat32: result.isFloat32,
    leaves,
    wrong,
    points,
    seed: options.seed,
    takesUpstream: options.takesUpstream,
    costScales: options.costScales,
    shorter: once(options.shorter),
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => (answer ??= ask());
}

/** A lattice passes by what is wrong in one row or one entry of thousands; the check has found it. */
function withFound(sample: number[], leaf: Leaf, found: LeafResult | undefined): number[] {
  if (!found || found.sweep) return sample;
  const wrong = found.entries.filter(({ verdict }) => verdict === 'wrong').slice(0, mostFound);
  return [...new Set([...sample, ...wrong.map(({ flat }) => flat - leaf.offset)])].sort((a, b) => a - b);
}

async function viewOf(
  { index, leaf }: LeafEvidence,
  result: CheckResult | null,
  claimed: Float64Array,
  point: Float64Array,
  sample: readonly number[],
  meter: Meter,
): Promise<View> {
  const [from, to] = [leaf.offset, leaf.offset + leaf.size];
  const shared = { theta: point.subarray(from, to), analytic: claimed.subarray(from, to) };
  const sweep = result?.leaves[index]?.sweep;
  if (sweep) return { ...shared, numeric: sweep.numeric, error: sweep.error };
  const slopes = await meter.slopes(
    point,
    sample.map((entry) => from + entry),
  );
  const numeric = new Float64Array(leaf.size).fill(NaN);
  const error = new Float64Array(leaf.size).fill(Infinity);
  sample.forEach((entry, k) => {
    numeric[entry] = slopes.numeric[k]!;
    error[entry] = slopes.error[k]!;
  });
  return { ...shared, numeric, error };
}

/** θ₀ moved by a good part of its own size, where the cost and backward still work; null where they nowhere do. */
async function somewhereNear(
  meter: Meter,
  layout: Layout,
  size: number,
  random: Random,
  isFloat32: boolean,
): Promise<Float64Array | null> {
  for (const share of [1, 0.2, 0.02]) {
    const point = layout.theta.slice();
    for (const leaf of layout.leaves) {
      const typical = rms(layout.theta.subarray(leaf.offset, leaf.offset + leaf.size)) || 0.1;
      for (let i = leaf.offset; i < leaf.offset + leaf.size; i++) {
        const moved = point[i]! + share * size * (0.7 * Math.abs(point[i]!) + 0.5 * typical) * random.signed();
        point[i] = isFloat32 || leaf.dtype === 'float32' ? Math.fround(moved) : moved;
      }
    }
    if (Number.isFinite(await meter.cost(point)) && (await claimsNumbers(meter, point))) return point;
  }
  return null;
}

async function claimsNumbers(meter: Meter, point: Float64Array): Promise<boolean> {
  try {
    return (await meter.claim(point)).every(Number.isFinite);
  } catch {
    return false;
  }
}
