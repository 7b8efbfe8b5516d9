import type { BoundPlan } from '../binding/binding.ts';
import { explain } from '../check/causes/explain.ts';
import { check } from '../check/check.ts';
import type { Target } from '../model/target.ts';
import type { Explained } from './explained.ts';
import { withoutPassedCache } from './passedCache.ts';
import { acceptPenaltyOutsideCost } from './penaltyOutsideCost.ts';
import type { CheckOptions } from './service.ts';
import { settle } from './settle.ts';
import type { Stabiliser } from './stabilisers.ts';
import { markTransposed } from './transposedGradients.ts';

/**
 * From an open target to what a report is made of: the numerics, then the causes. Jobs and the library go this one
 * way. Throws GradientCheckError with the fault of the user's code.
 */
export async function judge(
  target: Target,
  bound: BoundPlan,
  options: Pick<CheckOptions, 'epsilon' | 'seed' | 'mode' | 'budgetMilliseconds'>,
  onProgress: (stage: 'checking' | 'explaining', fraction: number | null) => void,
  /** Of the checked file and of what it imports. */
  stabilisers: readonly Stabiliser[] = [],
): Promise<Explained> {
  const found = await check(target, {
    ...options,
    epsilon: bound.epsilon ?? options.epsilon,
    now: () => performance.now(),
    onProgress: (fraction) => {
      onProgress('checking', fraction);
    },
  });
  onProgress('explaining', null);
  const settled = settle(found, bound, stabilisers);
  const result = { ...settled, notes: withoutPassedCache(settled.notes, bound.plan) };
  const explained = {
    result,
    causes: await explain(result, target, { seed: options.seed, takesUpstream: takesUpstream(bound) }),
  };
  return markTransposed(acceptPenaltyOutsideCost(explained, bound), bound.plan);
}

function takesUpstream({ plan }: BoundPlan): boolean {
  return JSON.stringify(plan.backward).includes('"kind":"upstream"');
}
