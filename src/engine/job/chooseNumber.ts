import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { Plan, Step, Value } from '../../model/plan.ts';
import type { FastVerdict } from './checkPlan.ts';

/** On both sides of 0 and of ±1, where functions of one number bend; none of them where one does. */
const points = [-2.3, -0.7, 0.4, 1.9];

/**
 * `elu` and its derivative have a branch for each sign, and one number drawn at random goes through one of them. Where
 * that one is right, the derivative is looked at for a few others, and the first that is wrong is checked instead.
 */
export async function chooseNumber(bound: BoundPlan, verdictOf: FastVerdict): Promise<BoundPlan> {
  const [leaf, ...others] = bound.plan.leaves;
  const isLone = leaf !== undefined && others.length === 0 && leaf.at.path.length === 0;
  if (!isLone || !bound.plan.setup.some((step) => isNumber(step, leaf.at.slot))) return bound;
  if ((await verdictOf(bound.plan)) !== 'correct') return bound;
  for (const point of points) {
    const plan = at(bound.plan, leaf.at.slot, point);
    if ((await verdictOf(plan)) === 'wrong') return named(bound, plan, leaf.name, point);
  }
  return bound;
}

/** One number that may have any sign. */
function isNumber(step: Step, slot: string): boolean {
  return step.kind === 'value' && step.into === slot && isDrawn(step.value);
}

function isDrawn(value: Value): value is Value & { kind: 'array' } {
  return value.kind === 'array' && value.shape.length === 0 && value.fill.kind === 'normal';
}

function at(plan: Plan, slot: string, point: number): Plan {
  const setup = plan.setup.map((step): Step =>
    step.kind === 'value' && step.into === slot && isDrawn(step.value)
      ? { ...step, value: { ...step.value, fill: { kind: 'constant', value: point } } }
      : step,
  );
  return { ...plan, setup };
}

function named(bound: BoundPlan, plan: Plan, name: string, point: number): BoundPlan {
  const message = l10n.t('Right for other values of {0}; what is wrong here was found at {0} = {1}.', name, point);
  return { ...bound, plan, notes: [...bound.notes, { id: 'other-values', severity: 'warning', message }] };
}
