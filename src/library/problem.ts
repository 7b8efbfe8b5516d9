import { GradientCheckError, fault } from '../model/fault.ts';
import { describe } from '../runtime/javascript/values/describe.ts';
import { numericPlaces } from '../binding/known/places.ts';

/**
 * What is checked. `parameters` holds numbers in any form: a number, (nested) arrays, typed arrays, or an object of
 * these. They are changed in place while a check runs and put back afterwards, so `cost` and `gradients` may read
 * them through their argument or through an object of their own.
 */
export interface GradientProblem<P> {
  parameters: P;
  /** The number that `gradients` differentiates, at the parameters as they are now. */
  cost: (parameters: P) => number | Promise<number>;
  /**
   * One gradient for each parameter, in the parameter's shape: under the parameter's name or with a d before it
   * (`W` or `dW`), or in the same order.
   */
  gradients: (parameters: P) => unknown;
  /** What the report calls it; default: 'gradients'. */
  name?: string;
}

/** Throws GradientCheckError with what to mend where something else was handed over. */
export function requireProblem(problem: unknown): void {
  const given = typeof problem === 'object' && problem !== null ? (problem as Record<string, unknown>) : {};
  for (const key of ['cost', 'gradients']) {
    if (typeof given[key] !== 'function') throw refused(`"${key}" must be a function of the parameters.`);
  }
  const places = numericPlaces(describe(given['parameters']), { slot: 'parameters', path: [] });
  if (places.length === 0) throw refused('"parameters" holds no numbers. Give arrays of numbers, by name: { W, b }.');
}

function refused(message: string): GradientCheckError {
  const shape = 'Call it with { parameters, cost(parameters), gradients(parameters) }.';
  return new GradientCheckError(fault('inputs', `${message} ${shape}`));
}
