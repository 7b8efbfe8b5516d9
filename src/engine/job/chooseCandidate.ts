import type { BoundPlan } from '../../binding/plans/binding.ts';
import { dataShapes, hasFewer, hasOneRow, hasOneUnit } from '../../binding/plans/dataShapes.ts';
import type { CheckResult } from '../../check/result.ts';
import { leafOf } from '../../check/layout.ts';
import { GradientCheckError, type Fault } from '../../model/fault.ts';
import type { Layout, Leaf, Target } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { measureRate, withRate } from '../judge/learningRate.ts';
import { checkPlan, fastCheck, fastVerdicts } from './checkPlan.ts';
import { chooseDraw } from './chooseDraw.ts';
import { chooseReach } from './chooseReach.ts';
import { isOffByOneFactor } from './commonFactor.ts';
import { chooseMode } from './chooseMode.ts';
import { chooseNumber } from './chooseNumber.ts';
import type { CheckOptions } from '../service.ts';
import { isReturnedLoss, otherLoss } from './otherLoss.ts';
import { isMeantInstead } from './outputLayer.ts';
import { hasRightGradient } from '../judge/rightGradient.ts';
import { forgiveStabilisers, type Stabiliser } from '../judge/stabilisers.ts';

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
  const fitting = await chosenOf(runtime, candidates, options, stabilisers);
  const other = await otherLoss(runtime, fitting, candidates);
  // What stands beside the gradients is their cost; what a step of the weights returns may be for the eye only.
  const isNamed = other !== null && other.guessedCost === null;
  const chosen = isNamed ? other : fitting;
  const verdictOf = fastVerdicts(runtime, options);
  const mode = await chooseMode(chosen, verdictOf);
  const reaching = await chooseReach(await chooseNumber(mode, verdictOf), verdictOf);
  const drawn = await chooseDraw(reaching, await layoutOf(runtime, reaching), {
    fastResult: (plan) => fastCheck(runtime, plan, options),
    milliseconds: options.budgetMilliseconds / 4,
  });
  const bound = { ...drawn, returnsOtherLoss: other !== null && !isNamed };
  return { bound, target: await runtime.open(bound.plan) };
}

async function layoutOf(runtime: Runtime, { plan }: BoundPlan): Promise<Layout> {
  const target = await runtime.open(plan);
  try {
    return await target.describe();
  } finally {
    await target.dispose();
  }
}

async function chosenOf(
  runtime: Runtime,
  candidates: BoundPlan[],
  options: CheckOptions,
  stabilisers: readonly Stabiliser[],
): Promise<BoundPlan> {
  const [first] = candidates;
  if (!first) throw new RangeError('binding returned no candidate');
  const found = candidates.length > 1 ? await bestOf(runtime, candidates, options, stabilisers) : null;
  const asWritten = found && ((await namedInstead(runtime, candidates, found.bound, options)) ?? found);
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

/**
 * A usual cost that fits is no excuse where the file has a cost of its own from which all gradients differ by one factor:
 * then a mean was forgotten, and the cost that fits is the one without it.
 */
async function namedInstead(
  runtime: Runtime,
  candidates: BoundPlan[],
  { guessedCost }: BoundPlan,
  options: CheckOptions,
): Promise<{ bound: BoundPlan; score: number } | null> {
  const named = candidates.find((candidate) => candidate.guessedCost === null);
  if (guessedCost === null || !named) return null;
  try {
    return isOffByOneFactor(await checkPlan(runtime, named.plan, options, 'auto')) ? { bound: named, score: 1 } : null;
  } catch (error) {
    if (error instanceof GradientCheckError) return null;
    throw error;
  }
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
  let best: Scored | null = null;
  let lastFault: Fault | null = null;
  const tried = new Set<string>();
  for (const bound of candidates) {
    const form = withoutFills(bound);
    if (tried.has(form) || (best && excusesNothing(bound, best))) continue;
    try {
      const result = await resultOf(runtime, bound, options, stabilisers);
      const score = share(result);
      tried.add(form);
      if (isBetter({ bound, score, result }, best)) best = { bound, score, result };
      if (score === 1) break;
    } catch (error) {
      if (!(error instanceof GradientCheckError)) throw error;
      lastFault ??= error.fault;
    }
  }
  if (!best) throw lastFault ? new GradientCheckError(lastFault) : new RangeError('no candidate could be checked');
  return best;
}

interface Scored {
  bound: BoundPlan;
  score: number;
  result: CheckResult;
}

/** What a plan finds right for reasons of its own form excuses nothing of what is wrong in the best one. */
function excusesNothing(bound: BoundPlan, best: Scored): boolean {
  return (
    isThinner(bound, best.bound) ||
    isMadeUpInstead(bound, best.bound) ||
    isWithoutTarget(bound, best.bound) ||
    isOneUnitOfSeveral(bound, best)
  );
}

/**
 * The sum of forward's outputs, with one of them in the place of the target, where backward returns its loss for a target: of a
 * margin that is never passed, each entry's gradient is 1.
 */
function isWithoutTarget({ plan }: BoundPlan, other: BoundPlan): boolean {
  const isOutput = plan.cost.kind === 'scalar' && plan.cost.at.slot === '$out';
  return isOutput && isReturnedLoss(other) && dataShapes(plan.setup).size < dataShapes(other.plan.setup).size;
}

/** Code for one output unit is right in nothing where there are several; what is right in part there is meant for several. */
function isOneUnitOfSeveral({ plan }: BoundPlan, { bound, result }: Scored): boolean {
  return hasRightGradient(result) && hasOneUnit(dataShapes(plan.setup), dataShapes(bound.plan.setup));
}

function isBetter(one: Scored, best: Scored | null): boolean {
  if (best === null) return true;
  if (isHollow(one.result, best.result)) return false;
  if (isMoreMadeUp(one, best)) return false;
  if (isMoreMadeUp(best, one)) return true;
  if (one.score < 1 && isMeantInstead(best, one)) return false;
  if (best.score < 1 && isMeantInstead(one, best)) return true;
  if (one.score !== best.score) return one.score > best.score;
  return notNumbers(one.result) < notNumbers(best.result);
}

/** What was drawn for an argument that nothing tells of counts against the plan, unless all is right then. */
function isMoreMadeUp(one: Scored, other: Scored): boolean {
  return one.score < 1 && one.bound.madeUp.length > 0 && other.bound.madeUp.length === 0;
}

/** Sizes that do not fit leave some gradients undefined: of two that are as right, the one whose gradients are all numbers. */
const notNumbers = (result: CheckResult): number =>
  result.layout.leaves.filter((_, index) => !isNumeric(result, index)).length;

/**
 * What was handed over as the gradient from above, drawn as if it were data: a backward that forgets it would be right for the
 * plain sum of the outputs.
 */
function isMadeUpInstead({ plan, madeUp }: BoundPlan, { plan: other, madeUp: its }: BoundPlan): boolean {
  return madeUp.length > 0 && its.length === 0 && plan.cost.kind === 'scalar' && other.cost.kind === 'contraction';
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
  const hasSameParameters = parametersOf(plan) === parametersOf(other);
  const [own, its] = [dataShapes(plan.setup), dataShapes(other.setup)];
  if (isWhole && hasSameParameters && (hasFewer(own, its) || hasOneRow(own, its))) return true;
  if (sharesLabel(own, its)) return true;
  const isLoss = [plan, other].every(
    ({ cost, leaves }) => cost.kind === 'scalar' && leaves.every(({ role }) => role === 'input'),
  );
  // What is differentiated counts: an argument that nothing uses may be a number.
  const leaves = new Set(plan.leaves.map(({ at }) => at.slot));
  return isLoss && axesOf(plan, leaves) < axesOf(other, leaves);
}

/** How the parameters are made, and how large: another number of units is no other number of samples. */
function parametersOf({ setup, leaves }: BoundPlan['plan']): string {
  const slots = new Set(leaves.filter(({ role }) => role === 'parameter').map(({ at }) => at.slot));
  return JSON.stringify(
    setup.map((step) => {
      if (step.kind !== 'value' || step.value.kind !== 'array') return step;
      return slots.has(step.into) ? step.value.shape : null;
    }),
  );
}

/** One number for all samples where each sample had its own: `d[:, y] -= 1` for `d[range(n), y] -= 1` is right for one class. */
function sharesLabel(own: ReadonlyMap<string, number[]>, its: ReadonlyMap<string, number[]>): boolean {
  const [differing, ...more] = [...its].filter(([name, shape]) => own.get(name)?.join() !== shape.join());
  const isOne = differing !== undefined && more.length === 0 && own.get(differing[0])?.length === 0;
  return isOne && [...its.values()].some((shape) => shape.length > 1 && shape[0] === differing[1][0]);
}

function axesOf(plan: BoundPlan['plan'], slots: ReadonlySet<string>): number {
  return [...dataShapes(plan.setup)].reduce((sum, [slot, shape]) => sum + (slots.has(slot) ? shape.length : 0), 0);
}

function isOneHot(fill: unknown): boolean {
  return typeof fill === 'object' && fill !== null && 'kind' in fill && fill.kind === 'one-hot';
}

/** What the fast check finds of a plan. */
async function resultOf(
  runtime: Runtime,
  bound: BoundPlan,
  options: CheckOptions,
  stabilisers: readonly Stabiliser[],
): Promise<CheckResult> {
  // What a stabiliser of the cost explains is told from the entries.
  const mode = stabilisers.length > 0 ? 'auto' : 'fast';
  return forgiveStabilisers(await checkPlan(runtime, bound.plan, options, mode), stabilisers);
}

/**
 * The same parameters shrunk to one unit somewhere, so that some no longer move the cost (a softmax over one class): zeros
 * that are right there excuse nothing in the wider form, where they are wrong; nor does it that no verdict is possible there.
 */
function isHollow(result: CheckResult, { layout: wide }: CheckResult): boolean {
  const { leaves } = result.layout;
  const isPaired = leaves.length === wide.leaves.length && leaves.every(({ shape }, l) => fits(shape, wide.leaves[l]!));
  const isShrunk = leaves.some(({ size }, l) => size < wide.leaves[l]!.size);
  const most = result.analytic.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const isNothing = (value: number): boolean => Math.abs(value) <= 1e-12 * most;
  const isMute = result.leaves.every(({ verdict }) => verdict === 'inconclusive');
  return isPaired && isShrunk && (isMute || leaves.some((leaf) => leafOf(leaf, result.analytic).every(isNothing)));
}

/** As many axes, each as long as in the other or of length one. */
function fits(shape: readonly number[], other: Leaf): boolean {
  return (
    shape.length === other.shape.length && shape.every((length, axis) => length === other.shape[axis] || length === 1)
  );
}

/** Share of leaves that the fast check finds right; a leaf without a verdict tells little. */
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
