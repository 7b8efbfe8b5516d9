import type { ParameterFacts } from '../../model/facts.ts';
import type { Path, Value } from '../../model/plan.ts';
import { findClass, methodsOf, namedParameter, type Context } from '../known/context.ts';
import { gradientPlaces, isBeforeBackward, isInGradients, selfRoots } from './gradientPlaces.ts';
import { looksLikeGradient, nameFit, plain, stems, wordsOf, type Plain } from '../names/names.ts';
import { groupNumbers } from '../known/numberGroups.ts';
import { isOut } from '../arguments/outParameters.ts';
import { contains, numericPlaces, samePath, type NumericPlace } from '../known/places.ts';
import { roleOf } from '../names/roles.ts';
import { readsFields, type BackwardRun, type Filled } from '../known/scene.ts';

/** A place that may be differentiated by. */
export interface LeafPlace extends NumericPlace {
  role: 'parameter' | 'input';
  /** A missing gradient for it is worth a word. */
  expected: boolean;
  /** Its name where the text gives it another than its path: W1 of `W1, b1 = params`. */
  label?: string;
  /** Targets are differentiated by only where there is nothing else. */
  isLabel?: boolean;
}

const parameterName =
  /^(w|b|u|v|weight|bias|biase|kernel|filter|theta|gamma|beta|scale|shift|embedding|emb|embed|table|coef|coefficient|intercept|synapse|syn|wt|param|parameter|slope|alpha|m|k|c|a0|threshold|thresh|state_dict|proj|query|key|value|wte|wpe|lnf|data)$/;
const stateName =
  /^(z|a|h|out|output|input|inp|x|y|net|sum|delta|error|err|cache|activation|act|last\w*|prev\w*|velocity|momentum|v[wb]|m[wb]|vel\w*|loss|cost|t|step|iteration|epoch|lr|learningrate|rate|learnrate|size|rows|cols|count|mean|var|std|mask|grad|gradient|hidden|target|zs|activations|inputs|outputs|deltas|errors|result|running\w*|moving\w*|nesterov|decay|eps|epsilon|in|feedforward\w*|avg\w*|accumulated\w*|dropout\w*|seed|history|losses|cache\w*|optimizer\w*)$/;

export function isParameterName(name: string): boolean {
  const { base } = plain(name);
  const words = wordsOf(name).map((word) => word.toLowerCase());
  // `kernel_size` and `filter_shape` tell of a parameter and are none.
  if (words.length > 1 && /^(size|shape|strides?|dims?|width|height|count|num)$/.test(words.at(-1) ?? '')) {
    return false;
  }
  return (
    parameterName.test(base) ||
    /^(weight|bia|kernel|filter|theta|gamma|beta)/.test(base) ||
    words.some((word) => /^(weights?|bias(es)?|kernels?|filters?|w|b|u)$/.test(word)) ||
    (/^[wbu][a-z]{0,3}$/i.test(base) &&
      !/^(?:basi|base|buf|box|body|best|user|used|unit|bits?|bin|wide)$/i.test(base)) ||
    /^[WUVB][a-z]{1,3}\d?$/.test(name)
  );
}

/** Everything that backward may have differentiated by. */
export function leafPlaces(back: BackwardRun): LeafPlace[] {
  const { run } = back;
  const fromArguments = [
    ...run.filled,
    ...back.filled.filter((one) => one.option.at === undefined && !isUpstreamLike(back, one)),
  ].flatMap((filled) => argumentLeaves(back, filled));
  const named = gradientPlaces(back).flatMap((place) => [
    ...stems(place.name),
    ...stems(place.label),
    // `gradients.into` is the gradient of `into`.
    ...(place.at.path.slice(0, -1).some((part) => looksLikeGradient(String(part))) ? [plain(place.name)] : []),
  ]);
  const own = isFree(back) ? [] : selfRoots(back).flatMap((slot) => fieldLeaves(back, slot, named));
  const known = [...fromArguments, ...own];
  const isDerived = (place: LeafPlace): boolean => !place.isLabel || derivesTarget(back, place, known);
  const all = known.some((place) => !place.isLabel) ? known.filter(isDerived) : known;
  return groupNumbers(all.filter((place, index) => all.findIndex((other) => samePath(other.at, place.at)) === index));
}

/** A number may be a setting as well; of w and b nobody would say so. */
function isOwed({ isNumber, name }: NumericPlace): boolean {
  return !isNumber || /^(w|b|weight|bias|intercept|slope)\d*$/i.test(name);
}

/**
 * `forward(x, y)` of a product has no target, whatever y is called: its backward returns dy as well, or as many gradients as there
 * are arguments.
 */
function derivesTarget(back: BackwardRun, place: LeafPlace, known: LeafPlace[]): boolean {
  const gradients = gradientPlaces(back);
  const returned = gradients.filter(({ position }) => position !== null);
  const isNamedIn = (places: typeof gradients): boolean =>
    places.some(({ name }) => stems(name).some((stem) => nameFit(stem, plain(place.name)) === 1));
  const isByPlace = returned.length === known.length && returned.every(({ name }) => name === returned[0]?.name);
  // The T of `dT`, transitions beside the tags of a sequence, is no target: that is another argument.
  const isOther = back.run.filled.some(({ name, slot }) => {
    const facts = back.run.scene.forward?.facts?.parameters.find((one) => one.name === name);
    return (
      slot.slot !== place.at.slot &&
      facts !== undefined &&
      (facts.use.usedAsIndex || roleOf(facts, 'forward') === 'label')
    );
  });
  return (back.usesUpstream && (isNamedIn(returned) || isByPlace)) || (isOther && isNamedIn(gradients));
}

/**
 * Methods that read no field of their object depend on none. Functions in an object that another one made
 * (`makeDense(4, 5)`) reach its arrays as variables around them, so that nothing follows from what they read.
 */
function isFree({ run }: BackwardRun): boolean {
  const { scene, frame } = run;
  return scene.self !== null && !readsFields(run) && isMethod(frame.context, scene.backward?.facts.owner ?? null);
}

function isMethod(context: Context, owner: string | null): boolean {
  return findClass(context, owner) !== undefined;
}

/** An upstream gradient is what backward starts from, by value or by name; no cost is differentiated by it. */
function isUpstreamLike({ run }: BackwardRun, { name, option }: Filled): boolean {
  const facts = run.scene.backward?.facts.parameters.find((one) => one.name === name);
  return (
    isOut(option.value) ||
    ['upstream', 'spy', 'json'].includes(option.value.kind) ||
    (facts !== undefined && roleOf(facts, 'backward') === 'upstream')
  );
}

function argumentLeaves(back: BackwardRun, { name, slot, option }: Filled): LeafPlace[] {
  const facts = [
    ...(back.run.scene.forward?.facts?.parameters ?? []),
    ...(back.run.scene.backward?.facts.parameters ?? []),
  ].find((one) => one.name === name);
  const role = facts ? roleOf(facts, 'forward') : 'unknown';
  const skipped = ['size', 'sizes', 'rate', 'seed', 'mode', 'flag', 'function', 'optimizer', 'option'];
  if (
    isOut(option.value) ||
    isFilled(back, name) ||
    (skipped.includes(role) && !facts?.destructured && !holdsArrays(option.value)) ||
    (option.value.kind === 'json' && typeof option.value.value !== 'object')
  ) {
    return [];
  }
  const places = numericPlaces(back.observation.slots[slot.slot], slot);
  // What a factory made may hold the state of its neurons beside their weights.
  const isMade = role === 'container' && option.value.kind === 'slot';
  return places
    .filter((place) => role !== 'option' || isDrawn(option.value, place.at.path.slice(slot.path.length)))
    .map((place) => withLabel(place, facts, place.at.path.slice(slot.path.length)))
    .filter(
      (place) =>
        !isInGradients(place) &&
        !isIntegers(option, place) &&
        !(isMade && (isNeuronState(back, place) || isCounts(place))),
    )
    .map((place) => {
      const own = place.at.path.length > 0 ? roleOf(namedParameter(place.name), 'forward') : role;
      const isParameter =
        ['weight', 'bias', 'norm', 'container'].includes(own) || (role === 'container' && own !== 'data');
      return {
        ...place,
        role: isParameter ? ('parameter' as const) : ('input' as const),
        expected: isParameter && isOwed(place),
        isLabel: own === 'label',
      };
    });
}

/** `gelu(x, out)` writes its output into what it is handed: no cost depends on what stood there before. */
function isFilled({ run }: BackwardRun, name: string): boolean {
  const facts = run.scene.forward?.facts?.parameters.find((one) => one.name === name);
  return facts?.use.filled === true || facts?.use.overwritten === true;
}

/** What is taken apart by position has the names that it is taken apart into. */
function withLabel(
  place: NumericPlace,
  facts: ParameterFacts | undefined,
  inside: Path,
): NumericPlace & Pick<LeafPlace, 'label'> {
  const label = facts?.use.unpacked && inside.length === 1 ? facts.keys[Number(inside[0])] : undefined;
  return label ? { ...place, name: label, label } : place;
}

/** Numbers that forward sets, that a name tells to be state, or that count something. */
function isNeuronState(back: BackwardRun, place: NumericPlace): boolean {
  const names = place.at.path.filter((part): part is string => typeof part === 'string');
  return (
    place.isNumber &&
    (place.integer ||
      !isParameterName(place.name) ||
      isStateField(names.slice(-1)) ||
      isChanged(back, 'forward', place))
  );
}

/** `net.dims` beside `net.W`: whole numbers that tell how many there are of something. */
function isCounts({ integer, minimum, name }: NumericPlace): boolean {
  return integer && minimum !== 0 && !isParameterName(name);
}

function isChanged(back: BackwardRun, stage: 'forward' | 'backward', place: NumericPlace): boolean {
  return back.observation.changes.some(
    (change) => change.stage === stage && (contains(change.at, place.at) || contains(place.at, change.at)),
  );
}

function isIntegers({ value }: Filled['option'], place: NumericPlace): boolean {
  return (
    value.kind === 'array' &&
    (value.fill.kind === 'integer' || value.fill.kind === 'one-hot') &&
    place.at.path.length === 0
  );
}

/** Fields of the object: parameters by name, or whatever backward changes and forward does not. */
function fieldLeaves(back: BackwardRun, self: string, named: Plain[]): LeafPlace[] {
  const root = { slot: self, path: [] };
  // One function that returns gradients may take its step as well: what it changes are the weights then.
  const { forward, backward } = back.run.scene;
  const isOneCall = backward === null || backward.facts === forward?.facts;
  const places = numericPlaces(back.observation.slots[self], root).filter(
    (place) =>
      !isInGradients(place) &&
      !isKeptArgument(back, place) &&
      (isOneCall || !isChanged(back, 'forward', place)) &&
      isBeforeBackward(back, place),
  );
  const updatedNumbers = places.filter((place) => place.isNumber && isChanged(back, 'backward', place));
  return places.flatMap((place): LeafPlace[] => {
    const path = place.at.path.filter((part): part is string => typeof part === 'string');
    const names = path.length > 0 ? path : [place.at.slot];
    const isState = (isStateField(names) && !isVisibleBias(place, places)) || isUnread(back, self, names);
    const isParameter =
      (names.some(isParameterName) ||
        named.some((stem) => nameFit(stem, plain(place.name)) === 1 && stem.base.length > 1)) &&
      !isState;
    const isUpdated =
      !isState &&
      (isChanged(back, 'backward', place) ||
        (place.isNumber && updatedNumbers.some((other) => isSibling(place, other))));
    const usable =
      !place.isNumber ||
      (isUpdated && back.run.scene.globals !== undefined) ||
      /^(b|w|bias|weight|threshold|m|slope|intercept|gamma|beta|theta|value|data)/i.test(place.name);
    return (isParameter || isUpdated) && usable && !(place.integer && place.isNumber && place.minimum !== 0)
      ? [{ ...place, role: 'parameter', expected: isParameter && isOwed(place) }]
      : [];
  });
}

/** `self.values = values` in forward: what it was handed, which is a leaf of its own. */
function isKeptArgument({ run }: BackwardRun, { at }: NumericPlace): boolean {
  const facts = run.scene.forward?.facts;
  const [field] = at.path;
  return (
    typeof field === 'string' &&
    at.slot === run.scene.self &&
    facts?.writes.includes(field) === true &&
    facts.parameters.some(({ name }) => name === field)
  );
}

/** w12 beside w11 and w21: where those are updated, that it never is can only be a mistake. */
export function isSibling(leaf: NumericPlace, other: NumericPlace): boolean {
  const [own, its] = [plain(leaf.name), plain(other.name)];
  const above = (place: NumericPlace): string => JSON.stringify([place.at.slot, ...place.at.path.slice(0, -1)]);
  const isNumbered = own.index !== null && its.index !== null && own.base === its.base && above(leaf) === above(other);
  return isNumbered || (pattern(leaf).includes('#') && pattern(leaf) === pattern(other));
}

/** `weights[0]` and `weights[1]` are items of one list. */
function pattern({ at }: NumericPlace): string {
  return JSON.stringify([at.slot, ...at.path.map((part) => (typeof part === 'number' ? '#' : part))]);
}

/**
 * A field that forward does not read is none of its parameters: the moments of an optimiser, a sum of gradients. Nothing
 * is said where forward leaves its work to something that the text does not show.
 */
function isUnread({ run }: BackwardRun, slot: string, [field]: string[]): boolean {
  const { facts } = run.scene.forward ?? {};
  if (!facts || facts.owner === null || slot !== run.scene.self || field === undefined) {
    return false;
  }
  const { context } = run.frame;
  const owner = findClass(context, facts.owner);
  const own = context.all.flatMap((module) => module.functions).filter((fn) => fn.owner === facts.owner);
  const methods = owner ? methodsOf(context, owner) : own;
  const reached = new Set([facts]);
  for (const fn of reached) {
    methods
      .filter((one) => fn.calls.some((callee) => callee.endsWith(`.${one.name}`)))
      .forEach((one) => reached.add(one));
  }
  const reads = new Set([...reached].flatMap((fn) => fn.reads));
  const isHidden = [...reached].some((fn) =>
    fn.calls.some(
      (callee) =>
        // `getattr(self, f'W{i}')` reads fields by names that it makes.
        callee === 'getattr' ||
        (/^super\b/.test(callee) && !methods.some((one) => one !== fn && callee.endsWith(`.${one.name}`))),
    ),
  );
  return reads.size > 0 && !isHidden && !reads.has(field);
}

/** Beside the bias of the hidden units, `vbias` is that of the visible ones and no moment of an optimiser. */
function isVisibleBias({ name }: NumericPlace, places: readonly NumericPlace[]): boolean {
  return /^v_?bias$/i.test(name) && places.some((other) => /^h_?bias$/i.test(other.name));
}

/** The field itself says that it is state, or one of its holders does (an optimiser's moments, a cache). */
function isStateField(names: string[]): boolean {
  const own = names.filter((name) => !isDataField(name));
  const last = own[own.length - 1];
  const holders = own.slice(0, -1);
  return (
    (last !== undefined && (stateName.test(plain(last).base) || isRecord(last))) ||
    // Moments of an optimiser beside the weights that they are for: `Wq.m`.
    (last !== undefined && own.length > 1 && /^_?[mv]$/.test(last)) ||
    (last !== undefined && /^_?(?:m|v|vel|velocity|momentum)_?(?:weights?|bias(?:es)?)$/i.test(last)) ||
    holders.some((name) =>
      /^(.*cache.*|.*optim.*|velocity|momentum|history|last.*|prev.*|m|v|moments?|state|(in|out)(put)?_?act\w*)$/i.test(
        name,
      ),
    )
  );
}

/** `lossHistory`, `errorLog`: what training writes down. */
function isRecord(name: string): boolean {
  return wordsOf(name).some((word) => /^(history|log|logs|loss|losses|metrics|epochs?)$/i.test(word));
}

function isDataField(name: string): boolean {
  return /^(data|value|values)$/.test(name);
}

/** `config: MLPConfig` is called a setting, and yet may hold the weights of all neurons. */
function holdsArrays(value: Value): boolean {
  return (
    value.kind === 'array' ||
    (value.kind === 'object' && value.entries.some(([, entry]) => holdsArrays(entry))) ||
    (value.kind === 'list' && value.items.some(holdsArrays))
  );
}

/** True for what the plan draws at random, as against a number that it sets. */
function isDrawn(value: Value, [first, ...rest]: Path): boolean {
  if (first === undefined) return value.kind === 'array';
  if (value.kind === 'list') return isDrawn(value.items[Number(first)] ?? { kind: 'undefined' }, rest);
  if (value.kind !== 'object') return value.kind === 'array';
  return isDrawn(value.entries.find(([key]) => key === first)?.[1] ?? { kind: 'undefined' }, rest);
}
