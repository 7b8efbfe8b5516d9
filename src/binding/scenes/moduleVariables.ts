import type { Description, Step } from '../../model/plan.ts';
import type { FunctionFacts } from '../../model/facts.ts';
import { reachedBy, refTo, type Context } from '../known/context.ts';
import { layersOfFields } from './instances.ts';
import { plain } from '../names/names.ts';
import { numericPlaces, type NumericPlace } from '../known/places.ts';
import { prepares } from './preparations.ts';
import type { Budget, Scene } from '../known/scene.ts';

/** Where a plan keeps the module's variables. */
const slot = '$variables';

/**
 * Weights that are variables of the module: `let W1 = …`, set where they are declared or by `reset()`. All its numbers
 * and arrays are kept together, because backward may change any of them and a check must put them back.
 */
export async function withVariables(context: Context, scene: Scene, budget: Budget): Promise<Scene[]> {
  const calls = [scene.forward, scene.backward].flatMap((call) => call?.facts ?? []);
  const taken = new Set(calls.flatMap((facts) => facts.parameters.map((one) => one.name)));
  const mentioned = mentionedBy(context, calls);
  const names = context.facts.values
    .filter((value) => value.reach !== null && typeof value.literal !== 'string' && !taken.has(value.name))
    .filter((value) => mentioned === null || mentioned.has(value.name))
    .map((value) => value.name);
  if (!names.some(isWeightName)) {
    return [scene];
  }
  for (const first of [[], ...initializers(context).map((step) => [step])]) {
    const setup = [...scene.setup, ...first];
    const held = await numbersAmong(names, [...context.prelude, ...setup], budget);
    if (held && holdsWeights(held.places)) {
      const layers = layersOfFields(held.places.filter(isWeight), { kind: 'object' });
      return (layers.length > 0 ? layers : [null]).map((one) => ({
        ...scene,
        globals: [slot],
        otherWeights: held.names.filter(isWeightName),
        layers: scene.layers ?? one,
        setup: [...setup, view(held.names)],
      }));
    }
  }
  return [scene];
}

/** Names that forward, backward and what they call mention; null where the text was not read that far. */
function mentionedBy(context: Context, calls: FunctionFacts[]): Set<string> | null {
  const reached = reachedBy(
    context,
    calls.map((fn) => fn.qualifiedName),
  );
  return reached.some((fn) => fn.names === undefined) ? null : new Set(reached.flatMap((fn) => fn.names ?? []));
}

function view(names: string[]): Step {
  return { kind: 'value', into: slot, value: { kind: 'variables', module: 'source', names } };
}

/** Those variables that hold numbers and nothing else, after a set-up. */
async function numbersAmong(
  names: string[],
  setup: Step[],
  budget: Budget,
): Promise<{ names: string[]; places: NumericPlace[] } | null> {
  const observation = await budget.run([...setup, view(names)], [], []);
  const found = observation.ok ? observation.slots[slot] : undefined;
  if (found?.kind !== 'object') {
    return null;
  }
  const entries = found.entries.filter(([, value]) => isNumeric(value));
  const places = numericPlaces({ ...found, entries }, { slot, path: [] });
  return { names: entries.map(([name]) => name), places };
}

function isNumeric(value: Description): boolean {
  return (
    value.kind === 'number' ||
    value.kind === 'array' ||
    (value.kind === 'list' && value.items.length > 0 && value.items.every(isNumeric))
  );
}

/** One number among arrays is a size or a rate; several with names of weights are weights. */
function holdsWeights(places: NumericPlace[]): boolean {
  const weights = places.filter(isWeight);
  return weights.some((place) => !place.isNumber) || weights.filter((place) => !place.integer).length > 1;
}

function isWeight(place: NumericPlace): boolean {
  return isWeightName(String(place.at.path[0]));
}

export function isWeightName(name: string): boolean {
  const { base } = plain(name);
  return (
    /(weight|bia|kernel|filter|theta|gamma|beta|param)/.test(base) ||
    /^[wbu](\w{0,2}|hidden|output|out|in)$/.test(base) ||
    /^(syn|synapse)/.test(base)
  );
}

/** Functions that take nothing and set the variables: `reset()`, `initWeights()`. */
function initializers(context: Context): Step[] {
  return context.facts.functions
    .filter((fn) => fn.owner === null && prepares.test(fn.name) && fn.parameters.every((one) => one.optional))
    .slice(0, 3)
    .flatMap((fn): Step[] => {
      const ref = refTo(context, fn);
      return ref ? [{ kind: 'call', into: '$prepared', callee: { kind: 'ref', ref }, args: [] }] : [];
    });
}
