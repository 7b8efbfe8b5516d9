import { explain } from '../../src/check/causes/explain.ts';
import { check } from '../../src/check/check.ts';
import type { CheckResult } from '../../src/check/result.ts';
import type { Cause } from '../../src/model/report.ts';
import type { Dtype } from '../zoo/algebra.ts';
import { instance, targetOf } from '../zoo/instance.ts';
import type { Instance } from '../zoo/instance.ts';
import { keptApartNetworks, keptApartOperators } from '../zoo/keptApart.ts';
import { freshNetworks } from '../zoo/fresh.ts';
import { freshOperators } from '../zoo/freshOperators.ts';
import { networks } from '../zoo/networks/index.ts';
import type { NetworkSpec } from '../zoo/network.ts';
import { ownOperators } from '../zoo/wideOperators.ts';
import type { Operator } from '../zoo/operators.ts';
import { rivals } from './verdictRivals.ts';
import { chosenOperators, pairs } from './verdictChoice.ts';
import type { TwoBugs } from './verdictChoice.ts';
import { settings } from './verdictSettings.ts';
import { count, emptyTally, figure, merge } from './verdictTally.ts';
import type { Tally } from './verdictTally.ts';
import { trueState } from './verdictTruth.ts';
import type { TrueState } from './verdictTruth.ts';

const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1e9, now: () => performance.now() } as const;

/** How much is run: seeds of correct code per network and setting, and the share of bugs. */
export interface Extent {
  seeds: number;
  /** Every `stride`-th bug. */
  stride: number;
}

/** The set kept apart is always tried to the same extent. */
const keptApartStride = 8;

/** Bugs that no rule was written for, but that were looked at. */
async function runFresh(operators: Operator[], spec: NetworkSpec, dtype: Dtype, stride: number): Promise<Tally> {
  const tally = emptyTally();
  for (const [k, operator] of operators.entries()) {
    if ((k + spec.name.length) % stride === 0)
      await oneBug(instance(spec, dtype, 1 + (k % 3)), operator, 'fresh', tally);
  }
  return tally;
}

/** All runs for one network in one precision. */
export async function runNetwork(name: string, dtype: Dtype, extent: Extent): Promise<Tally> {
  const tally = emptyTally();
  const spec = [...networks, ...freshNetworks, ...keptApartNetworks].find((network) => network.name === name)!;
  const isKeptApart = keptApartNetworks.includes(spec);
  if (freshNetworks.includes(spec)) return runFresh(ownOperators(spec), spec, dtype, 1);
  if (!isKeptApart) await falseAlarms(spec, dtype, extent, tally);
  const single = isKeptApart ? ownOperators(spec) : chosenOperators(spec);
  for (const [k, operator] of single.entries()) {
    if (!isKeptApart && k % extent.stride !== 0) continue;
    await oneBug(instance(spec, dtype, 1 + (k % 3)), operator, isKeptApart ? 'kept apart' : 'designed', tally);
  }
  if (isKeptApart) return tally;
  for (const [k, operator] of keptApartOperators.entries()) {
    if ((k + name.length) % keptApartStride === 0)
      await oneBug(instance(spec, dtype, 1), operator, 'kept apart', tally);
  }
  merge(tally, await runFresh(freshOperators(spec), spec, dtype, 2 * extent.stride));
  for (const [k, both] of pairs(spec).entries()) {
    if (k % extent.stride === 0) await twoBugs(instance(spec, dtype, 1 + (k % 3)), both, tally);
  }
  return tally;
}

async function falseAlarms(spec: NetworkSpec, dtype: Dtype, { seeds }: Extent, tally: Tally): Promise<void> {
  for (const setting of settings) {
    for (let seed = 1; seed <= seeds; seed++) {
      const net = instance(spec, dtype, seed);
      if (!setting.suits(net)) continue;
      const exact = await check(setting.target(net, seed), { ...options, mode: 'exact' });
      const key = `${dtype}|false alarms|${setting.name}`;
      const note = `${spec.name} seed ${seed}: ${wrongLeaves(exact).join(',')}`;
      count(tally, `${key}|exact`, exact.verdict !== 'wrong', note);
      count(
        tally,
        `${dtype}|decided|${setting.name}|exact`,
        exact.verdict === 'correct',
        `${note} ${exact.verdict} ${exact.doubt}`,
      );
      for (const { name, alarm } of rivals(exact)) count(tally, `${key}|${name}`, !alarm);
      const fast = await check(setting.target(net, seed), { ...options, mode: 'fast' });
      count(tally, `${key}|fast`, fast.verdict !== 'wrong', note.replace(/: .*/, `: ${wrongLeaves(fast).join(',')}`));
      if (setting.name !== 'plain') continue;
      figure(
        tally,
        `${dtype}|certify, share of 20 + 12 per leaf and point`,
        fast.evaluations / (20 + 24 * spec.leaves.length),
      );
      figure(tally, `${dtype}|sweep of correct code, in 2n`, sweepCost(exact));
    }
  }
}

const sweepCost = ({ phases, layout }: CheckResult): number =>
  (phases.sweep + phases.again) / (2 * layout.theta.length);
const wrongLeaves = (result: CheckResult): string[] =>
  result.leaves.filter(({ verdict }) => verdict === 'wrong').map(({ leaf }) => result.layout.leaves[leaf]!.name);

function detection(tally: Tally, key: string, result: CheckResult, truth: TrueState, note: string): boolean {
  const found = result.verdict === 'wrong';
  count(tally, `${key}|found`, found, note);
  const right = truth.leaves.every(
    (state, l) => state === 'unclear' || (state === 'wrong') === (result.leaves[l]!.verdict === 'wrong'),
  );
  count(tally, `${key}|leaves`, right, `${note}: said ${wrongLeaves(result).join(',')}`);
  return found;
}

async function oneBug(net: Instance, operator: Operator, group: string, tally: Tally): Promise<void> {
  const truth = trueState(net, () => operator.plant());
  if (!truth.leaves.includes('wrong')) return;
  const note = `${net.spec.name} · ${operator.id}`;
  const key = `${net.dtype}|${group}`;
  const target = targetOf(net, operator.plant());
  const exact = await check(target, { ...options, mode: 'exact' });
  const found = detection(tally, `${key}|exact`, exact, truth, note);
  const fast = await check(targetOf(net, operator.plant()), { ...options, mode: 'fast' });
  detection(tally, `${key}|fast`, fast, truth, note);
  for (const rival of rivals(exact)) {
    count(tally, `${key}|${rival.name}|found`, rival.alarm);
    const isRight =
      rival.leaves && truth.leaves.every((state, l) => state === 'unclear' || (state === 'wrong') === rival.leaves![l]);
    if (rival.leaves) count(tally, `${key}|${rival.name}|leaves`, isRight === true);
  }
  countEntries(tally, `${key}|entries`, exact, truth, note);
  figure(tally, `${net.dtype}|sweep of wrong code, in 2n`, sweepCost(exact));
  if (!found) return;
  const { overall } = await explain(exact, target, { seed: 1 });
  countCause(tally, key, operator, overall, truth, net, note);
  if (group !== 'designed') return;
  const fastTarget = targetOf(net, operator.plant());
  const again = fast.verdict === 'wrong' ? await explain(fast, fastTarget, { seed: 1 }) : null;
  if (again?.overall)
    count(tally, `${key}|fast|cause`, operator.causes.includes(again.overall.id), `${note} => ${again.overall.id}`);
}

function countEntries(tally: Tally, key: string, result: CheckResult, truth: TrueState, note: string): void {
  let [right, all] = [0, 0];
  truth.entries.forEach((states, l) => {
    const sweep = result.leaves[l]!.sweep;
    if (!sweep || result.leaves[l]!.nearby) return;
    states.forEach((state, i) => {
      if (state === 'unclear') return;
      all++;
      if ((state === 'wrong') === (sweep.verdict[i] === 1)) right++;
    });
  });
  const entry = (tally.counts[key] ??= [0, 0]);
  entry[0] += right;
  entry[1] += all;
  if (right < all) (tally.misses[key] ??= []).push(`${note}: ${all - right} of ${all}`);
}

function countCause(
  tally: Tally,
  key: string,
  operator: Operator,
  cause: Cause | null,
  truth: TrueState,
  net: Instance,
  note: string,
): void {
  const ids = cause?.id === 'several' ? String(cause.constants['ids']).split(',') : [cause?.id ?? 'none'];
  const isType = cause !== null && operator.causes.includes(cause.id);
  const isRight = isType && constantFits(operator, cause, net.dtype) && placeFits(operator, cause, truth, net);
  count(tally, `${key}|cause`, isRight, `${note} [${operator.causes.join(',')}] => ${cause?.id}: ${cause?.message}`);
  const misleads = ids.some((id) => id !== 'unknown' && !operator.causes.includes(id));
  count(tally, `${key}|honest`, !misleads, `${note} => ${ids.join(',')}: ${cause?.message}`);
}

function constantFits({ constant }: Operator, { id, constants }: Cause, dtype: Dtype): boolean {
  const named =
    id === 'weight-decay'
      ? constants['k']
      : ['constant-factor', 'cost-scale'].includes(id)
        ? constants['factor']
        : undefined;
  if (constant === undefined || named === undefined) return true;
  return Math.abs(Number(named) / constant - 1) < (dtype === 'float32' ? 0.03 : 1e-4);
}

/** The leaf at which the bug sits is named, unless the bug does not show there. */
function placeFits({ at }: Operator, cause: Cause, truth: TrueState, net: Instance): boolean {
  if (!at || cause.id === 'cost-scale' || cause.id === 'different-cost') return true;
  const l = net.spec.leaves.findIndex(({ name }) => name === at);
  if (truth.leaves[l] !== 'wrong') return true;
  const places =
    `${cause.constants['at'] ?? ''},${cause.constants['of'] ?? ''},${cause.constants['through'] ?? ''}`.split(',');
  return places.includes(at) || new RegExp(`(^|[^A-Za-z0-9])d?${at}([^A-Za-z0-9]|$)`).test(cause.message);
}

async function twoBugs(net: Instance, { plant, first, second }: TwoBugs, tally: Tally): Promise<void> {
  const truth = trueState(net, plant);
  const index = (operator: Operator) => net.spec.leaves.findIndex(({ name }) => name === operator.at);
  if ([first, second].some((operator) => truth.leaves[index(operator)] !== 'wrong')) return;
  const target = targetOf(net, plant());
  const result = await check(target, { ...options, mode: 'exact' });
  const { overall, leaves } = await explain(result, target, { seed: 1 });
  const note = `${net.spec.name} · ${first.id} + ${second.id}`;
  for (const operator of [first, second]) {
    const cause = leaves[index(operator)];
    count(
      tally,
      `${net.dtype}|two bugs|leaf`,
      operator.causes.includes(cause?.id ?? 'none'),
      `${note}: ${operator.at} => ${cause?.id}: ${cause?.message}`,
    );
  }
  const ids = overall?.id === 'several' ? String(overall.constants['ids']).split(',') : [overall?.id ?? 'none'];
  const isRight = [first, second].every((operator) => operator.causes.some((id) => ids.includes(id)));
  count(tally, `${net.dtype}|two bugs|headline`, isRight, `${note} => ${overall?.id} ${ids.join(',')}`);
}
