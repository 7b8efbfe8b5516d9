import type { Json } from '../../model/json.ts';
import type { Description, Step } from '../../model/plan.ts';
import { plain } from '../names/names.ts';
import { numericPlaces, type NumericPlace } from '../known/places.ts';
import { fitted } from './fitted.ts';
import type { Budget, Scene } from '../known/scene.ts';
import { isWeightName, withVariables } from './moduleVariables.ts';
import type { Context } from '../known/context.ts';

/**
 * Runs the set-up of a scene and looks at the object: units per layer where the constructor did not say them, and
 * parameters that it set to one value (b = 0 hides a missing bias, γ = 1 a missing scale), which get generic entries.
 * Null where the set-up throws.
 */
export async function prepareScene(context: Context, scene: Scene, budget: Budget): Promise<Scene[]> {
  if (!scene.self) {
    return withVariables(context, scene, budget);
  }
  const observation = await budget.run([...context.prelude, ...scene.setup], [], []);
  const longer = observation.ok ? null : withLongerShapes(scene.setup, observation.fault.message);
  if (longer) {
    return prepareScene(context, { ...scene, setup: longer }, budget);
  }
  const description = observation.ok ? observation.slots[scene.self] : undefined;
  if (!description || description.kind === 'undefined') {
    return [];
  }
  const model = await fitted(context, scene, description, budget);
  if (model) {
    return prepareScene(context, model, budget);
  }
  const places = numericPlaces(description, { slot: scene.self, path: [] });
  const fills = constantFills(places);
  const prepared = {
    ...scene,
    description,
    arrayClass: classOfFields(description),
    setup: [...scene.setup, ...fills, ...trainingFlags(description, scene.self)],
  };
  const layers = layersOfFields(places, description);
  if (scene.layers) {
    return [
      prepared,
      ...layers
        .slice(0, 1)
        .filter((one) => one.join() !== scene.layers?.join())
        .map((one) => ({ ...prepared, layers: one, penalty: scene.penalty + 1 })),
    ];
  }
  return layers.length > 0
    ? layers.map((one, index) => ({ ...prepared, layers: one, penalty: scene.penalty + index * 0.4 }))
    : [prepared];
}

/** `steps, units = self.input_shape` behind "not enough values to unpack (expected 2, got 1)": a shape of one number gets steps before it. */
function withLongerShapes(setup: readonly Step[], message: string): Step[] | null {
  const wanted = Number(/not enough values to unpack \(expected ([23]), got 1\)/.exec(message)?.[1]);
  const isShort = (step: Step): boolean =>
    step.kind === 'value' &&
    step.value.kind === 'json' &&
    Array.isArray(step.value.value) &&
    step.value.value.length === 1;
  if (!wanted || !setup.some(isShort)) {
    return null;
  }
  const longer = (entries: Json): Json => [...[2, 3].slice(0, wanted - 1), ...(entries as Json[])];
  return setup.map((step) =>
    isShort(step) && step.kind === 'value' && step.value.kind === 'json'
      ? { ...step, value: { kind: 'json', value: longer(step.value.value) } }
      : step,
  );
}

/** Generic entries for parameters that were set to one value. */
export function constantFills(places: NumericPlace[]): Step[] {
  return places.filter(isConstantParameter).map((place): Step => ({
    kind: 'fill',
    at: place.at,
    key: place.at.path.join('.'),
    fill: { kind: 'normal', mean: /gamma|scale/i.test(place.name) ? 1.3 : 0, deviation: 0.4 },
  }));
}

function isConstantParameter(place: NumericPlace): boolean {
  const { base } = plain(place.name);
  const isParameter = /^(w|b|weight|bias|biase|gamma|beta|kernel|filter|theta)/.test(base);
  const isState = /grad|delta|velocity|momentum|prev|last|cache|^[mvdg](w|b)/i.test(place.at.path.join('.'));
  // `self.m[name]` and `self.v[name]`: the moments of an optimiser start at zero.
  const isHeldAsState = place.at.path
    .slice(0, -1)
    .some((part) => /^_?(?:[mvsr]|moments?|adam\w*|state)$/i.test(String(part)));
  return (
    isParameter &&
    !isState &&
    !isHeldAsState &&
    !place.isNumber &&
    place.minimum !== null &&
    place.minimum === place.maximum
  );
}

/** The user's own class that the weights are of, in the object or in its layers: what is handed in is of that class as well. */
function classOfFields(description: Description, name = '', depth = 4): string | null {
  if (depth === 0) {
    return null;
  }
  if (description.kind === 'array') {
    return isWeightName(name) && typeof description.storage === 'object' ? description.storage.library : null;
  }
  const parts: (readonly [string, Description])[] =
    description.kind === 'object'
      ? description.entries
      : description.kind === 'list'
        ? description.items.slice(0, 1).map((item) => [name, item] as const)
        : [];
  for (const [key, value] of parts) {
    const found = classOfFields(value, key, depth - 1);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** `isTraining = false` until someone says otherwise: without it a layer keeps nothing for backward. */
function trainingFlags(description: Description, self: string): Step[] {
  const entries = description.kind === 'object' ? description.entries : [];
  return entries
    .filter(
      ([name, value]) => /^_?(is_?)?train(ing)?(_?mode)?$/i.test(name) && value.kind === 'boolean' && !value.value,
    )
    .map(([name]): Step => ({
      kind: 'assign',
      at: { slot: self, path: [name] },
      value: { kind: 'json', value: true },
    }));
}

/** Flat weights of a layer are as long as its inputs times its biases. */
function layersOfFlat(places: NumericPlace[]): number[] | null {
  const vectors = places.filter(
    ({ shape, at }) => shape.length === 1 && !/grad|delta|veloc|moment|prev|last/i.test(at.path.join('.')),
  );
  const named = (pattern: RegExp): NumericPlace[] =>
    vectors.filter(({ name }) => pattern.test(plain(name).base) && !/^[mvg]/.test(name));
  const weights = named(/^(w|weight|kernel)$/);
  const biases = named(/^(b|bias)$/);
  const sizes = weights.map((weight, index) => [weight.shape[0] ?? 1, biases[index]?.shape[0] ?? 0] as const);
  const inputs = sizes.map(([size, units]) => size / units);
  const first = inputs[0];
  const fits = inputs.every(
    (count, index) => Number.isInteger(count) && (index === 0 || count === sizes[index - 1]?.[1]),
  );
  return first !== undefined && fits ? [first, ...sizes.map(([, units]) => units)] : null;
}

/** Units of each layer as the fields have them: both readings of the weights' axes. */
export function layersOfFields(places: NumericPlace[], description: { kind: string }): number[][] {
  const weights = places.filter(
    (place) =>
      place.shape.length === 2 &&
      /^(w|u|syn)|weight|kernel|theta/.test(plain(place.name).base) &&
      !/grad|delta|veloc|moment|prev/i.test(place.at.path.join('.')),
  );
  const first = weights[0]?.shape;
  const last = weights[weights.length - 1]?.shape;
  if (!first || !last || description.kind !== 'object') {
    const flat = layersOfFlat(places);
    if (flat) {
      return [flat];
    }
    const vector = places.find(
      (place) => place.shape.length === 1 && /^(w|weight|coef|theta)/.test(plain(place.name).base),
    );
    const features = places.find(
      (place) => place.shape.length >= 1 && /^(gamma|beta|scale)/.test(plain(place.name).base),
    );
    const units = vector?.shape[0] ?? Math.max(0, ...(features?.shape ?? []));
    return units ? [[units, features ? units : 1]] : [];
  }
  const forwards = [...weights.map((place) => place.shape[0] ?? 1), last[1] ?? 1];
  const backwards = [...weights.map((place) => place.shape[1] ?? 1), last[0] ?? 1];
  const chains = (layers: number[], out: 0 | 1): boolean =>
    weights.every((place, index) => (place.shape[out] ?? 1) === layers[index + 1]);
  const all = [...(chains(forwards, 1) ? [forwards] : []), ...(chains(backwards, 0) ? [backwards] : [])];
  return all.length > 0 ? all : [...recurrentLayers(weights), forwards, backwards];
}

/**
 * A recurrent weight leads from the hidden units to themselves (H×H, or 4H×H with the gates of an LSTM in one): it is no
 * layer of its own, and tells the others' size of one gate.
 */
function recurrentLayers(weights: NumericPlace[]): number[][] {
  for (const recurrent of weights) {
    const [rows = 1, columns = 1] = recurrent.shape;
    const units = Math.min(rows, columns);
    const gates = Math.max(rows, columns) / units;
    if (![1, 3, 4].includes(gates)) {
      continue;
    }
    const others = weights
      .filter((place) => place !== recurrent)
      .map(({ shape }) => shape.map((length) => (length === gates * units ? units : length)));
    const [first, last] = [others[0], others.at(-1)];
    if (others.length === 2 && first && last) {
      const outIn = [first[1] ?? 1, units, last[0] ?? 1];
      const inOut = [first[0] ?? 1, units, last[1] ?? 1];
      return [
        ...(first[0] === units && last[1] === units ? [outIn] : []),
        ...(first[1] === units && last[0] === units ? [inOut] : []),
      ];
    }
  }
  return [];
}
