import { check, type Options } from '../../check/check.ts';
import type { CheckResult } from '../../check/result.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Verdict } from '../../model/report.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { CheckOptions } from '../service.ts';

/** Checks a plan on a target of its own, to choose between several. Throws GradientCheckError. */
export async function checkPlan(
  runtime: Runtime,
  plan: Plan,
  options: CheckOptions,
  mode: Options['mode'],
): Promise<CheckResult> {
  const target = await runtime.open(plan);
  try {
    return await checkTarget(target, options, mode);
  } finally {
    await target.dispose();
  }
}

/** Checks a target that stays open. Throws GradientCheckError. */
export function checkTarget(
  target: Target,
  { epsilon, seed, budgetMilliseconds }: CheckOptions,
  mode: Options['mode'],
): Promise<CheckResult> {
  return check(target, { epsilon, seed, budgetMilliseconds, mode, now: () => performance.now() });
}

/** The fast check of a plan that is tried beside another; null where it does not run. */
export async function fastCheck(runtime: Runtime, plan: Plan, options: CheckOptions): Promise<CheckResult | null> {
  try {
    return await checkPlan(runtime, plan, options, 'fast');
  } catch (error) {
    if (error instanceof GradientCheckError && error.fault.kind !== 'cancelled') return null;
    throw error;
  }
}

/** What the fast check says of a plan; null where it does not run. */
export type FastVerdict = (plan: Plan) => Promise<Verdict | null>;

/** Checks each plan once, however many ask for it. */
export function fastVerdicts(runtime: Runtime, options: CheckOptions): FastVerdict {
  const known = new Map<Plan, Promise<Verdict | null>>();
  return (plan) => {
    const verdict = known.get(plan) ?? fastCheck(runtime, plan, options).then((result) => result?.verdict ?? null);
    known.set(plan, verdict);
    return verdict;
  };
}
