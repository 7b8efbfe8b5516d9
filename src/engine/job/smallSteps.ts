import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { Target } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { checkTarget, fastCheck } from './checkPlan.ts';
import { Extrapolated } from './extrapolated.ts';
import { shorterRuns } from './shorterRuns.ts';
import type { CheckOptions } from '../service.ts';

interface Opened {
  bound: BoundPlan;
  target: Target;
}

/** Costs that are tried: each is a check of its own. */
const mostCandidates = 8;

/** What these rates leave behind once it is extrapolated to 0 is less than round-off, which grows as they shrink. */
const smallRates = [7, 8, 9, 10, 11].map((power) => 2 ** -power);

/**
 * Code that takes a step after each example has the next one see other weights, so that all steps together are the gradient of
 * no cost: that is a choice and no mistake. Where the change of the weights is right with one example, and with several
 * once steps are small, it is read from small steps. A weight that is changed before it is used for the same example
 * is wrong with one as well, and stays so.
 */
export async function withSmallSteps(
  runtime: Runtime,
  chosen: Opened,
  candidates: readonly BoundPlan[],
  options: CheckOptions,
): Promise<Opened> {
  const isStep = chosen.bound.gradientsFrom === 'update';
  if (!isStep || (await fastCheck(runtime, chosen.bound.plan, options))?.verdict !== 'wrong') return chosen;
  const others = candidates.filter((one) => one !== chosen.bound && one.gradientsFrom === 'update');
  for (const bound of [chosen.bound, ...others].slice(0, mostCandidates)) {
    const small = await ofSmallSteps(runtime, bound, options);
    if (small) {
      await chosen.target.dispose();
      return small;
    }
  }
  return chosen;
}

async function ofSmallSteps(runtime: Runtime, bound: BoundPlan, options: CheckOptions): Promise<Opened | null> {
  const plans = smallRates.map((rate) => withRate(bound.plan, rate)).filter((plan) => plan !== null);
  const [first, ...rest] = plans;
  const last = plans.at(-1);
  if (!first || !last) return null;
  const target = new Extrapolated([await runtime.open(first), ...(await openAll(runtime, rest))]);
  if (!(await isRight(runtime, bound, target, options))) {
    await target.dispose();
    return null;
  }
  const message = l10n.t(
    'Backward takes a step after each example, so that the next one sees changed weights. Gradients were read from steps with a rate near 0, where that makes no difference.',
  );
  const notes = [
    ...bound.notes.filter(({ id }) => id !== 'update'),
    { id: 'small-steps', severity: 'info' as const, message },
  ];
  return { bound: { ...bound, plan: last, notes }, target };
}

async function openAll(runtime: Runtime, plans: readonly Plan[]): Promise<Target[]> {
  const targets: Target[] = [];
  for (const plan of plans) targets.push(await runtime.open(plan));
  return targets;
}

/** Right with small steps, and with one example whatever the step is. */
async function isRight(runtime: Runtime, bound: BoundPlan, target: Target, options: CheckOptions): Promise<boolean> {
  const found = await checkTarget(target, options, 'fast').catch((error: unknown) => {
    if (error instanceof GradientCheckError && error.fault.kind !== 'cancelled') return null;
    throw error;
  });
  if (found?.verdict !== 'correct') return false;
  const shorter = await shorterRuns(runtime, bound.plan, found.layout, options);
  return shorter.some(({ right, silent }) => right.size === bound.plan.leaves.length && silent.size === 0);
}

/** The same plan with another learning rate; null where the plan does not hand the rate over. */
function withRate(plan: Plan, rate: number): Plan | null {
  const rates = new Set(plan.gradients.map((gradient) => (gradient.kind === 'update' ? gradient.rate : null)));
  const [old] = rates;
  if (rates.size !== 1 || old === null || old === undefined) return null;
  const isRate = (step: Step): boolean =>
    step.kind === 'value' && step.value.kind === 'json' && step.value.value === old;
  const replaced = (steps: Step[]): Step[] =>
    steps.map((step) =>
      isRate(step) && step.kind === 'value' ? { ...step, value: { kind: 'json', value: rate } } : step,
    );
  return [...plan.setup, ...plan.backward].some(isRate)
    ? {
        ...plan,
        setup: replaced(plan.setup),
        backward: replaced(plan.backward),
        gradients: plan.gradients.map(() => ({ kind: 'update', rate })),
      }
    : null;
}
