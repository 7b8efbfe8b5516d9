import * as l10n from '@vscode/l10n';
import type { ClassFacts, FunctionFacts, ModuleFacts, Pair, ParameterFacts } from '../../model/facts.ts';
import type { Json } from '../../model/json.ts';
import type { Description, Ref, SlotPath, Step, Storage, Value } from '../../model/plan.ts';
import type { TagEntry } from './tag.ts';
import { Sizes, type World } from './world.ts';
import { unknownUse } from '../../discovery/unknownUse.ts';

/** Something that the user gave for one argument, by tag or by file. */
export type Given = { kind: 'tag'; entry: TagEntry } | { kind: 'place'; at: SlotPath; description: Description };

/** Everything that is known about one pair before a trial. */
export interface Context {
  facts: ModuleFacts;
  /** The module itself, then the related ones. */
  all: ModuleFacts[];
  pair: Pair;
  seed: number;
  forward: FunctionFacts | null;
  backward: FunctionFacts;
  given: Map<string, Given>;
  /** Steps that every plan starts with (the inputs file's values). */
  prelude: Step[];
  layerCount: number;
  /** All names of arguments and keys of the pair: siblings decide what a name means. */
  siblings: string[];
  /** Units of the last layer, where they are fixed: code for one output unit is right with one only. */
  outputUnits: number | null;
  /** What the loaded module exports, by name. */
  exported: Map<string, Description>;
}

/** One way to fill one argument. */
export interface Option {
  /** For people: '3×4 random normal'. */
  label: string;
  penalty: number;
  /** Runs before the value is built. */
  steps: Step[];
  value: Value;
  /** Where the value already is; then neither steps nor value are needed. */
  at?: SlotPath;
  /** The shape, where this option is an array. */
  shape?: number[];
  /** The learning rate of an update, though the name of the argument does not say so. */
  isRate?: true;
}

/** What is there already stands for an argument. */
export function existing(at: SlotPath, label: string, penalty: number): Option {
  return { label, penalty, steps: [], value: { kind: 'slot', at }, at };
}

/** A plain number, word, list or object. */
export function json(value: Json, label = JSON.stringify(value), penalty = 0): Option {
  return { label, penalty, steps: [], value: { kind: 'json', value } };
}

export function none(penalty: number): Option {
  return { label: l10n.t('left out'), penalty, steps: [], value: { kind: 'undefined' } };
}

/** How one function sees its arguments: sizes are shared by all functions of a pair. */
export interface Frame {
  context: Context;
  world: World;
  sizes: Sizes;
  /** Class of arrays whose argument says none. */
  arrayClass?: string | null;
}

/** The same frame where arguments hold several samples, one in each row. */
export function inRows(frame: Frame): Frame {
  return { ...frame, world: { ...frame.world, batch: 'rows' } };
}

export function frameOf(context: Context, world: World, layers?: number[]): Frame {
  const scalarOutput = world.scalarOutput || (context.outputUnits === 1 && !layers);
  const fixed = layers ?? (isConvolution(context) ? [2, 4] : isElementwise(context) ? [8, 5] : undefined);
  const vocabulary = layers ? undefined : vocabularySize(context);
  const units = vocabulary === undefined ? fixed : [4, 5, 4];
  // Of seven rows a share is dropped where `int(n * rate)` of three would be none.
  const batch = isDropout(context) ? 7 : undefined;
  const wide = units ?? (layers ? undefined : withUnits(context));
  const sizes = new Sizes(context.layerCount, {
    scalarOutput,
    ...(wide ? { layers: wide } : {}),
    ...(batch ? { batch } : {}),
  });
  if (vocabulary !== undefined) {
    sizes.set(vocabulary, sizes.input);
  }
  const heads = headCount(context);
  if (heads !== undefined) sizes.set(heads, 2);
  // A window of one entry hands on what it gets, whatever it would choose from more.
  if (isPooling(context)) for (const name of ['size', 'k', 'window']) sizes.set(name, 2);
  return { context, world, sizes };
}

/** `(B, T, C, NH)`: beside sequences and channels NH counts heads, which share the channels out, and no hidden units. */
function headCount({ forward }: Context): string | undefined {
  const names = forward?.parameters.map(({ name }) => name) ?? [];
  return ['B', 'T', 'C'].every((name) => names.includes(name)) ? names.find((name) => name === 'NH') : undefined;
}

/** As many output units as the code itself counts on: `np.zeros((10, n))`. */
function withUnits({ layerCount, outputUnits }: Context): number[] | undefined {
  return outputUnits !== null && outputUnits > 1
    ? [...new Sizes(layerCount).layers.slice(0, -1), outputUnits]
    : undefined;
}

/** `rnn_forward(X, Y, a0, parameters, vocab_size)`: what goes in and what comes out are words of one vocabulary. */
function vocabularySize({ forward, layerCount }: Context): string | undefined {
  const isHeld =
    layerCount === 2 && forward?.parameters.some(({ name }) => /^(?:parameters|params|model)$/i.test(name));
  return isHeld ? forward?.parameters.find(({ name }) => /^(?:n_?vocab|vocab\w*_?size)$/i.test(name))?.name : undefined;
}

/** True where the pair speaks of convolution. */
export function isConvolution(context: Context): boolean {
  const { forward, backward, pair } = context;
  // A window that slides over what is no longer than itself would be met in one place only.
  const owner = pair.owner === null ? undefined : findClass(context, pair.owner);
  if (owner?.constructorParameters.some(({ name }) => /^_?kernel_?size$/i.test(name))) return true;
  const isTold = forward?.parameters.some(({ name }) => /^conv_?params?$/i.test(name)) ?? false;
  return isTold || /conv|corr/i.test(`${forward?.qualifiedName ?? ''} ${backward.qualifiedName}`);
}

/** True where the pair speaks of pooling. */
export function isPooling({ forward, backward }: Context): boolean {
  return /pool/i.test(`${forward?.qualifiedName ?? ''} ${backward.qualifiedName}`);
}

function isDropout({ forward, backward }: Context): boolean {
  return /drop_?out/i.test(`${forward?.qualifiedName ?? ''} ${backward.qualifiedName}`);
}

/** No weights and no sizes: longer vectors, so that a random mask leaves something over. */
function isElementwise({ siblings, layerCount }: Context): boolean {
  return (
    layerCount === 1 &&
    !siblings.some((name) =>
      /^(w|b|u|theta|weights?|bias(es)?|kernels?|gamma|table|emb|params|parameters|model)/i.test(name),
    )
  );
}

/** The default storage of a language. */
export function defaultStorage(context: Context): Storage {
  return context.facts.language === 'python' ? 'ndarray' : 'nested';
}

export function findFunction(context: Context, qualifiedName: string): FunctionFacts | undefined {
  const parts = context.all.flatMap((module) => module.functions);
  return (
    parts.find((fn) => fn.qualifiedName === qualifiedName) ??
    parts.find((fn) => fn.name === qualifiedName) ??
    parts.find((fn) => fn.qualifiedName.endsWith(`.${qualifiedName}`))
  );
}

const mostReached = 60;

/** Functions by name, and those that they call, and so on. */
export function reachedBy(context: Context, names: readonly string[]): FunctionFacts[] {
  const found = new Set<FunctionFacts>();
  const open = [...names];
  for (let name = open.shift(); name !== undefined && found.size < mostReached; name = open.shift()) {
    const fn = findFunction(context, name.replace(/^this\./, '')) ?? findFunction(context, name.replace(/^.*\./, ''));
    if (fn && !found.has(fn)) {
      found.add(fn);
      open.push(...fn.calls);
    }
  }
  return [...found];
}

export function findClass(context: Context, name: string | null): ClassFacts | undefined {
  const classes = name === null ? [] : context.all.flatMap((module) => module.classes);
  // What a compiler makes of a class: `var Net = (function () { function Net() {…} … return Net; })()`.
  return (
    classes.find((one) => one.name === name) ??
    classes.find((one) => one.name === `${name ?? ''}.${name ?? ''}`) ??
    // Within `namespace Nets { … }` a class is called by the last part of its name.
    classes.find((one) => one.name.endsWith(`.${name ?? ''}`))
  );
}

/** The methods of a class and of those that it extends; none that is static. */
export function methodsOf(context: Context, owner: ClassFacts): FunctionFacts[] {
  const names = [owner.name];
  for (
    let base = findClass(context, owner.extendsName);
    base && names.length < 6;
    base = findClass(context, base.extendsName)
  ) {
    names.push(base.name);
  }
  return context.all
    .flatMap((module) => module.functions)
    .filter((fn) => fn.owner !== null && names.includes(fn.owner) && !fn.isStatic);
}

/** A reference that the runtime can open: things of related modules carry that module's path. */
export function refTo(context: Context, thing: { reach: Ref['reach'] | null; name?: string }): Ref | null {
  if (thing.reach === null) {
    // `(function (lib) { lib.Layer = Layer; })(lib)`, `})(this, function () { … return { forward }; })`: the text does not say
    // that it comes out, the loaded module does.
    const { name = '' } = thing;
    const own = [...context.facts.classes, ...context.facts.functions.filter(({ owner }) => owner === null)];
    const isExported = context.exported.get(name)?.kind === 'function' && own.includes(thing as never);
    return isExported ? { module: 'source', reach: { kind: 'export', path: [name] } } : null;
  }
  const module = context.all.find((one) => [...one.functions, ...one.classes, ...one.values].includes(thing as never));
  return { module: !module || module === context.facts ? 'source' : module.file, reach: thing.reach };
}

/** A parameter of which nothing but the name is known: a key of an object. */
export function namedParameter(name: string, index = 0): ParameterFacts {
  return {
    name,
    index,
    optional: false,
    rest: false,
    defaultText: null,
    defaultValue: undefined,
    type: null,
    doc: null,
    keys: [],
    destructured: false,
    use: unknownUse(),
  };
}
