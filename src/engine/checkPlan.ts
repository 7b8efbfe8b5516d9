import { check, type Options } from '../check/check.ts';
import type { CheckResult } from '../check/result.ts';
import type { Plan } from '../model/plan.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { CheckOptions } from './service.ts';

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
