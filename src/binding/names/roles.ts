import type { ParameterFacts } from '../../model/facts.ts';
import { plain, wordsOf } from './names.ts';
import { optionNames, rules, sizeNames } from './roleNames.ts';

/** What an argument is for. */
export type Role =
  | 'container' // an object or list of parameters
  | 'weight'
  | 'bias'
  | 'norm' // γ and β: as long as the features
  | 'data'
  | 'label'
  | 'prediction' // an activation that an earlier call returned
  | 'cache'
  | 'upstream'
  | 'size'
  | 'sizes'
  | 'rate'
  | 'option'
  | 'mode'
  | 'flag'
  | 'function'
  | 'seed'
  | 'optimizer'
  | 'unknown';

export type Place = 'forward' | 'backward' | 'cost' | 'constructor';

function isSizeName(name: string): boolean {
  const base = plain(name).base;
  return (
    sizeNames.test(name) ||
    sizeNames.test(base) ||
    /(size|dim|dims|dimension|count|length|units|neuron|node|channel|width|height|features?|rows|cols|num)$/.test(
      base,
    ) ||
    /^(num|nb|no|number|n)[A-Z_]/.test(name) ||
    /^(num|count|numberof)/.test(base)
  );
}

function ruleRole(name: string, place: Place): Role | null {
  const { base } = plain(name);
  const lower = name.replace(/[_$\d]/g, '').toLowerCase();
  const rule = rules.find(
    (entry) => (!entry.place || entry.place.includes(place)) && (entry.names.test(base) || entry.names.test(lower)),
  );
  return rule?.role ?? null;
}

function isNumberArray(type: string | null): boolean {
  return (
    type !== null &&
    /^(readonly\s+)?(number|Number)(\[\])+$|^(Readonly)?Array<number|Float(32|64)Array|^(Matrix|Vector|Tensor|Mat|Vec)\b/.test(
      type.trim(),
    )
  );
}

function isNumberType(type: string | null): boolean {
  return type !== null && /^(number|int|float|scalar)$/i.test(type.trim());
}

function isArrayType(type: string | null): boolean {
  return type !== null && /\[\]|Array|Matrix|Tensor|Vector|Vec|ndarray|List|Mat\b/i.test(type);
}

/**
 * The role of an argument from its name, type and use. Numbers that bound a loop are sizes; objects that are
 * called are functions; a name from the table decides the rest.
 */
export function roleOf(parameter: ParameterFacts, place: Place): Role {
  const { name, type, use, defaultValue } = parameter;
  const isOptimizer =
    parameter.keys.some((key) => /^(update|step|apply|optimi[sz]e)/i.test(key)) || use.methods.length > 0;
  if (
    /^(options?|opts|config|cfg|settings|hyper(params|parameters)?|args|kwargs)$/i.test(name) ||
    (name === 'opt' && parameter.keys.length > 0 && !isOptimizer)
  ) {
    return 'option';
  }
  const isWord = use.comparedWith.some((value) => typeof value === 'string');
  const isCalledFunction = !isWord && /(fn|func|function|callback|derivative|prime)$/i.test(name);
  if (use.called || (type !== null && /=>/.test(type)) || isCalledFunction) {
    return 'function';
  }
  if (isWord || typeof defaultValue === 'string' || /^(string|str)$/.test(type?.trim() ?? '')) {
    return 'mode';
  }
  if (typeof defaultValue === 'boolean' || type === 'boolean' || type === 'bool') {
    return 'flag';
  }
  const named = ruleRole(name, place);
  if (isNumberType(type) || (typeof defaultValue === 'number' && !isArrayType(type))) {
    return numberRole(parameter, named, place);
  }
  if (place === 'constructor') {
    return constructorRole(parameter, named);
  }
  const isIndexed = use.indexDepth > 0 || isArrayType(type) || use.methods.length > 0;
  if (!isIndexed && use.loopBound) {
    return 'size';
  }
  if (
    !isIndexed &&
    named !== 'upstream' &&
    named !== 'rate' &&
    optionNames.test(plain(name).base) &&
    !/^(t|p|c|alpha|gamma|delta|scale)$/.test(plain(name).base)
  ) {
    return 'option';
  }
  if (named === 'rate' && isIndexed) {
    return 'data';
  }
  if (named === 'container' && (isIndexed || use.operand === true) && !keepsParameters(parameter)) {
    return 'weight';
  }
  const role = named === 'cache' && isWordsAround(parameter) ? 'label' : (named ?? roleByUse(parameter, place));
  return role === 'upstream' && place === 'backward' && use.subtracted ? 'label' : role;
}

/** `for c in context`: the words around another one, which nothing is taken out of as out of a cache. */
function isWordsAround({ name, use, keys }: ParameterFacts): boolean {
  return /^contexts?$/i.test(name) && use.indexDepth === 1 && keys.length === 0 && !use.unpacked;
}

/** θ, Theta1 and p that are indexed by numbers, or transposed, are arrays; with keys such as W1 they hold parameters. */
function keepsParameters({ keys, name, type, use }: ParameterFacts): boolean {
  const isArray =
    isNumberArray(type) ||
    use.computed ||
    use.methods.some((method) => /^(T|dot|transpose|reshape|ravel)$/.test(method));
  return keys.length > 0 || !(/^(theta_?\d*|p|thetas)$/i.test(name) || isArray);
}

function numberRole(parameter: ParameterFacts, named: Role | null, place: Place): Role {
  const { name, use } = parameter;
  if (named === 'rate' || named === 'seed') {
    return named;
  }
  if (isGeometry(name)) {
    return 'option';
  }
  // `input: number` sizes a layer where one is built; a function is handed the number itself.
  const isValue = place !== 'constructor' && !use.loopBound && /^(in|inputs?|hidden|out|outputs?)$/i.test(name);
  if (isValue) {
    return named ?? 'data';
  }
  if (
    use.loopBound ||
    (isSizeName(name) && !['data', 'weight', 'bias', 'label', 'upstream', 'prediction'].includes(named ?? ''))
  ) {
    return 'size';
  }
  if (isSizeLetter(name) || (place === 'constructor' && /^dim(ension)?s?$/i.test(name))) {
    return 'size';
  }
  if (optionNames.test(plain(name).base) && !(place === 'backward' && named === 'upstream')) {
    return 'option';
  }
  if (place === 'constructor') {
    return isSizeName(name) && !isGeometry(name) ? 'size' : 'option';
  }
  if (parameter.defaultValue !== undefined && !['weight', 'bias'].includes(named ?? '')) {
    return 'option';
  }
  return named ?? (isSizeName(name) ? 'size' : 'data');
}

/** `T` steps, `C` channels, `D` features: a lone capital counts, where the small letter may be a time or a constant. */
function isSizeLetter(name: string): boolean {
  return /^[CDHKLMNSTV]$/.test(name);
}

/** Sizes of windows, not of layers. */
export function isGeometry(name: string): boolean {
  return (
    /kernel|stride|pad|pool|dilation|filtersize|fsize|window/i.test(name.replace(/_/g, '')) &&
    !/num|count|channels/i.test(name)
  );
}

function constructorRole(parameter: ParameterFacts, named: Role | null): Role {
  const { name, type, use, defaultValue } = parameter;
  if (
    isArrayType(type) ||
    Array.isArray(defaultValue) ||
    (use.indexDepth > 0 && !isRooted(parameter, named)) ||
    use.methods.some((method) => /map|forEach|length|slice/.test(method))
  ) {
    const isMatrix = /^number\[\]\[\]/.test(type ?? '') || use.indexDepth >= 2;
    const held = ruleRole(name, 'forward');
    if (isArrayType(type) && (held === 'weight' || held === 'bias' || held === 'norm')) {
      return held;
    }
    if (isMatrix && (named === 'data' || named === 'label')) {
      return named;
    }
    return named === 'weight' || named === 'bias' ? named : 'sizes';
  }
  if (named !== null && ['rate', 'seed', 'optimizer', 'mode', 'flag', 'sizes'].includes(named)) {
    return named === 'sizes' && isSizeName(name) && !/^(sizes|layers|layersizes|dims|layerdims|shape)$/i.test(name)
      ? 'size'
      : named;
  }
  if (isSizeLetter(name) || /^dim(ension)?s?$/i.test(name)) {
    return 'size';
  }
  if (optionNames.test(plain(name).base)) {
    return 'option';
  }
  if (isGeometry(name)) {
    return 'option';
  }
  // `Affine(W, b)` keeps what it is given as it is: sizes are handed to something that makes arrays.
  const isKept = use.passedTo.length === 0 && !use.loopBound && type === null && defaultValue === undefined;
  if (isKept && /^(W|w|weights?|b|bias|biases)$/.test(name)) {
    return /^b/i.test(name) ? 'bias' : 'weight';
  }
  // `new Conv(channels, filters, width)` is told how many there are.
  const isCount = /^(?:filters|kernels|embeddings)$/i.test(name) && use.methods.length === 0;
  return isSizeName(name) || isCount || named === 'data' || named === 'prediction' ? 'size' : (named ?? 'size');
}

/** `1 / np.sqrt(in_features)` takes the root of a size. */
function isRooted({ name, use }: ParameterFacts, named: Role | null): boolean {
  const roots = use.passedTo.some(({ callee }) => /(?:^|\.)(?:sqrt|log|log2)$/.test(callee));
  return roots && use.indexDepth === 1 && named !== 'sizes' && isSizeName(name);
}

function roleByUse(parameter: ParameterFacts, place: Place): Role {
  const { use, keys, name } = parameter;
  if (use.usedAsIndex) {
    return 'label';
  }
  if (keys.length > 0 && keys.every((key) => isGeometry(key) || key === 'f')) {
    return 'option';
  }
  if (keys.some((key) => /^(W|b|weights?|bias(es)?)\d*$/i.test(key))) {
    return 'container';
  }
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const has = (...list: string[]): boolean => list.some((word) => words.includes(word));
  if (place === 'backward' && (has('grad', 'gradient', 'delta', 'error', 'upstream') || /^d[A-Z]/.test(name))) {
    return 'upstream';
  }
  if (has('cache', 'ctx', 'caches') && place !== 'forward') {
    return 'cache';
  }
  if (has('weight', 'weights', 'kernel') || /^[WU](?:[a-z]{0,3}|[A-Z]{2,5})\d*$/.test(name)) {
    return 'weight';
  }
  if (has('bias', 'biases')) {
    return 'bias';
  }
  const isCount = use.indexDepth === 0 && /^(?:num|nb|n)_/i.test(name);
  if (has('target', 'targets', 'label', 'labels', 'expected', 'true') && !isCount) {
    return 'label';
  }
  if (has('pred', 'prediction', 'predictions', 'predicted', 'output', 'outputs') && place !== 'forward') {
    return 'prediction';
  }
  if (has('params', 'parameters', 'model')) {
    // `nn_params[:h * (n + 1)].reshape(h, n + 1)` is one vector.
    return use.indexDepth > 0 && !keepsParameters(parameter) ? 'weight' : 'container';
  }
  return isSizeName(name) && use.indexDepth === 0 && keys.length === 0 ? 'size' : 'unknown';
}

/** `for w, b in zip(weights, biases)`: weights and biases that are walked together are lists with one array per layer. */
export function isZipped(parameter: ParameterFacts): boolean {
  const role = roleOf(parameter, 'forward');
  return (role === 'weight' || role === 'bias') && parameter.use.passedTo.some(({ callee }) => callee === 'zip');
}
