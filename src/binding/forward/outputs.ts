import type { ReturnFacts } from '../../model/facts.ts';
import type { Description, Observation, SlotPath } from '../../model/plan.ts';
import { looksLikeGradient, nameFit, plain, stems, wordsOf } from '../names/names.ts';
import { groupNumbers } from '../known/numberGroups.ts';
import { contains, describeAt, numericPlaces, type NumericPlace } from '../known/places.ts';
import type { Outputs, Scene } from '../known/scene.ts';

const costName =
  /^(cost|loss|j|e|error|err|totalloss|totalcost|totalerror|lossvalue|costvalue|objective|energy|nll|value|mse|datal?oss)$/;
const outputName =
  /^(out|output|outputs|y|yhat|ypred|pred|prediction|predictions|prob|probs|result|al|a|logits?|scores?|activation|activations|value|h|hnext|values|final|finaloutput|ys)$/;
const cacheName =
  /(cache|ctx|context|saved|memo|mask|backward|tape|stats?|intermediate|indices|argmax|mean|var|std|xhat|z)s?$/i;

/** Reads what forward returned, or left in fields and out-parameters. */
export function readOutputs(
  slot: string,
  observation: Observation & { ok: true },
  returns: ReturnFacts[],
  scene: Scene,
): Outputs {
  const whole: SlotPath = { slot, path: [] };
  const description = observation.slots[slot];
  const empty: Outputs = { main: [], shapes: [], names: [], scalar: null, cache: null, named: [], closures: [] };
  if (
    !description ||
    description.kind === 'undefined' ||
    description.kind === 'null' ||
    description.kind === 'boolean'
  ) {
    return fromChanges(observation, scene, empty);
  }
  if (description.kind === 'number' || description.kind === 'array') {
    const place = numericPlaces(description, whole)[0];
    return place ? { ...withMain(empty, [place]), scalar: place.isNumber || isSingle(place) ? whole : null } : empty;
  }
  if (description.kind === 'function') {
    return { ...empty, closures: [whole] };
  }
  if (description.kind === 'list') {
    return fromList(description, whole, returns);
  }
  return description.kind === 'object' ? fromObject(description, whole) : empty;
}

/**
 * A backward that takes dz starts before the activation that forward ends with: what it differentiates is the z that
 * forward left in a field, in the form of what it returned.
 */
export function beforeActivation(
  outputs: Outputs,
  observation: Observation & { ok: true },
  scene: Scene,
  backwardParameters: string[],
): Outputs {
  const takesZ = backwardParameters.some((name) => /^(d|grad|delta)_?(z|pre|preact|preactivation)s?$/i.test(name));
  const shape = outputs.shapes[0]?.join();
  if (!takesZ || !scene.self || outputs.main.length !== 1) {
    return outputs;
  }
  const fields = numericPlaces(observation.slots[scene.self], { slot: scene.self, path: [] }, 2);
  const z = fields.find(
    (place) =>
      /^(last)?(z|pre|preact|preactivation)s?(cache|cached|last)?$/i.test(place.name.replace(/_/g, '')) &&
      place.shape.join() === shape,
  );
  return z ? { ...outputs, ...withMain(outputs, [z]) } : outputs;
}

/** `backward(da_next, cache)` behind `return a_next, yt_pred, cache`: what is differentiated is what backward has the gradient of. */
export function namedByBackward(
  outputs: Outputs,
  observation: Observation & { ok: true },
  backwardParameters: string[],
): Outputs {
  const wanted = backwardParameters.filter(looksLikeGradient).flatMap(stems);
  const places = outputs.named
    .filter(({ name }) => wanted.some((stem) => nameFit(stem, plain(name)) === 1))
    .flatMap(({ at }) => numericPlaces(describeAt(observation.slots[at.slot], at.path), at).slice(0, 1))
    .filter((place) => !place.isNumber);
  const isOther = !places.some(({ at }) => outputs.main.some((one) => JSON.stringify(one) === JSON.stringify(at)));
  return places.length > 0 && isOther && outputs.scalar === null ? withMain(outputs, places) : outputs;
}

function isSingle(place: NumericPlace): boolean {
  return place.shape.every((length) => length === 1);
}

function withMain(outputs: Outputs, places: NumericPlace[]): Outputs {
  return {
    ...outputs,
    main: places.map((place) => place.at),
    shapes: places.map((place) => place.shape),
    names: places.map((place) => place.name),
  };
}

/** Names of a returned tuple's elements, from the text: of `return x, None` and `return out, mask` those of the one that names more. */
export function tupleNames(returns: ReturnFacts[], length: number): string[] {
  const namesIn = ({ names }: ReturnFacts): number => names.filter((name) => name !== '').length;
  const tuples = returns.filter((one) => one.kind === 'tuple' && one.names.length === length);
  const [found] = tuples.sort((a, b) => namesIn(b) - namesIn(a));
  return Array.from({ length }, (_, index) => found?.names[index] ?? '');
}

/** A short tuple of several things, output first, or a list that was gathered layer by layer, output last. */
function fromList(description: Description & { kind: 'list' }, whole: SlotPath, returns: ReturnFacts[]): Outputs {
  const { length } = description.items;
  const names = tupleNames(returns, length);
  const isWritten = returns.some((one) => one.kind === 'tuple' && one.names.length === length);
  const isGathered =
    !isWritten &&
    returns.every((one) => one.kind === 'name') &&
    description.items.every(({ kind }) => kind === 'array' || kind === 'number');
  const items = description.items.map((item, index) => ({
    item,
    name: names[index] ?? '',
    at: { slot: whole.slot, path: [index] },
  }));
  return fromParts(items, whole, length <= 4 && !isGathered);
}

function fromObject(description: Description & { kind: 'object' }, whole: SlotPath): Outputs {
  const items = description.entries.map(([name, item]) => ({
    item,
    name,
    at: { slot: whole.slot, path: [name] },
  }));
  const parts = fromParts(items, whole, false);
  return parts.cache ? parts : { ...parts, cache: whole };
}

interface Part {
  item: Description;
  name: string;
  at: SlotPath;
}

function fromParts(parts: Part[], whole: SlotPath, isTuple: boolean): Outputs {
  const numeric = parts.filter(({ item }) => item.kind === 'array' || item.kind === 'number');
  const scalar =
    numeric.find(({ item, name }) => item.kind === 'number' && costName.test(plain(name).base)) ??
    (isTuple && isUnnamedNumber(parts[0]) ? parts[0] : undefined);
  const arrays = numeric.filter((part) => part !== scalar && !looksLikeGradient(part.name));
  const named = hiddenAndOutput(arrays) ?? arrays.filter(({ name }) => isOutputName(name) && !cacheName.test(name));
  const layers = arrays
    .filter(({ name }) => /^(a|al|y|h|o)\d+$/i.test(name))
    .sort((a, b) => (plain(b.name).index ?? 0) - (plain(a.name).index ?? 0));
  const others = arrays.filter(({ name }) => !cacheName.test(name));
  // `return h @ W2 + b2, h`: what is computed where it is returned needs no name to be the output.
  const written = isTuple ? arrays.filter((part) => part === parts[0] && part.name === '') : [];
  const fallback = isTuple ? others.slice(0, 1) : [...others].reverse().slice(0, 1);
  const last = arrays.length === 0 ? lastOfLayers(parts) : null;
  const main = last
    ? [last]
    : named.length > 0
      ? preferred(named, layers.length > 0 ? layers : written)
      : layers.length > 0
        ? layers.slice(0, 1)
        : fallback.length > 0
          ? fallback
          : arrays.slice(0, 1);
  const tuple = isTuple ? severalOutputs(parts, main) : main;
  const places = tuple.flatMap(({ item, at }) => numericPlaces(item, at).slice(0, 1));
  const cachePart =
    parts.find(({ name }) => /cache|ctx|context|saved|memo|tape/i.test(name)) ??
    (isTuple ? parts.filter((part) => !tuple.includes(part) && part !== scalar).at(-1) : undefined);
  const closures = parts.filter(({ item }) => item.kind === 'function').map(({ at }) => at);
  return {
    main: places.map((place) => place.at),
    shapes: places.map((place) => place.shape),
    names: tuple.map((part) => part.name),
    scalar: scalar?.at ?? null,
    cache: cachePart?.at ?? (isTuple ? null : whole),
    named: parts.filter(({ name }) => name !== '').map(({ name, at }) => ({ name, at })),
    closures,
  };
}

/** `return activations, zs` and `{ activations, zs }`: of lists with what each layer made, the last activation is the output. */
function lastOfLayers(parts: Part[]): Part | null {
  const lists = parts.flatMap(({ item, name, at }) =>
    item.kind === 'list' && item.items.length > 0 ? [{ items: item.items, name, at }] : [],
  );
  const found = lists.find(({ name }) =>
    /^_?(a|as|acts?|activations?|outputs?|outs?|ys|hs|values|layers?(_?outputs?)?)(_?(cache|list))?$/i.test(name),
  );
  const item = found?.items.at(-1);
  return found && item
    ? { item, name: '', at: { slot: found.at.slot, path: [...found.at.path, found.items.length - 1] } }
    : null;
}

/** `a_out` and `final_pred` as well; `z_out` is what the last activation is handed. */
function isOutputName(name: string): boolean {
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const isPart = words.some((word) => /^(out|output|outputs|pred|preds|probs?)$/.test(word));
  return outputName.test(plain(name).base) || (isPart && !/^(z|pre|net|d|grad|drop|delta)$/.test(words[0] ?? ''));
}

/** `return [sum / n, grads]`: a first number is the cost, unless it is called like an activation (`[a1, a2, a3]`). */
function isUnnamedNumber(part: Part | undefined): boolean {
  return part?.item.kind === 'number' && !outputName.test(plain(part.name).base);
}

/** `{ h, o }` are hidden units and outputs; among the gates of a cell `o` is one of them, and `h` goes on. */
function hiddenAndOutput(arrays: Part[]): Part[] | null {
  const names = arrays.map(({ name }) => name);
  const isCell = names.some((name) => /^(?:[cfgir]|c_?(?:next|t|tilde))$/i.test(name));
  return names.includes('h') && names.includes('o') && !isCell ? arrays.filter(({ name }) => name === 'o') : null;
}

/** Of several keys that read like an output the last layer's is the output; 'z' and the like come after. */
function preferred(named: Part[], layers: Part[]): Part[] {
  const order = ({ name }: Part): number => {
    const isInner = /hid|inner|intermediate/i.test(name) ? 0.5 : 0;
    return isInner + (/(out|yhat|pred|prob|al)/i.test(name) ? 0 : /^(y|a|logits?|scores?)$/i.test(name) ? 1 : 2);
  };
  const best = named.slice().sort((a, b) => order(a) - order(b))[0];
  return best && order(best) < 2 ? [best] : layers.length > 0 ? layers.slice(0, 1) : best ? [best] : [];
}

/** `[y, h]` and `[hNext, cNext, cache]`: every array before the cache is an output. */
function severalOutputs(parts: Part[], main: Part[]): Part[] {
  const arrays = parts.filter(
    ({ item, name }) => item.kind === 'array' && !cacheName.test(name) && !looksLikeGradient(name),
  );
  // `return a1, a2, a3` gives what each layer made: only the last goes on.
  if (arrays.length > 1 && arrays.every(({ name }) => /^_?(a|h|o|l|z)_?\d+$/i.test(name)) && main.length === 1) {
    return main;
  }
  const isNamed = arrays.filter(({ name }) => outputName.test(plain(name).base) || /^(h|c|s|y|next)/i.test(name));
  return isNamed.length > 1 && isNamed.length === arrays.length ? arrays : main;
}

/** Forward returned nothing: its output is what it changed. */
function fromChanges(observation: Observation & { ok: true }, scene: Scene, empty: Outputs): Outputs {
  const changed = observation.changes.filter((change) => change.stage === 'forward');
  const places = changed.flatMap(({ at }) => numericPlaces(describeAt(observation.slots[at.slot], at.path), at));
  const fields = scene.self
    ? numericPlaces(observation.slots[scene.self], { slot: scene.self, path: [] }, 4).filter((place) =>
        outputName.test(plain(place.name).base),
      )
    : [];
  const units = unitsOf(scene, observation, changed);
  const all = [
    ...units,
    ...places.filter((place) => outputName.test(plain(place.name).base)),
    ...fields,
    ...places,
  ].filter((place) => !place.isNumber || costName.test(plain(place.name).base));
  // `self.values = values` keeps what forward was handed, whatever it is called.
  const taken = new Set(scene.forward?.facts?.parameters.map(({ name }) => name));
  const best = all.find(({ name }) => !taken.has(name)) ?? all[0];
  return best
    ? {
        ...withMain(empty, [best]),
        scalar: best.isNumber ? best.at : null,
        named: places.map((place) => ({ name: place.name, at: place.at })),
      }
    : empty;
}

/**
 * The outputs of the last layer of a network of neurons: `layers[2][*].output`. A bias that stands among the neurons
 * is one of them, though forward leaves it as it is.
 */
function unitsOf(
  { self }: Scene,
  observation: Observation & { ok: true },
  changed: (Observation & { ok: true })['changes'],
): NumericPlace[] {
  const places = self ? numericPlaces(observation.slots[self], { slot: self, path: [] }) : [];
  const arrays = groupNumbers(places).filter(
    (place) =>
      place.at.path.includes('*') &&
      /^(out|output|outputs|outputval|outputvalue|activation|value|val|a|y)$/.test(plain(place.name).base) &&
      changed.some(({ at }) => contains(place.at, at)),
  );
  return arrays.slice(-1);
}
