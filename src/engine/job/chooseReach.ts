import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { FastVerdict } from './checkPlan.ts';

/** Far enough to pass the usual bounds, on both sides of 0: Huber's δ, a margin, a clip. */
const factors = [3, -8];

/**
 * A loss or an activation without parameters may have branches that small inputs never reach. Where it is right, it gets the
 * fast check with larger ones, and what is wrong there is checked instead.
 */
export async function chooseReach(bound: BoundPlan, verdictOf: FastVerdict): Promise<BoundPlan> {
  const { plan } = bound;
  const isInferred = bound.inputs.source === 'inferred' && bound.guessedCost === null;
  if (!isInferred || plan.leaves.some(({ role }) => role === 'parameter')) return bound;
  const wider = factors.map((factor) => scaled(plan, factor));
  if (wider.every((one) => one === null) || (await verdictOf(bound.plan)) !== 'correct') return bound;
  for (const [k, other] of wider.entries()) {
    if (other && (await verdictOf(other)) === 'wrong') return told(bound, other, factors[k]!);
  }
  return bound;
}

/** The same plan with the random entries of what is differentiated times a factor; null where none are drawn about 0. */
function scaled(plan: Plan, factor: number): Plan | null {
  const leaves = new Set(plan.leaves.map(({ at }) => at.slot));
  const scale = (step: Step): Step | null => {
    if (step.kind !== 'value' || !leaves.has(step.into) || step.value.kind !== 'array') return null;
    const { fill } = step.value;
    return fill.kind === 'normal'
      ? { ...step, value: { ...step.value, fill: { ...fill, deviation: factor * fill.deviation } } }
      : null;
  };
  const setup = plan.setup.map((step) => scale(step) ?? step);
  return setup.some((step, i) => step !== plan.setup[i]) ? { ...plan, setup } : null;
}

function told(bound: BoundPlan, plan: Plan, factor: number): BoundPlan {
  const message = l10n.t(
    'Right with small inputs; what is wrong here was found with inputs {0} times as large, which reach another branch.',
    Math.abs(factor),
  );
  return { ...bound, plan, notes: [...bound.notes, { id: 'larger-inputs', severity: 'warning', message }] };
}
