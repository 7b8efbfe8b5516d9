import { explain } from '../../src/check/causes/explain.ts';
import type { Explanation } from '../../src/check/causes/explain.ts';
import { check } from '../../src/check/check.ts';
import type { CheckResult } from '../../src/check/result.ts';
import type { Dtype } from '../zoo/algebra.ts';
import { instance, targetOf } from '../zoo/instance.ts';
import type { Instance } from '../zoo/instance.ts';
import { keptApartNetworks, keptApartOperators } from '../zoo/keptApart.ts';
import { freshNetworks } from '../zoo/fresh.ts';
import { heldBackNetworks } from '../zoo/heldBack/index.ts';
import { freshOperators } from '../zoo/freshOperators.ts';
import { networks } from '../zoo/networks/index.ts';
import type { NetworkSpec } from '../zoo/network.ts';
import { ownOperators } from '../zoo/wideOperators.ts';
import type { Operator } from '../zoo/operators.ts';
import { rivals } from './verdictRivals.ts';
import { chosenOperators, pairs } from './verdictChoice.ts';
import type { TwoBugs } from './verdictChoice.ts';
import { isRight, misleads } from './verdictHonesty.ts';
import type { Answered } from './verdictHonesty.ts';
import { falseAlarms } from './verdictAlarms.ts';
import { options, sweepCost, wrongLeaves } from './verdictOptions.ts';
import { count, emptyTally, figure, merge } from './verdictTally.ts';
import type { Tally } from './verdictTally.ts';
import { trueState } from './verdictTruth.ts';
import type { TrueState } from './verdictTruth.ts';

/** How much is run: correct runs per setting over all networks, and the share of bugs. */
export interface Extent {
  runs: number;
  /** Every `stride`-th bug. */
  stride: number;
}

/** The set kept apart is always tried to the same extent. */
const keptApartStride = 8;

/** Bugs that no rule was written for. */
async function runFresh(
  operators: Operator[],
  { spec, dtype, group, stride }: { spec: NetworkSpec; dtype: Dtype; group: string; stride: number },
): Promise<Tally> {
  const tally = emptyTally();
  for (const [k, operator] of operators.entries()) {
    if ((k + spec.name.length) % stride === 0) await oneBug(instance(spec, dtype, 1 + (k % 3)), operator, group, tally);
  }
  return tally;
}

/** Networks on whose correct code alarms are counted. */
const open = [...networks, ...freshNetworks, ...heldBackNetworks];

/** All runs for one network in one precision. */
export async function runNetwork(name: string, dtype: Dtype, extent: Extent): Promise<Tally> {
  const tally = emptyTally();
  const spec = [...open, ...keptApartNetworks].find((network) => network.name === name)!;
  const isKeptApart = keptApartNetworks.includes(spec);
  if (!isKeptApart) await falseAlarms(spec, dtype, { runs: extent.runs, networks: open }, tally);
  const group = freshNetworks.includes(spec) ? 'fresh' : heldBackNetworks.includes(spec) ? 'held back' : null;
  if (group) {
    merge(tally, await runFresh(ownOperators(spec), { spec, dtype, group, stride: 1 }));
    return tally;
  }
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
  merge(tally, await runFresh(freshOperators(spec), { spec, dtype, group: 'fresh', stride: 2 * extent.stride }));
  for (const [k, both] of pairs(spec).entries()) {
    if (k % extent.stride === 0) await twoBugs(instance(spec, dtype, 1 + (k % 3)), both, tally);
  }
  return tally;
}

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
  const run = { operator, dtype: net.dtype, names: net.spec.leaves.map(({ name }) => name), truth };
  countCause(tally, key, run, await explain(exact, target, { seed: 1, takesUpstream: net.takesUpstream }), note);
  if (group !== 'designed') return;
  const fastTarget = targetOf(net, operator.plant());
  const again =
    fast.verdict === 'wrong' ? await explain(fast, fastTarget, { seed: 1, takesUpstream: net.takesUpstream }) : null;
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

/** What was explained, beside what is known about the bug. */
function countCause(tally: Tally, key: string, run: Answered, { overall, leaves }: Explanation, note: string): void {
  const { operator } = run;
  const said = `${overall?.id}: ${overall?.message}`;
  count(tally, `${key}|cause`, isRight(run, overall), `${note} [${operator.causes.join(',')}] => ${said}`);
  count(tally, `${key}|honest`, !misleads(run, overall, leaves), `${note} => ${said}`);
}

async function twoBugs(net: Instance, { plant, first, second }: TwoBugs, tally: Tally): Promise<void> {
  const truth = trueState(net, plant);
  const index = (operator: Operator) => net.spec.leaves.findIndex(({ name }) => name === operator.at);
  if ([first, second].some((operator) => truth.leaves[index(operator)] !== 'wrong')) return;
  const target = targetOf(net, plant());
  const result = await check(target, { ...options, mode: 'exact' });
  const { overall, leaves } = await explain(result, target, { seed: 1, takesUpstream: net.takesUpstream });
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
