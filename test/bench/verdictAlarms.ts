import { check } from '../../src/check/check.ts';
import type { CheckResult } from '../../src/check/result.ts';
import { GradientCheckError } from '../../src/model/fault.ts';
import type { Dtype } from '../zoo/algebra.ts';
import type { ArrayTarget } from '../zoo/arrayTarget.ts';
import { instance } from '../zoo/instance.ts';
import type { NetworkSpec } from '../zoo/network.ts';
import { rivals } from './verdictRivals.ts';
import { options, sweepCost, wrongLeaves } from './verdictOptions.ts';
import { settings } from './verdictSettings.ts';
import type { Setting } from './verdictSettings.ts';
import { count, figure } from './verdictTally.ts';
import type { Tally } from './verdictTally.ts';

/** Checks correct code in every setting that suits the network, so often that all networks together make `runs` a setting. */
export async function falseAlarms(
  spec: NetworkSpec,
  dtype: Dtype,
  { runs, networks }: { runs: number; networks: readonly NetworkSpec[] },
  tally: Tally,
): Promise<void> {
  for (const setting of settings) {
    const suiting = networks.filter((other) => setting.suits(instance(other, dtype, 1)));
    const alike = settings.filter(({ name }) => name === setting.name).length;
    const seeds = Math.ceil(runs / (alike * suiting.length));
    for (let seed = 1; suiting.includes(spec) && seed <= seeds; seed++) await oneRun(spec, dtype, setting, seed, tally);
  }
}

async function oneRun(spec: NetworkSpec, dtype: Dtype, setting: Setting, seed: number, tally: Tally): Promise<void> {
  const net = instance(spec, dtype, seed);
  const exact = await finite(setting.target(net, seed), 'exact');
  const fast = await finite(setting.target(net, seed), 'fast');
  if (!exact || !fast) return;
  const key = `${dtype}|false alarms|${setting.name}`;
  for (const [mode, result] of Object.entries({ exact, fast })) {
    const note = `${spec.name} seed ${seed}: ${wrongLeaves(result).join(',')}`;
    count(tally, `${key}|${mode}`, result.verdict !== 'wrong', note);
    const said = `${note} ${result.verdict} ${result.doubt}`;
    count(tally, `${dtype}|decided|${setting.name}|${mode}`, result.verdict === 'correct', said);
  }
  for (const { name, alarm } of rivals(exact)) count(tally, `${key}|${name}`, !alarm);
  if (setting.name !== 'plain') return;
  const share = fast.evaluations / (20 + 24 * spec.leaves.length);
  figure(tally, `${dtype}|certify, share of 20 + 12 per leaf and point`, share);
  figure(tally, `${dtype}|sweep of correct code, in 2n`, sweepCost(exact));
}

/** Null where the setting leaves the cost no value: that is a fault, and says nothing about alarms. */
async function finite(target: ArrayTarget, mode: 'exact' | 'fast'): Promise<CheckResult | null> {
  try {
    return await check(target, { ...options, mode });
  } catch (error) {
    if (error instanceof GradientCheckError && error.fault.kind === 'not-finite') return null;
    throw error;
  }
}
