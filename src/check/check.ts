import type { Doubt, Verdict } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { Evaluator, notFinite } from './evaluator.ts';
import { judgeLeaf } from './judge.ts';
import { leafOf } from './layout.ts';
import { estimateNoise } from './noise.ts';
import { Elsewhere } from './point.ts';
import type { Point } from './point.ts';
import { Random } from './random.ts';
import type { CheckResult, LeafResult } from './result.ts';
import type { Scale } from './step.ts';
import { sweepEntries } from './sweep.ts';
import { textbookCheck } from './textbook.ts';
import { allFloat32, largest, medianSize, relativeDifference } from './vectors.ts';

export interface Options {
  /** Step of the textbook check. */
  epsilon: number;
  seed: number;
  mode: 'auto' | 'fast' | 'exact';
  /** Time budget of the sweeps in mode 'auto'. */
  budgetMilliseconds: number;
  /** A clock in milliseconds. */
  now(): number;
  onProgress?(fraction: number): void;
}

/** Runs the whole check of one target. Throws GradientCheckError where the user's code fails at θ₀ itself. */
export async function check(target: Target, options: Options): Promise<CheckResult> {
  const layout = await target.describe();
  const evaluator = new Evaluator(target, options.now);
  const cost = (await evaluator.atBase(null, 1))[0]!;
  if (!Number.isFinite(cost)) throw notFinite('The cost', cost);
  const analytic = await evaluator.gradients(null);
  const isFloat32 = Math.fround(cost) === cost && allFloat32(analytic);
  const random = new Random(options.seed);
  const unit = isFloat32 ? 2 ** -23 : 2 ** -52;
  const sigma = await estimateNoise({ evaluator, layout, analytic, cost, unit, random });
  const scale: Scale = { sigma, cost, rounding: allFloat32(analytic) ? 2 ** -24 : 2 ** -53, isFloat32 };
  const surroundings = { evaluator, layout, scale };
  const point: Point = { base: null, theta: layout.theta, analytic, cost };
  const elsewhere = new Elsewhere(evaluator, layout, new Random(options.seed, 1));
  const sweep = await sweepEntries(surroundings, point, [0, layout.theta.length]);
  const leaves: LeafResult[] = [];
  for (const [l, leaf] of layout.leaves.entries()) {
    const judged = await judgeLeaf({ surroundings, point, sweep, elsewhere }, leaf, {
      isConfirmed: false,
      persists: false,
    });
    leaves.push({
      leaf: l,
      ...judged,
      entries: judged.entries.slice(0, 100),
      wrongIsBound: false,
      checkedEntries: leaf.size,
      bound: largest(judged.sweep.error),
      median: medianSize(leafOf(leaf, analytic)),
      difference: null,
    });
  }
  const textbook = await textbookCheck(evaluator, layout, analytic, options.epsilon);
  for (const result of leaves) {
    const leaf = layout.leaves[result.leaf]!;
    result.difference = relativeDifference(leafOf(leaf, textbook.numeric), leafOf(leaf, analytic));
  }
  return {
    layout,
    analytic,
    cost,
    noise: sigma,
    ...overall(leaves),
    method: 'exact',
    leaves,
    textbook,
    boldDifference: relativeDifference(sweep.numeric, analytic),
    notes: [],
    remedies: { reseed: false, restore: false, clear: false },
    isFloat32,
    evaluations: evaluator.evaluations,
  };
}

/** Wrong where a leaf is wrong; else in doubt where one is. */
function overall(leaves: LeafResult[]): { verdict: Verdict; doubt: Doubt | null } {
  if (leaves.some(({ verdict }) => verdict === 'wrong')) return { verdict: 'wrong', doubt: null };
  const open = leaves.find(({ verdict }) => verdict === 'inconclusive');
  return open ? { verdict: 'inconclusive', doubt: open.doubt } : { verdict: 'correct', doubt: null };
}
