import { Meter } from '../../check/causes/meter.ts';
import { Random } from '../../check/random.ts';
import type { CheckResult } from '../../check/result.ts';
import { rms } from '../../check/vectors.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';

/** Entries that are measured of each leaf at each point. */
const mostEntries = 10;
const mostEvaluations = 20_000;
const nearby = [0.1, 0.2];

interface Place {
  base: Float64Array;
  /** Flat indices with what the cost says there, leaf by leaf. */
  entries: { flat: number; numeric: number; error: number }[][];
}

/** What the cost says at a few entries of every leaf, at the checked point and nearby, to hold other backwards against. */
export class Yardstick {
  /** Leaves to be made right. */
  readonly wrong: number[];
  readonly #right: number[];
  readonly #places: Place[];

  private constructor(wrong: number[], right: number[], places: Place[]) {
    this.wrong = wrong;
    this.#right = right;
    this.#places = places;
  }

  static async of(target: Target, result: CheckResult, plan: Plan, seed: number): Promise<Yardstick> {
    const isMisfit = (leaf: number): boolean => {
      const gradient = plan.gradients[leaf];
      return gradient?.kind === 'value' && gradient.misfit !== undefined;
    };
    const leavesOf = (verdict: string): number[] =>
      result.leaves.filter((one) => one.verdict === verdict && !isMisfit(one.leaf)).map(({ leaf }) => leaf);
    const [wrong, right] = [leavesOf('wrong'), leavesOf('correct')];
    const meter = new Meter(target, result, mostEvaluations);
    const random = new Random(seed, 23);
    const places: Place[] = [];
    for (const base of [result.layout.theta, ...nearby.map((size) => moved(result, size, random))]) {
      const entries: Place['entries'] = [];
      for (const leaf of [...wrong, ...right]) {
        const flats = sample(result, leaf, random);
        const { numeric, error } = await meter.slopes(base, flats);
        entries[leaf] = flats
          .map((flat, k) => ({ flat, numeric: numeric[k]!, error: error[k]! }))
          .filter((one) => Number.isFinite(one.numeric) && Number.isFinite(one.error));
      }
      places.push({ base, entries });
    }
    return new Yardstick(wrong, right, places);
  }

  /** Wrong leaves that are right in this target, at every place; none where a right one is not. Throws GradientCheckError. */
  async rightIn(target: Target): Promise<number[]> {
    let left = this.wrong;
    for (const { base, entries } of this.#places) {
      const claimed = await target.gradients(base);
      const agrees = (leaf: number): boolean =>
        entries[leaf]!.every(({ flat, numeric, error }) => {
          const claim = claimed[flat]!;
          return Math.abs(claim - numeric) <= 4 * error + 1e-6 * Math.max(Math.abs(claim), Math.abs(numeric));
        });
      left = left.filter(agrees);
      if (left.length === 0 || !this.#right.every(agrees)) return [];
    }
    return left;
  }
}

/** The entries that the check found worst, and some others. */
function sample({ leaves, layout }: CheckResult, leaf: number, random: Random): number[] {
  const { offset, size } = layout.leaves[leaf]!;
  if (size <= mostEntries) return Array.from({ length: size }, (_, i) => offset + i);
  const worst = leaves[leaf]!.entries.filter(({ verdict }) => verdict === 'wrong').slice(0, mostEntries / 2);
  const drawn = Array.from({ length: mostEntries - worst.length }, () => offset + Math.floor(random.uniform() * size));
  return [...new Set([...worst.map(({ flat }) => flat), ...drawn])];
}

function moved({ layout }: CheckResult, size: number, random: Random): Float64Array {
  const point = layout.theta.slice();
  for (const { offset, size: length } of layout.leaves) {
    const typical = rms(layout.theta.subarray(offset, offset + length)) || 0.1;
    for (let i = offset; i < offset + length; i++) point[i]! += size * typical * random.signed();
  }
  return point;
}
