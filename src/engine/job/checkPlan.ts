import { check, type Options } from '../../check/check.ts';
import type { CheckResult } from '../../check/result.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Verdict } from '../../model/report.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { CheckOptions } from '../service.ts';

/** Checks a plan on a target of its own, to choose between several. Throws GradientCheckError. */
export async function checkPlan(
  runtime: Runtime,
  plan: Plan,
  { epsilon, seed, budgetMilliseconds }: CheckOptions,
  mode: Options['mode'],
): Promise<CheckResult> {
  const target = await runtime.open(plan);
  try {
    return await check(target, { epsilon, seed, budgetMilliseconds, mode, now: () => performance.now() });
  } finally {
    await target.dispose();
  }
}

/** What the fast check says of a plan that is tried beside another; null where it does not run. */
export async function fastVerdict(runtime: Runtime, plan: Plan, options: CheckOptions): Promise<Verdict | null> {
  try {
    return (await checkPlan(runtime, plan, options, 'fast')).verdict;
  } catch (error) {
    if (error instanceof GradientCheckError && error.fault.kind !== 'cancelled') return null;
    throw error;
  }
}
