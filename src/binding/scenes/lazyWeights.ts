import type { Description, Step } from '../../model/plan.ts';
import { isParameterName } from '../gradients/leaves.ts';
import { constantFills } from './instances.ts';
import { looksLikeGradient } from '../names/names.ts';
import { contains, describeAt, numericPlaces, withTuples, type NumericPlace } from '../known/places.ts';
import { findClass, methodsOf, type Context } from '../known/context.ts';
import type { Budget, ForwardRun } from '../known/scene.ts';

const first = '$first';

/**
 * Layers that build their weights when they first see a sample: one forward becomes part of the set-up, so that the
 * weights are there to be moved. What it gathered beside them is flushed, where the object can do that.
 */
export async function withLazyWeights(context: Context, run: ForwardRun, budget: Budget): Promise<ForwardRun | null> {
  const { self, description } = run.scene;
  const call = run.forward[0];
  if (self === null || description === null || call?.kind !== 'call') {
    return null;
  }
  const made = numericPlaces(run.observation.slots[self], { slot: self, path: [] }).filter(
    (place) =>
      !place.isNumber &&
      isParameterName(place.name) &&
      !place.at.path.some((part) => looksLikeGradient(String(part))) &&
      isMissing(describeAt(description, place.at.path)),
  );
  if (made.length === 0) {
    return null;
  }
  const before: Step[] = [...run.setup, { ...call, into: first }, ...flush(context, self)];
  const kept = await keptByForward(made, before, run.forward, budget);
  if (kept.length === 0) {
    return null;
  }
  const setup: Step[] = [...before, ...constantFills(kept)];
  const seen = await budget.run(setup, run.forward, []);
  if (!seen.ok) {
    return null;
  }
  const returns = run.scene.forward?.facts?.returns ?? [];
  const slots = withTuples(seen.slots, { [call.into]: returns });
  return { ...run, setup, observation: { ...seen, slots } };
}

/** Of what the first forward made, that which the next one leaves as it is: `self.k = x @ self.W_k` is made anew each time. */
async function keptByForward(
  made: NumericPlace[],
  setup: Step[],
  forward: Step[],
  budget: Budget,
): Promise<NumericPlace[]> {
  const other = made.map((place): Step => ({
    kind: 'fill',
    at: place.at,
    key: `other.${place.at.path.join('.')}`,
    fill: { kind: 'normal', mean: 0, deviation: 0.3 },
  }));
  const seen = await budget.run([...setup, ...other], forward, []);
  const changes = seen.ok ? seen.changes.filter(({ stage }) => stage === 'forward') : null;
  return made.filter((place) => changes?.every(({ at }) => !contains(at, place.at) && !contains(place.at, at)));
}

/** `this.weights = []` waits for its size as `null` does. */
function isMissing(found: Description | undefined): boolean {
  if (found === undefined || found.kind === 'null' || found.kind === 'undefined') {
    return true;
  }
  return found.kind === 'list' ? found.items.length === 0 : found.kind === 'array' && found.shape.includes(0);
}

function flush(context: Context, self: string): Step[] {
  const owner = findClass(context, context.pair.owner);
  const method = owner
    ? methodsOf(context, owner).find(
        (fn) =>
          /^(flush|reset_?(grad|state|cache)|clear|zero_?grad)/i.test(fn.name) &&
          fn.parameters.every((one) => one.optional),
      )
    : undefined;
  return method
    ? [
        {
          kind: 'call',
          into: '$flushed',
          callee: { kind: 'method', on: { slot: self, path: [] }, name: method.name },
          args: [],
        },
      ]
    : [];
}
