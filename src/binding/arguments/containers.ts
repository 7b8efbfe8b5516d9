import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Json } from '../../model/json.ts';
import type { Step, Value } from '../../model/plan.ts';
import { arrayOptions } from './arrayOptions.ts';
import { namedParameter, refTo, type Frame, type Option } from '../known/context.ts';
import { heldObjectOptions } from './heldObjects.ts';
import { plain } from '../names/names.ts';
import { optionNumber } from '../names/roleNames.ts';
import { roleOf } from '../names/roles.ts';
import { modes } from './wordOptions.ts';

export const factoryName =
  /^(init|initialize|initialise|create|make|build|random|new|generate|get|setup)[A-Z_]?[\w]*?(param|weight|network|model|layer|net|nn|mlp|lstm|gru|cell|block|attention|encoder|decoder|transformer|dense|linear|conv)|^(init|initialize|initialise|initParams|createNetwork|initialization)$/i;

/** How an object of settings is filled: `createParameters({ vocab, dim })`. */
type Settings = (parameter: ParameterFacts) => Option | undefined;

/** Ways to fill an argument that holds all parameters: the module's factory, then the usual structures. */
export function containerOptions(frame: Frame, parameter: ParameterFacts, settings: Settings): Option[] {
  return [...factories(frame, parameter, settings), ...structures(frame, parameter)];
}

/** `initializeParameters(layerDims)` and its like, of this module or one that it imports. */
function factories(frame: Frame, parameter: ParameterFacts, settings: Settings): Option[] {
  const all = frame.context.all.flatMap((module) => module.functions);
  const found = all.filter(
    (fn) =>
      fn.owner === null &&
      refTo(frame.context, fn) !== null &&
      (factoryName.test(fn.name) || makesType(fn.name, parameter.type)) &&
      !/grad|velocity|momentum|adam|optimi|state|cache|data/i.test(fn.name),
  );
  return found.slice(0, 3).flatMap((fn, index) => factoryOption(frame, parameter, fn, index * 0.3 - 0.4, settings));
}

/** `makeStack` makes what has the type `Stack`. */
function makesType(name: string, type: string | null): boolean {
  const made = /^(?:init(?:iali[sz]e)?|create|make|build|random|new)_?(\w+)$/i.exec(name)?.[1];
  return made !== undefined && made.toLowerCase() === type?.trim().toLowerCase();
}

function factoryOption(
  frame: Frame,
  parameter: ParameterFacts,
  fn: FunctionFacts,
  penalty: number,
  settings: Settings,
): Option[] {
  const ref = refTo(frame.context, fn);
  if (!ref) {
    return [];
  }
  const args = fn.parameters.map((one): Value => factoryArgument(frame, one, settings));
  const into = `${parameter.name}$made`;
  const step: Step = { kind: 'call', into, callee: { kind: 'ref', ref }, args };
  const sizes = args.map((value) => (value.kind === 'json' ? JSON.stringify(value.value) : '…')).join(', ');
  return [
    { label: `${fn.name}(${sizes})`, penalty, steps: [step], value: { kind: 'slot', at: { slot: into, path: [] } } },
  ];
}

function factoryArgument(frame: Frame, parameter: ParameterFacts, settings: Settings): Value {
  const role = roleOf(parameter, 'constructor');
  const value = (json: Json): Value => ({ kind: 'json', value: json });
  if (role === 'sizes') {
    return value(frame.sizes.layers);
  }
  if (/^_?(?:rng|rand|random|prng)$/i.test(parameter.name)) {
    return { kind: 'random', key: parameter.name };
  }
  if (parameter.optional && role !== 'size') {
    return { kind: 'undefined' };
  }
  const held = heldObjectOptions(frame, parameter)[0];
  if (held) {
    return held.value;
  }
  switch (role) {
    case 'size':
      return value(frame.sizes.of(parameter.name));
    case 'seed':
      return value(7);
    case 'option': {
      const known = parameter.keys.length > 0 ? settings(parameter) : undefined;
      return known?.value ?? value(optionNumber(parameter.name));
    }
    case 'function':
      return { kind: 'random', key: parameter.name };
    case 'mode':
      return modes(parameter)[0]?.value ?? { kind: 'undefined' };
    default:
      return value(frame.sizes.layers);
  }
}

/** Structures without a factory: the keys that the body reads, else {W1, b1}, {W: […], b: […]}, [{W, b}, …]. */
function structures(frame: Frame, parameter: ParameterFacts): Option[] {
  const keys = parameter.keys.filter((key) => !/^(length|forEach|map|push|\d+)$/.test(key));
  const weightKeys = keys.filter((key) => /^(W|b|weights?|bias(es)?|theta|gamma|beta|kernel)$/i.test(key));
  const options: Option[] = [];
  const add = (value: Value | null, label: string, penalty: number): void => {
    if (value) {
      options.push({ label, penalty, steps: [], value });
    }
  };
  const isList =
    parameter.use.indexDepth > 0 ||
    /\[\]$|^Array</.test(parameter.type ?? '') ||
    (/layers|list|s$/i.test(parameter.name) && weightKeys.length > 0 && weightKeys.length === keys.length);
  if (parameter.use.unpacked) {
    add(tuple(frame, keys), `[${keys.join(', ')}]`, -0.2);
  }
  const settings = parameter.use.methods.includes('get') ? keys.filter((key) => !isOpen(key)) : keys;
  if (settings.length > 0 && settings.length < keys.length) {
    add(dictionary(frame, settings), `{ ${settings.join(', ')} }`, -0.1);
  }
  if (keys.length > 0) {
    add(dictionary(frame, keys), `{ ${keys.join(', ')} }`, isList ? 0.6 : 0);
  }
  if (weightKeys.length > 0) {
    add(listOfLayers(frame, weightKeys), l10n.t('a list of {0}', `{ ${weightKeys.join(', ')} }`), isList ? 0 : 0.7);
    add(objectOfLists(frame, weightKeys), `{ ${weightKeys.map((key) => `${key}: […]`).join(', ')} }`, 0.5);
    add({ kind: 'object', entries: [['layers', listOfLayers(frame, weightKeys)]] }, '{ layers: […] }', 1.2);
  }
  const numbered = numberedKeys(frame);
  add(dictionary(frame, numbered), `{ ${numbered.join(', ')} }`, keys.length > 0 ? 1.6 : 0.8);
  const listed = isList || /^layers?$/i.test(parameter.name) ? 1.2 : 0;
  add(listOfLayers(frame, ['W', 'b']), l10n.t('a list of {0}', '{ W, b }'), 1.8 - listed);
  add(objectOfLists(frame, ['W', 'b']), '{ W: […], b: […] }', 1.9);
  add(listOfLayers(frame, ['weights', 'biases']), l10n.t('a list of {0}', '{ weights, biases }'), 2 - listed);
  add(objectOfLists(frame, ['weights', 'biases']), '{ weights: […], biases: […] }', 2.1);
  return options;
}

/** `bn_param.get('layernorm', 0)`: where nothing says what a setting is, its own default does. */
function isOpen(key: string): boolean {
  const role = roleOf(namedParameter(key), 'forward');
  return role === 'unknown' || role === 'sizes';
}

function numberedKeys(frame: Frame): string[] {
  return Array.from({ length: Math.max(2, frame.context.layerCount) }, (_, index) => [
    `W${index + 1}`,
    `b${index + 1}`,
  ]).flat();
}

/** An array for one key, in the first form that this world has for it. */
function keyed(frame: Frame, key: string, siblings: string[], nameInStore: string): Value | null {
  const inner: Frame = { ...frame, context: { ...frame.context, siblings } };
  const parameter = namedParameter(key);
  const role = roleOf(parameter, 'forward');
  // `dropout_param['p']` beside its mode is a probability.
  if (key === 'p' && siblings.includes('mode')) {
    return { kind: 'json', value: optionNumber(key) };
  }
  if (/^(mode|phase)$/.test(key)) {
    return { kind: 'json', value: 'train' };
  }
  if (/^(running|moving)/i.test(key) || role === 'seed') {
    return null;
  }
  if (role === 'flag') {
    return { kind: 'json', value: true };
  }
  if (role === 'option' || role === 'size' || role === 'rate') {
    return { kind: 'json', value: role === 'size' ? frame.sizes.of(key) : optionNumber(key) };
  }
  const option = arrayOptions(inner, { parameter, place: 'forward', role, key: nameInStore })[0];
  return option && option.steps.length === 0 ? option.value : null;
}

function dictionary(frame: Frame, keys: string[]): Value | null {
  const entries = keys.map((key): [string, Value | null] => [key, keyed(frame, key, keys, key)]);
  const known = entries.filter((entry): entry is [string, Value] => entry[1] !== null);
  return known.length === 0 ? null : { kind: 'object', entries: known };
}

/** `W1, b1 = params`: one array for each name, in their order. */
function tuple(frame: Frame, names: string[]): Value | null {
  const items = names.flatMap((name) => keyed(frame, name, names, name) ?? []);
  return items.length === names.length ? { kind: 'list', items } : null;
}

/** Keys 'W' and 'b' of layer l behave as W_l and b_l. */
function layerKey(key: string, layer: number): string {
  return `${plain(key).base}${layer}`;
}

function layersOf(frame: Frame): number {
  return Math.max(2, frame.sizes.layers.length - 1);
}

function layered(frame: Frame): Frame {
  return frame.sizes.layers.length > 2 ? frame : { ...frame, sizes: frame.sizes.withLayers([4, 5, 2]) };
}

function listOfLayers(frame: Frame, keys: string[]): Value {
  const deep = layered(frame);
  const items = Array.from({ length: layersOf(frame) }, (_, index): Value => {
    const siblings = [1, 2].flatMap((layer) => keys.map((key) => layerKey(key, layer)));
    const entries = keys.map((key): [string, Value | null] => [
      key,
      keyed(deep, layerKey(key, index + 1), siblings, `${key}[${index}]`),
    ]);
    return { kind: 'object', entries: entries.filter((entry): entry is [string, Value] => entry[1] !== null) };
  });
  return { kind: 'list', items };
}

/** Inputs and units of each of at least two layers. */
export function listOfSizes(frame: Frame): [number, number][] {
  const { layers } = layered(frame).sizes;
  return layers.slice(1).map((units, index): [number, number] => [layers[index] ?? 4, units]);
}

/** One array per layer, as the elements of a list: weights[0], weights[1]. */
export function listPerLayer(frame: Frame, key: string, name: string): Value {
  const deep = layered(frame);
  const siblings = [1, 2].flatMap((layer) => [`W${layer}`, `b${layer}`]);
  const items = Array.from({ length: layersOf(frame) }, (_, index) =>
    keyed(deep, layerKey(key, index + 1), siblings, `${name}[${index}]`),
  );
  return { kind: 'list', items: items.filter((item): item is Value => item !== null) };
}

function objectOfLists(frame: Frame, keys: string[]): Value {
  const deep = layered(frame);
  const siblings = [1, 2].flatMap((layer) => keys.map((key) => layerKey(key, layer)));
  const entries = keys.map((key): [string, Value] => {
    const items = Array.from({ length: layersOf(frame) }, (_, index) =>
      keyed(deep, layerKey(key, index + 1), siblings, `${key}[${index}]`),
    );
    return [key, { kind: 'list', items: items.filter((item): item is Value => item !== null) }];
  });
  return { kind: 'object', entries };
}
