import { gradientSlot } from './backwardSearch.ts';
import { looksLikeGradient, nameFit, plain, stems, wordsOf, type Plain } from './names.ts';
import { groupNumbers } from './numberGroups.ts';
import { contains, describeAt, numericPlaces, samePath, writePath, type NumericPlace } from './places.ts';
import type { GradientPlace } from './matching.ts';
import { tupleNames } from './outputs.ts';
import { roleOf } from './roles.ts';
import type { BackwardRun, Filled } from './scene.ts';
import { namedParameter } from './context.ts';
import { spellField } from './spelling.ts';

/** A place that may be differentiated by. */
export interface LeafPlace extends NumericPlace {
  role: 'parameter' | 'input';
  /** A missing gradient for it is worth a word. */
  expected: boolean;
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
  return (
    parameterName.test(base) ||
    /^(weight|bia|kernel|filter|theta|gamma|beta)/.test(base) ||
    words.some((word) => /^(weights?|bias(es)?|kernels?|filters?|w|b|u)$/.test(word)) ||
    /^[wbu][a-z]{0,3}$/i.test(base) ||
    /^[WUVB][a-z]{1,3}\d?$/.test(name)
  );
}

/** Everything that backward may have differentiated by. */
export function leafPlaces(back: BackwardRun): LeafPlace[] {
  const { run } = back;
  const fromArguments = [
    ...run.filled,
    ...back.filled.filter((one) => one.option.at === undefined && !isUpstreamLike(one)),
  ].flatMap((filled) => argumentLeaves(back, filled));
  const named = gradientPlaces(back).flatMap((place) => [...stems(place.name), ...stems(place.label)]);
  const own = selfRoots(back).flatMap((slot) => fieldLeaves(back, slot, named));
  const known = [...fromArguments, ...own];
  const all = known.some((place) => !place.isLabel) ? known.filter((place) => !place.isLabel) : known;
  return groupNumbers(all.filter((place, index) => all.findIndex((other) => samePath(other.at, place.at)) === index));
}

/** The object, or the layers that were built for it: those are the same values under a shorter path. */
function selfRoots({ run }: BackwardRun): string[] {
  const { self, parts, globals } = run.scene;
  if (globals) {
    return globals;
  }
  return parts && parts.length > 0 ? parts : self ? [self] : [];
}

function isUpstreamLike({ option }: Filled): boolean {
  return ['like', 'upstream', 'spy', 'json'].includes(option.value.kind);
}

function argumentLeaves(back: BackwardRun, { name, slot, option }: Filled): LeafPlace[] {
  const facts = [
    ...(back.run.scene.forward?.facts?.parameters ?? []),
    ...(back.run.scene.backward?.facts.parameters ?? []),
  ].find((one) => one.name === name);
  const role = facts ? roleOf(facts, 'forward') : 'unknown';
  const skipped = ['size', 'sizes', 'rate', 'seed', 'mode', 'flag', 'function', 'optimizer', 'option'];
  if (
    option.value.kind === 'like' ||
    (skipped.includes(role) && !facts?.destructured) ||
    (option.value.kind === 'json' && typeof option.value.value !== 'object')
  ) {
    return [];
  }
  const places = numericPlaces(back.observation.slots[slot.slot], slot);
  // What a factory made may hold the state of its neurons beside their weights.
  const isMade = role === 'container' && option.value.kind === 'slot';
  return places
    .filter((place) => !isInGradients(place) && !isIntegers(option, place) && !(isMade && isNeuronState(back, place)))
    .map((place) => {
      const own = place.at.path.length > 0 ? roleOf(namedParameter(place.name), 'forward') : role;
      const isParameter =
        ['weight', 'bias', 'norm', 'container'].includes(own) || (role === 'container' && own !== 'data');
      return {
        ...place,
        role: isParameter ? ('parameter' as const) : ('input' as const),
        expected: isParameter && !place.isNumber,
        isLabel: own === 'label',
      };
    });
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

function isInGradients(place: NumericPlace): boolean {
  return place.at.path.some((part) => typeof part === 'string' && looksLikeGradient(part));
}

/** What only backward makes is no parameter of forward. */
function isBeforeBackward({ run }: BackwardRun, { at }: NumericPlace): boolean {
  const root = run.observation.slots[at.slot];
  return root === undefined || describeAt(root, at.path) !== undefined;
}

/** Fields of the object: parameters by name, or whatever backward changes and forward does not. */
function fieldLeaves(back: BackwardRun, self: string, named: Plain[]): LeafPlace[] {
  const root = { slot: self, path: [] };
  const places = numericPlaces(back.observation.slots[self], root).filter(
    (place) => !isInGradients(place) && !isChanged(back, 'forward', place) && isBeforeBackward(back, place),
  );
  const updatedNumbers = places.filter((place) => place.isNumber && isChanged(back, 'backward', place));
  return places.flatMap((place): LeafPlace[] => {
    const path = place.at.path.filter((part): part is string => typeof part === 'string');
    const names = path.length > 0 ? path : [place.at.slot];
    const isState = isStateField(names);
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
      ? [{ ...place, role: 'parameter', expected: isParameter && !place.isNumber }]
      : [];
  });
}

/** w12 beside w11 and w21: where those are updated, that it never is can only be a mistake. */
export function isSibling(leaf: NumericPlace, other: NumericPlace): boolean {
  const [own, its] = [plain(leaf.name), plain(other.name)];
  const above = (place: NumericPlace): string => JSON.stringify([place.at.slot, ...place.at.path.slice(0, -1)]);
  return own.index !== null && its.index !== null && own.base === its.base && above(leaf) === above(other);
}

/** The field itself says that it is state, or one of its holders does (an optimiser's moments, a cache). */
function isStateField(names: string[]): boolean {
  const own = names.filter((name) => !isDataField(name));
  const last = own[own.length - 1];
  const holders = own.slice(0, -1);
  return (
    (last !== undefined && stateName.test(plain(last).base)) ||
    holders.some((name) =>
      /^(.*cache.*|.*optim.*|velocity|momentum|history|last.*|prev.*|m|v|moments?|state)$/i.test(name),
    )
  );
}

function isDataField(name: string): boolean {
  return /^(data|value|values)$/.test(name);
}

/** Everything that backward left and that may be a gradient. */
export function gradientPlaces(back: BackwardRun): GradientPlace[] {
  const { run, observation } = back;
  const names = run.filled.map(({ name }) => plain(name));
  const returned = onlyGradients(returnedGradients(back), names);
  const out = back.filled
    .filter(({ option }) => option.value.kind === 'like')
    .flatMap(({ name, slot }) =>
      numericPlaces(observation.slots[slot.slot], slot).map((place): GradientPlace => ({
        ...place,
        name,
        label: name,
        position: null,
      })),
    );
  const roots = [...selfRoots(back), ...run.filled.map(({ slot }) => slot.slot)];
  const fields = [...new Set(roots)]
    .flatMap((slot) => numericPlaces(observation.slots[slot], { slot, path: [] }))
    .filter(isInGradients);
  const labelled = groupNumbers(fields).map((place): GradientPlace => ({
    ...place,
    label:
      place.at.slot === run.scene.self ? spellField(run.frame.context, writePath(place.at, true)) : writePath(place.at),
    position: null,
    byNameOnly: true,
  }));
  const found = [...returned, ...out, ...labelled];
  return found.length > 0 ? found : madeByBackward(back);
}

/** Where backward returns nothing and no field is named as a gradient, the fields that it makes are its result. */
function madeByBackward(back: BackwardRun): GradientPlace[] {
  return selfRoots(back)
    .flatMap((slot) => numericPlaces(back.observation.slots[slot], { slot, path: [] }))
    .filter((place) => !place.isNumber && !isBeforeBackward(back, place))
    .map((place) => ({
      ...place,
      name: '',
      label: spellField(back.run.frame.context, writePath(place.at, true)),
      position: null,
    }));
}

/** Where some of the names read like gradients, the others are something else (the last state, the loss). */
function onlyGradients(places: GradientPlace[], names: Plain[]): GradientPlace[] {
  const reads = (place: GradientPlace): boolean =>
    looksLikeGradient(place.name) ||
    place.at.path.slice(0, -1).some((part) => looksLikeGradient(String(part))) ||
    stems(place.name).some((stem) => names.some((name) => nameFit(stem, name) > 0));
  return places.some(reads)
    ? places.filter((place) => reads(place) || place.name === '' || place.at.path.length === 0)
    : places;
}

/** Of `return grads, cost` it is `dw`, of `return nabla_b, nabla_w` it is `nabla_b[0]`. */
function elementLabel(name: string, { at }: NumericPlace): string {
  const inside = at.path.slice(1);
  return typeof inside[0] === 'string' && !/^\d+$/.test(inside[0])
    ? writePath({ slot: name, path: inside }, true)
    : writePath({ slot: name, path: inside });
}

function returnedGradients(back: BackwardRun): GradientPlace[] {
  const { observation, run } = back;
  const facts = run.scene.backward?.facts ?? run.scene.forward?.facts;
  const returns = facts?.returns ?? [];
  const description = observation.slots[gradientSlot];
  const root = { slot: gradientSlot, path: [] };
  const places = numericPlaces(description, root);
  if (description?.kind === 'list') {
    const names = tupleNames(returns, description.items.length);
    return places.map((place) => {
      const position = Number(place.at.path[0]);
      const name = names[position] || place.name;
      const isElement = place.at.path.length === 1;
      return {
        ...place,
        name: isElement ? names[position] || '' : place.name,
        label: name === gradientSlot ? `${facts?.name ?? 'backward'}()[${position}]` : elementLabel(name, place),
        position: isElement ? position : null,
      };
    });
  }
  const single = returns.find((one) => one.kind === 'name')?.names[0] ?? '';
  return places.map((place) =>
    place.at.path.length === 0
      ? { ...place, name: single, label: single || `${facts?.name ?? 'backward'}()`, position: 0 }
      : { ...place, label: writePath(place.at, true), position: null },
  );
}
