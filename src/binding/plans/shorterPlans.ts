import type { Plan, Step, Value } from '../../model/plan.ts';

/** A plan in which the data has one entry along an axis, where it had several. */
export interface ShorterPlan {
  plan: Plan;
  /** The argument, its axis, how many axes it has, and how many entries there were along it. */
  name: string;
  axis: number;
  axes: number;
  length: number;
}

type Data = Step & { kind: 'value'; value: Value & { kind: 'array' } };

/**
 * The plan with one row, or one column, of its data: with what is handed over beside it along the same axis in the same
 * number, as labels are, and without. A further axis as long as one of a parameter's is left alone: it may be tied to it.
 *
 * @param parameterLengths lengths of all axes of the parameters
 */
export function shorterPlans(plan: Plan, parameterLengths: ReadonlySet<number>): ShorterPlan[] {
  const parameters = new Set(plan.leaves.filter(({ role }) => role === 'parameter').map(({ at }) => at.slot));
  const data = plan.setup.filter(isArray).filter(({ into }) => !parameters.has(into));
  // Steps come last where samples are columns: (features, samples, steps).
  const axes = parameters.size > 0 ? [0, 1, ...(data.some(({ value }) => value.shape.length === 3) ? [2] : [])] : [0];
  const found = new Map<string, ShorterPlan>();
  for (const axis of axes) {
    for (const { into, value } of data) {
      const length = value.shape[axis];
      if (length === undefined || length < 2 || (axis > 0 && parameterLengths.has(length))) continue;
      // Labels go with their rows; what only happens to be as long does not.
      for (const together of [data, data.filter((step) => step.into === into)]) {
        const setup = plan.setup.map((step) =>
          together.includes(step as Data) ? shrink(step as Data, axis, length) : step,
        );
        const key = JSON.stringify(setup);
        if (!found.has(key))
          found.set(key, { plan: { ...plan, setup }, name: into, axis, axes: value.shape.length, length });
      }
    }
  }
  return [...found.values()];
}

const isArray = (step: Step): step is Data => step.kind === 'value' && step.value.kind === 'array';

function shrink(step: Data, axis: number, length: number): Data {
  const shape = step.value.shape.map((own, k) => (k === axis && own === length ? 1 : own));
  return { ...step, value: { ...step.value, shape } };
}
