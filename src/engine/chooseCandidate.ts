import type { BoundPlan } from '../binding/binding.ts';
import { dataShapes, hasFewer } from '../binding/dataShapes.ts';
import type { CheckResult } from '../check/result.ts';
import { GradientCheckError, type Fault } from '../model/fault.ts';
import type { Target } from '../model/target.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { measureRate, withRate } from './learningRate.ts';
import { checkPlan } from './checkPlan.ts';
import { chooseMode } from './chooseMode.ts';
import { chooseNumber } from './chooseNumber.ts';
import type { CheckOptions } from './service.ts';
import { forgiveStabilisers, type Stabiliser } from './stabilisers.ts';

/**
 * Where the text leaves a choice (which cost belongs to this backward?), binding returns several plans. Each gets
 * the fast check; the first in which every gradient is right is taken, else the one with most right. A wrong
 * gradient is wrong under every choice, so no bug is hidden by choosing; a mere scale of all gradients is what a
 * choice between costs can explain away, and the plan's notes say that one was made.
 */
export async function chooseCandidate(
  runtime: Runtime,
  candidates: BoundPlan[],
  options: CheckOptions,
  stabilisers: readonly Stabiliser[] = [],
): Promise<{ bound: BoundPlan; target: Target }> {
  const chosen = await chosenOf(runtime, candidates, options, stabilisers);
  const bound = await chooseNumber(runtime, await chooseMode(runtime, chosen, options), options);
  return { bound, target: await runtime.open(bound.plan) };
}

async function chosenOf(
  runtime: Runtime,
  candidates: BoundPlan[],
  options: CheckOptions,
  stabilisers: readonly Stabiliser[],
): Promise<BoundPlan> {
  const [first] = candidates;
  if (!first) throw new RangeError('binding returned no candidate');
  const asWritten = candidates.length > 1 ? await bestOf(runtime, candidates, options, stabilisers) : null;
  const open = candidates.filter((candidate) => candidate.rateIsGuess);
  if (open.length === 0 || (asWritten?.score ?? 0) >= upToScale) {
    return asWritten?.bound ?? first;
  }
  // With a rate of 1 no cost fits: the rate that the text does not give away is measured.
  const measured: BoundPlan[] = [];
  for (const candidate of open) {
    const found = await withLearningRate(runtime, candidate);
    if (found) measured.push(found);
  }
  return (await bestOf(runtime, [...(asWritten ? [asWritten.bound] : []), ...measured], options, stabilisers)).bound;
}

/** What is right only once a common factor is taken off comes behind what is right as it stands. */
const upToScale = 0.999;

/** The first plan in which every gradient is right, else the one with most right. */
async function bestOf(
  runtime: Runtime,
  candidates: BoundPlan[],
  options: CheckOptions,
  stabilisers: readonly Stabiliser[],
): Promise<{ bound: BoundPlan; score: number }> {
  let best: { bound: BoundPlan; score: number } | null = null;
  let lastFault: Fault | null = null;
  const tried = new Set<string>();
  for (const bound of candidates) {
    const form = withoutFills(bound);
    if (tried.has(form) || (best && isThinner(bound, best.bound))) continue;
    try {
      const score = await scoreOf(runtime, bound, options, stabilisers);
      tried.add(form);
      if (score > (best?.score ?? -1)) best = { bound, score };
      if (score === 1) break;
    } catch (error) {
      if (!(error instanceof GradientCheckError)) throw error;
      lastFault ??= error.fault;
    }
  }
  if (!best) throw lastFault ? new GradientCheckError(lastFault) : new RangeError('no candidate could be checked');
  return best;
}

/** Null for a candidate that does not run at all. */
async function withLearningRate(runtime: Runtime, bound: BoundPlan): Promise<BoundPlan | null> {
  let target: Target | null = null;
  try {
    target = await runtime.open(bound.plan);
    const rate = await measureRate(target);
    return rate === null ? bound : withRate(bound, rate);
  } catch (error) {
    if (error instanceof GradientCheckError) return null;
    throw error;
  } finally {
    await target?.dispose();
  }
}

/**
 * A plan without how its random entries are drawn. Once one has run, another that differs only there is no choice
 * that the text leaves: with positive inputs only, a wrong branch for negative ones would look right. Whether a target is
 * one-hot is a choice: a loss that looks for its largest entry knows no other.
 */
function withoutFills({ plan }: BoundPlan): string {
  return JSON.stringify(plan, (key, value: unknown) => (key === 'fill' && !isOneHot(value) ? undefined : value));
}

/**
 * A loss of the same arguments with fewer axes: over one sample a mean over all entries and one over the samples are the
 * same, so that it excuses what is wrong over several. So does a single sample or step where several ran as well.
 */
function isThinner({ plan }: BoundPlan, { plan: other, isWhole }: BoundPlan): boolean {
  if (isWhole && hasFewer(dataShapes(plan.setup), dataShapes(other.setup))) return true;
  const isLoss = [plan, other].every(
    ({ cost, leaves }) => cost.kind === 'scalar' && leaves.every(({ role }) => role === 'input'),
  );
  // What is differentiated counts: an argument that nothing uses may be a number.
  const leaves = new Set(plan.leaves.map(({ at }) => at.slot));
  return isLoss && axesOf(plan, leaves) < axesOf(other, leaves);
}

function axesOf(plan: BoundPlan['plan'], slots: ReadonlySet<string>): number {
  return [...dataShapes(plan.setup)].reduce((sum, [slot, shape]) => sum + (slots.has(slot) ? shape.length : 0), 0);
}

function isOneHot(fill: unknown): boolean {
  return typeof fill === 'object' && fill !== null && 'kind' in fill && fill.kind === 'one-hot';
}

/** Share of leaves that the fast check finds right; a leaf without a verdict tells little. */
async function scoreOf(
  runtime: Runtime,
  bound: BoundPlan,
  options: CheckOptions,
  stabilisers: readonly Stabiliser[],
): Promise<number> {
  // What a stabiliser of the cost explains is told from the entries.
  const mode = stabilisers.length > 0 ? 'auto' : 'fast';
  return share(forgiveStabilisers(await checkPlan(runtime, bound.plan, options, mode), stabilisers));
}

function share(result: CheckResult): number {
  // Where no parameter moves the cost (a softmax over one class), gradients of 0 are right whatever backward does.
  if (result.analytic.every((value) => value === 0)) return 0;
  const points = { correct: 1, inconclusive: 0.25, wrong: 0 };
  const sum = result.leaves.reduce(
    (total, leaf) => total + (isNumeric(result, leaf.leaf) ? points[leaf.verdict] : 0),
    0,
  );
  return result.leaves.length === 0 ? 0 : (sum / result.leaves.length) * (result.scale ? upToScale : 1);
}

/** A gradient that is not a number tells no candidate from another, whatever becomes of its verdict. */
function isNumeric({ layout, analytic }: CheckResult, index: number): boolean {
  const leaf = layout.leaves[index];
  return !leaf || analytic.subarray(leaf.offset, leaf.offset + leaf.size).every(Number.isFinite);
}
