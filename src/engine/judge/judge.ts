import type { BoundPlan } from '../../binding/plans/binding.ts';
import { explain } from '../../check/causes/explain.ts';
import type { Shorter } from '../../check/causes/shorter.ts';
import { check } from '../../check/check.ts';
import type { Layout, Target } from '../../model/target.ts';
import type { Explained } from './explained.ts';
import { withoutPassedCache } from './passedCache.ts';
import { acceptPenaltyOutsideCost } from './penaltyOutsideCost.ts';
import { misfitCauses, withoutMisfits } from './misfits.ts';
import type { CheckOptions } from '../service.ts';
import { settle } from './settle.ts';
import { guessedCostNote } from './unknownCost.ts';
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
  /** The check with less data, where there is a plan to shorten. */
  shorter?: (layout: Layout) => Promise<readonly Shorter[]>,
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
  const why = {
    seed: options.seed,
    takesUpstream: takesUpstream(bound),
    ...(shorter && { shorter: () => shorter(found.layout) }),
  };
  const notes = withoutPassedCache(settled.notes, bound.plan);
  if (bound.guessedCost !== null) {
    const guess =
      settled.doubt === 'cost-unknown'
        ? (await explain(found, target, { ...why, costScales: scalesOf(found.layout) })).overall
        : null;
    notes.unshift(guessedCostNote(bound.guessedCost, settled, guess));
  }
  const known = misfitCauses(settled, bound.plan);
  const result = withoutMisfits({ ...settled, notes }, bound.plan);
  const explained = { result, causes: await explain(result, target, { ...why, known }) };
  return markTransposed(acceptPenaltyOutsideCost(explained, bound), bound.plan);
}

function takesUpstream({ plan }: BoundPlan): boolean {
  return JSON.stringify(plan.backward).includes('"kind":"upstream"');
}

/** A usual cost comes with or without a ½ and a mean over the samples or the outputs. */
function scalesOf({ outputShape }: Layout): number[] {
  const means = [1, ...outputShape, outputShape.reduce((product, length) => product * length, 1)];
  return [...new Set(means.flatMap((length) => [1 / length, 2 / length, length]))];
}
