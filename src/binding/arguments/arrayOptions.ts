import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Fill, Storage, Value } from '../../model/plan.ts';
import {
  defaultStorage,
  findClass,
  reachedBy,
  isConvolution,
  isPooling,
  type Frame,
  type Option,
} from '../known/context.ts';
import { bufferLength } from './offsets.ts';
import { plainAxes, plainMatrix } from './plainMatrices.ts';
import { sizeOfShape } from '../known/places.ts';
import { multiplies } from '../names/products.ts';
import { formOf, rankOfAlias, type FormEvidence } from '../names/rank.ts';
import { roleOf } from '../names/roles.ts';
import { conventionalShape } from './shapesByRole.ts';
import { toldVolume, userArray, volumeClass } from '../known/userClasses.ts';
import { fills, hasWeights, isNamedIndex, type Wanted } from './fills.ts';
import { usesTensors } from '../known/tensors.ts';
import { tokenLength } from './tokenRows.ts';

/** Sizes that arguments carry in flat code; a flat array is as long as a product of some of them. */
export function sizeArguments(frame: Frame): string[] {
  const functions = [frame.context.forward, frame.context.backward].filter((fn) => fn !== null);
  return [
    ...new Set(
      functions.flatMap((fn) =>
        fn.parameters.filter((one) => roleOf(one, 'forward') === 'size').map((one) => one.name),
      ),
    ),
  ];
}

/** All forms that an array argument may have in this world, the likely ones first. */
export function arrayOptions(frame: Frame, given: Wanted): Option[] {
  const wanted = isQueryKeyValue(frame, given)
    ? { ...given, role: 'data' as const }
    : isProbability(frame, given)
      ? { ...given, role: 'prediction' as const }
      : given;
  const found = asItsPeers(frame, given, formOf(wanted.parameter, frame.context.all));
  const axes = isNoClass(frame, found) ? plainAxes(frame.context, wanted.parameter) : null;
  const known = axes === null ? found : { ...found, ...formOfMaker(axes, found) };
  const evidence = isOnlyKept(wanted) ? { ...known, className: known.className ?? volumeClass(frame.context) } : known;
  const shapes = shapesFor(frame, wanted, evidence);
  const storage = storageOf(frame, evidence);
  return shapes
    .flatMap(({ shape, penalty }) =>
      fills(wanted, shape, frame, found).flatMap(({ fill, extra, shape: own }) => {
        const plain = build(frame, wanted, evidence, storage, own ?? shape, fill, penalty + extra);
        return [plain, ...ofOwnClass(frame, wanted, evidence, own ?? shape, fill, penalty + extra)];
      }),
    )
    .sort((a, b) => a.penalty - b.penalty);
}

/** The name of an interface is no class: the module's own function makes what it tells of. */
function isNoClass(frame: Frame, { className }: FormEvidence): boolean {
  return findClass(frame.context, className) === undefined;
}

function formOfMaker(axes: 2 | 3, { atLeast }: FormEvidence): Partial<FormEvidence> {
  return axes === 3 ? { rank: 3, atLeast: 3, className: null } : { atLeast: Math.max(1, atLeast) };
}

/** `this.in_act = V` is all that is done with it. */
function isOnlyKept({ place, role, parameter: { use, keys, type } }: Wanted): boolean {
  const isBare = keys.length === 0 && use.methods.length === 0 && use.indexDepth === 0 && use.passedTo.length === 0;
  return place === 'forward' && type === null && isBare && role !== 'label' && role !== 'flag';
}

/** Q, K and V of attention are data, where V alone may be a weight. */
function isQueryKeyValue(frame: Frame, { parameter }: Wanted): boolean {
  return (
    queryKeyValue.test(parameter.name) &&
    ['q', 'k', 'v'].every((letter) =>
      frame.context.siblings.some((name) => queryKeyValue.test(name) && name.toLowerCase().startsWith(letter)),
    )
  );
}

const queryKeyValue = /^(?:[qkv]|query|queries|keys?|values?)$/i;

/** `keys.transpose(0, 2, 1)` says of the queries and values as well that they have three axes. */
function asItsPeers(frame: Frame, wanted: Wanted, form: FormEvidence): FormEvidence {
  if (form.rank !== null || !isQueryKeyValue(frame, wanted)) {
    return form;
  }
  const peers = frame.context.forward?.parameters.filter(({ name }) => queryKeyValue.test(name)) ?? [];
  const most = Math.max(form.atLeast, ...peers.map((one) => formOf(one, frame.context.all).atLeast));
  return { ...form, atLeast: most, source: most > form.atLeast ? 'use' : form.source };
}

/** `loss(y, p)`: beside nothing but a target, p is a prediction. */
function isProbability({ context }: Frame, { parameter, role }: Wanted): boolean {
  const others = context.forward?.parameters.filter((one) => one.name !== parameter.name) ?? [];
  return role === 'weight' && /^p$/i.test(parameter.name) && others.length === 1 && others.every(isLabel);
}

function isLabel(one: ParameterFacts): boolean {
  return roleOf(one, 'forward') === 'label';
}

/** `forward(inputs)` of an object whose weights are matrices of the user's own class. */
function ofOwnClass(
  frame: Frame,
  wanted: Wanted,
  evidence: FormEvidence,
  shape: number[],
  fill: Fill,
  penalty: number,
): Option[] {
  const className = frame.arrayClass ?? null;
  if (className === null || evidence.className !== null || evidence.source === 'type' || shape.length !== 2) {
    return [];
  }
  const option = build(frame, wanted, { ...evidence, className }, 'nested', shape, fill, penalty - 0.15);
  return option.steps.length > 0 ? [option] : [];
}

function build(
  frame: Frame,
  wanted: Wanted,
  evidence: FormEvidence,
  storage: Storage,
  shape: number[],
  fill: Fill,
  penalty: number,
): Option {
  const used: Storage =
    shape.length > 1 && (storage === 'float32' || storage === 'float64' || storage === 'int32') ? 'nested' : storage;
  const value: Value = { kind: 'array', key: wanted.key, shape, fill, storage: used };
  const label = `${shape.length === 0 ? 'a number' : shape.join('×')} ${describeFill(fill)}`;
  const own =
    userArray(frame.context, evidence.className, wanted.key, value) ??
    (evidence.className === null ? plainMatrix(frame.context, wanted.parameter, wanted.key, value) : null);
  if (own) {
    return { label, penalty, shape, ...own };
  }
  // An array where the code uses a class of its own is the last thing to try.
  const isForeign = shape.length > 0 && findClass(frame.context, evidence.className) !== undefined;
  return { label, penalty: penalty + (isForeign ? 3 : 0), shape, steps: [], value };
}

function storageOf(frame: Frame, evidence: FormEvidence): Storage {
  return (
    evidence.storage ??
    libraryOf(frame, evidence.className) ??
    (usesTensors(frame.context) ? { library: 'torch' } : null) ??
    moduleLibrary(frame) ??
    defaultStorage(frame.context)
  );
}

/** ml-matrix, mathjs … by the module that the type's name was imported from. */
function libraryOf(frame: Frame, className: string | null): Storage | null {
  const found = frame.context.facts.imports.find((one) => one.local === className);
  return found ? knownLibrary(found.specifier) : null;
}

function knownLibrary(specifier: string): Storage | null {
  const table: [RegExp, string][] = [
    [/^ml-matrix$/, 'ml-matrix'],
    [/^mathjs/, 'mathjs'],
    [/^ndarray$/, 'ndarray'],
    [/^(numjs|@d4c\/numjs)/, 'numjs'],
    [/^@tensorflow\/tfjs/, 'tfjs'],
  ];
  const library = table.find(([pattern]) => pattern.test(specifier))?.[1];
  return library ? { library } : null;
}

/** A module that imports one array library passes that library's arrays; mathjs also takes nested arrays. */
function moduleLibrary(frame: Frame): Storage | null {
  const used = frame.context.facts.imports.map((one) => knownLibrary(one.specifier)).find((one) => one !== null);
  return used !== undefined && typeof used === 'object' && used.library !== 'mathjs' ? used : null;
}

function describeFill(fill: Fill): string {
  const words: Record<Fill['kind'], string> = {
    normal: l10n.t('random normal'),
    uniform: l10n.t('random uniform'),
    integer: l10n.t('random integers'),
    'one-hot': l10n.t('one-hot'),
    probability: l10n.t('random probabilities'),
    constant: l10n.t('constant'),
  };
  return words[fill.kind];
}

/** An LSTM whose weights are not given gate by gate has all four in one. */
function gatesOf({ context }: Frame): number {
  const held = context.siblings.filter((sibling) => /^(w|u|weights?)/i.test(sibling));
  const name = [context.forward?.qualifiedName, context.backward.qualifiedName, ...held].join(' ');
  const weights = held.length;
  return weights > 3 ? 1 : /lstm/i.test(name) ? 4 : /gru/i.test(name) ? 3 : 1;
}

interface Weighted {
  shape: number[];
  penalty: number;
}

function shapesFor(frame: Frame, wanted: Wanted, evidence: FormEvidence): Weighted[] {
  const { world, sizes, context } = frame;
  const volume = toldVolume(context, evidence.className, sizes);
  if (volume) return [{ shape: volume, penalty: 0 }];
  const shapes: Weighted[] = [];
  const add = (shape: number[] | null, penalty: number): void => {
    if (shape && !shapes.some((one) => one.shape.join() === shape.join() && one.shape.length === shape.length)) {
      shapes.push({ shape, penalty });
    }
  };
  if (evidence.dims) {
    const dims = evidence.dims
      .filter((dim) => dim !== '...')
      .map((dim) => (typeof dim === 'number' ? dim : sizes.of(dim)));
    const flat = evidence.rank === 1 && dims.length > 1;
    add(flat ? [sizeOfShape(dims)] : dims, 0);
  }
  const base = evidence.dims ? 2 : 0;
  const buffer = bufferLength(context, wanted.parameter.name);
  if (buffer !== null && (evidence.rank ?? 1) === 1 && !evidence.dims) {
    add([buffer], 0);
    return shapes;
  }
  const told =
    evidence.dims || evidence.rank !== null
      ? null
      : (formInWords(wanted.parameter.doc) ?? formInName(wanted.parameter.name));
  if (told !== null) {
    add(told === 0 ? [] : [sizes.input], base);
  }
  if (told === 0 && wanted.role === 'label') {
    return shapes;
  }
  const isFlat =
    (evidence.storage === 'float64' || evidence.storage === 'float32' || evidence.rank === 1) &&
    (sizeArguments(frame).length > 1 || isBatchOfLayer(frame, evidence));
  if (isFlat) {
    flatShapes(frame, wanted, evidence).forEach(({ shape, penalty }) => add(shape, base + penalty));
    return shapes;
  }
  const { indexDepth: depth, methods } = wanted.parameter.use;
  if (isLine(frame) && evidence.rank === null && !evidence.dims) {
    const isNumber = ['weight', 'bias'].includes(wanted.role) && depth === 0 && methods.length === 0;
    const isColumn = ['data', 'label', 'prediction'].includes(wanted.role) && evidence.atLeast === 1;
    if (isNumber || isColumn) {
      add(isNumber ? [] : [sizes.batch], base);
    }
  }
  if (isPlainNumber(frame, wanted.parameter) && !evidence.dims) {
    add([], base);
  }
  const { fixedLength, indexDepth } = wanted.parameter.use;
  if (fixedLength !== null && indexDepth <= 1 && (evidence.rank ?? 1) === 1 && !evidence.dims) {
    add([fixedLength], 0);
  }
  // Whole numbers that pick rows or columns of something else come one behind the other.
  const isIndices = (wanted.parameter.use.usedAsIndex || isNamedIndex(wanted.parameter)) && wanted.role !== 'label';
  const isOwnClass = (frame.arrayClass ?? null) !== null && evidence.source === 'none';
  const leastIndices = isLoneIndex(frame, wanted.parameter) ? 0 : 1;
  const usualRank = isIndices ? Math.max(leastIndices, evidence.atLeast) : isOwnClass ? 2 : null;
  const rank = evidence.rank ?? aliasOf(frame, evidence) ?? usualRank;
  const request = {
    name: wanted.parameter.name,
    role: wanted.role,
    world,
    sizes,
    siblings: context.siblings,
    hasWeights: hasWeights(frame),
    isConvolution: isConvolution(context),
    isPooling: isPooling(context),
    gates: gatesOf(frame),
  };
  if (rank !== null) {
    add(conventionalShape({ ...request, rank }) ?? (isIndices && rank === 1 ? [sizes.batch] : null), base);
  } else {
    const scalar = evidence.atLeast === 0 && looksScalar(frame, wanted) && !isQueryKeyValue(frame, wanted);
    if (scalar && !worksOnArrays(frame, wanted)) {
      add([], base);
    }
    const usual = conventionalShape({ ...request, rank: null });
    if (usual && usual.length >= evidence.atLeast) {
      add(usual, base + (scalar ? 0.5 : 0));
    }
    if (scalar) {
      add([], base + 0.7);
    }
    // b1 and b2 are no numbers, whatever a sum over all entries would fit.
    const isLayered = wanted.role === 'bias' && context.layerCount > 1 && !world.scalarOutput;
    const least = isLayered ? 1 : evidence.atLeast;
    for (const other of [evidence.atLeast, 1, 2, 3, 4, 0].filter((one) => one >= least)) {
      const distance = Math.abs(other - (usual?.length ?? evidence.atLeast));
      add(
        conventionalShape({ ...request, rank: other }),
        base + 0.3 + distance * (other === evidence.atLeast ? 0.3 : 1.1),
      );
    }
  }
  addAlternatives(shapes, frame, base);
  return shapes;
}

/** `w * x[i] + b`: samples of one number each, and nothing that multiplies matrices. */
function isLine({ context }: Frame): boolean {
  const { forward, backward, facts } = context;
  const weights = forward?.parameters.filter((one) => roleOf(one, 'forward') === 'weight') ?? [];
  const names = [forward?.qualifiedName ?? '', backward.qualifiedName];
  return (
    facts.language === 'python' &&
    backward.owner === null &&
    weights.length === 1 &&
    weights.every(({ use }) => use.indexDepth === 0 && use.methods.length === 0) &&
    (forward?.parameters.some((one) => roleOf(one, 'forward') === 'bias') ?? false) &&
    !reachedBy(context, names).some(multiplies)
  );
}

/** "integer, the index of a word" and "the vector of one word": 0 or 1 axes; null where the words say nothing. */
function formInWords(doc: string | null): 0 | 1 | null {
  if (doc === null || /vectors|matrix|array of|list|batch|samples|examples|column|rows?\b/i.test(doc)) {
    return null;
  }
  return /^\W*(?:an? )?(?:integer|int)\b/i.test(doc) ? 0 : /\bvector\b/i.test(doc) ? 1 : null;
}

/** `center_word_vec` is one vector, and `outsideWordIdx` one index; null where the name says nothing. */
function formInName(name: string): 0 | 1 | null {
  return /[a-z_](?:Vec|_vec|Vector|_vector)$/.test(name)
    ? 1
    : /[a-z_](?:Idx|_idx|Ind|_ind|Index|_index)$/.test(name)
      ? 0
      : null;
}

/** Other sizes for the same rank, so that one surprising argument does not end the search. */
function addAlternatives(shapes: Weighted[], frame: Frame, base: number): void {
  const first = shapes[0];
  if (!first || first.shape.length === 0 || first.shape.length > 2) {
    return;
  }
  const { sizes } = frame;
  const pool = [...new Set([sizes.input, sizes.output, sizes.hidden, sizes.batch])];
  const others =
    first.shape.length === 1
      ? pool.map((size) => [size])
      : [first.shape.slice().reverse(), ...pool.flatMap((a) => pool.map((b) => [a, b]))];
  others.forEach((shape, index) => {
    if (!shapes.some((one) => one.shape.join() === shape.join())) {
      shapes.push({ shape, penalty: base + (index === 0 && shape.length === 2 ? 2.2 : 3) });
    }
  });
}

function aliasOf(frame: Frame, evidence: FormEvidence): number | null {
  return findClass(frame.context, evidence.className) ? null : rankOfAlias(evidence.className);
}

/** A lone argument that only Math functions and arithmetic see. */
function looksScalar(frame: Frame, wanted: Wanted): boolean {
  const { use } = wanted.parameter;
  const { context } = frame;
  // A target is as long as what it is compared with.
  const others = context.forward?.parameters.filter((one) => one.name !== wanted.parameter.name) ?? [];
  if (wanted.role === 'label' && others.some((one) => formOf(one, context.all).atLeast > 0)) {
    return false;
  }
  const onlyMath = use.passedTo.every(({ callee }) =>
    /^Math\.|^(exp|log|tanh|abs|sqrt|pow|sin|cos|sigmoid|relu)$/.test(callee),
  );
  return onlyMath && use.methods.length === 0 && !hasWeights(frame) && frame.context.layerCount === 1;
}

/** What JavaScript hands to Math, and to nothing else, is one number. */
function isPlainNumber({ context }: Frame, { use, keys }: ParameterFacts): boolean {
  const isScript = context.facts.language !== 'python';
  const isWhole = use.indexDepth === 0 && use.methods.length === 0 && keys.length === 0;
  return (
    isScript && isWhole && use.passedTo.length > 0 && use.passedTo.every(({ callee }) => callee.startsWith('Math.'))
  );
}

/** `P[u][f]`: JavaScript indexes by one number; a list would be looked into or gone through. */
function isLoneIndex({ context }: Frame, { use }: ParameterFacts): boolean {
  const isScript = context.facts.language !== 'python';
  return isScript && use.usedAsIndex && use.indexDepth === 0 && use.methods.length === 0;
}

/** Where NumPy is at hand, arithmetic is meant for arrays: one number would not tell a product from a sum of products. */
function worksOnArrays({ context }: Frame, { parameter }: Wanted): boolean {
  const hasNumpy = context.facts.imports.some(({ specifier }) => /^(numpy|cupy|torch|jax)\b/.test(specifier));
  return hasNumpy && !parameter.use.passedTo.some(({ callee }) => /^math\.|^(exp|log|sqrt|tanh|pow)$/.test(callee));
}

/** `layer.forward(input, out, batch)`, `forward(net, input, batch)`: the object knows the sizes of a sample, and is told how many there are. */
function isBatchOfLayer(frame: Frame, { storage }: FormEvidence): boolean {
  const [only, ...others] = sizeArguments(frame);
  const isTyped = storage === 'float64' || storage === 'float32';
  const isBatch = only !== undefined && others.length === 0 && frame.sizes.of(only) === frame.sizes.batch;
  const { forward, pair } = frame.context;
  const isHeld = forward?.parameters.some((one) => roleOf(one, 'forward') === 'container') ?? false;
  return isTyped && isBatch && (pair.owner !== null || isHeld);
}

/** Lengths of a flat array: the conventional product, other products of the size arguments, then all of them. */
function flatShapes(frame: Frame, wanted: Wanted, evidence: FormEvidence): Weighted[] {
  const { sizes, world, context } = frame;
  const names = sizeArguments(frame);
  const own = names.length > 1 ? [] : [sizes.input, sizes.output];
  const values = [...names.map((name) => sizes.of(name)), ...own];
  const isResult = own.length > 0 && wanted.parameter.use.assigned;
  const request = {
    name: wanted.parameter.name,
    role: wanted.role,
    rank: null,
    world,
    sizes,
    siblings: context.siblings,
    hasWeights: hasWeights(frame),
    isConvolution: false,
  };
  const tokens = tokenLength(wanted.parameter.name, wanted.role, names, sizes);
  if (tokens !== null) return [{ shape: [tokens], penalty: 0 }];
  const usual = isResult ? sizes.batch * sizes.output : sizeOfShape(conventionalShape(request) ?? [1]);
  const products = new Set<number>();
  for (let subset = 1; subset < 2 ** Math.min(values.length, 5); subset++) {
    products.add(values.reduce((product, value, index) => (subset & (1 << index) ? product * value : product), 1));
  }
  const all = values.slice(0, 5).reduce((product, value) => product * value, 1);
  const ordered = [...products].filter((size) => size !== usual && size !== all).sort((a, b) => a - b);
  const list = [products.has(usual) || evidence.dims ? usual : all, all, ...ordered];
  return list.map((size, index) => ({ shape: [size], penalty: index === 0 ? 0 : 0.4 + index * 0.25 }));
}
