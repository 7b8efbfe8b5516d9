import type { Description, Value } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import { findFunction, type Context } from '../known/context.ts';

/** A weight decay that the code names: `this.weightDecay = 1e-4`, `const LAMBDA = 0.01`, `backward(dy, l2 = 1e-3)`. */
export interface DecaySetting {
  name: string;
  value: number;
  /** What it may come to as a factor of W in the gradient: λ, 2λ, λ/m, and λ/rate where an update does not scale it. */
  amounts: number[];
}

const decayName =
  /^_?(?:weight_?decay|wd|decay|l2(?:_?(?:reg|lambda|penalty|coeff?|rate|strength))?|lamb?da?|lamb?da?_?(?:reg|l2)|reg(?:ulari[sz]ation)?(?:_?(?:strength|lambda|rate|param|term|coeff?))?)$/i;

/** Every number by such a name: in the object, among the arguments, in the module. None that the cost is to count itself. */
export function decaySettings(context: Context, { back }: Matched): DecaySetting[] {
  const { facts, forward, backward, pair } = context;
  const { run, rate, observation } = back;
  const costs = [forward, ...pair.costs.map((name) => findFunction(context, name))];
  const counted = new Set(
    costs.flatMap((fn) => [...(fn?.parameters.map(({ name }) => name) ?? []), ...(fn?.reads ?? [])]),
  );
  const { self } = run.scene;
  const named = [
    ...(self ? numbersIn(observation.slots[self], 3) : []),
    ...[...run.filled, ...back.filled].flatMap(({ name, option }) => handed(name, option.value)),
    ...facts.values.map(({ name, literal }): [string, unknown] => [name, literal]),
    ...[forward, backward].flatMap(
      (fn) => fn?.parameters.map(({ name, defaultValue }): [string, unknown] => [name, defaultValue]) ?? [],
    ),
  ];
  const batch = run.frame.sizes.batch;
  return named.flatMap(([name, value]) =>
    decayName.test(name) && !counted.has(name) && typeof value === 'number' && value > 0
      ? [{ name, value, amounts: [value, 2 * value, value / batch, ...(rate ? [value / rate] : [])] }]
      : [],
  );
}

/** A number, or those of an object of settings: `step(errors, { rate, decay })`. */
function handed(name: string, value: Value): [string, unknown][] {
  if (value.kind === 'object') return value.entries.flatMap(([key, entry]) => handed(key, entry));
  return value.kind === 'json' ? [[name, value.value]] : [];
}

function numbersIn(description: Description | undefined, depth: number): [string, unknown][] {
  if (description?.kind !== 'object' || depth === 0) {
    return [];
  }
  return description.entries.flatMap(([name, value]): [string, unknown][] =>
    value.kind === 'number' ? [[name, value.value]] : numbersIn(value, depth - 1),
  );
}
