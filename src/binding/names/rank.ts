import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../../model/facts.ts';
import type { Storage } from '../../model/plan.ts';
import { escaped } from '../../discovery/names.ts';
import { classFromUse } from './classFromUse.ts';

/** What the text says about the form of one argument. */
export interface FormEvidence {
  /** Number of dimensions, where the text is sure of it; 0 is a plain number. */
  rank: number | null;
  /** At least this many dimensions (the body indexes that deep). */
  atLeast: number;
  /** Dimensions as written: numbers, or symbols that other arguments share. */
  dims: (number | string)[] | null;
  storage: Storage | null;
  /** Name of a class that the type asks for: 'Matrix'. */
  className: string | null;
  /** Where it was read: 'doc comment', 'type', 'use', 'call'. */
  source: 'doc comment' | 'type' | 'call' | 'use' | 'none';
}

const nothing: FormEvidence = { rank: null, atLeast: 0, dims: null, storage: null, className: null, source: 'none' };

/** Reads "of shape (N, D)", "[N x D]", "shape: [3, 4]", "(N, D)" out of a sentence. */
export function shapeFromText(text: string): (number | string)[] | null {
  const patterns = [
    /(?:shape|size|dimensions?|dims?)(?:\s+(?:is|of))?\s*(?:[:=]\s*)?[([]([^()[\]]*(?:\([^()]*\)[^()[\]]*)*)[)\]]/i,
    /(?:of|an?|the)\s+(?:[([]\s*)?([A-Za-z_]\w{0,30}|\d+)(?:\s+(?:x|by)\s+|\s*×\s*)([A-Za-z_]\w{0,30}|\d+)(?:\s*[)\]])?(?:(?:\s+(?:x|by)\s+|\s*×\s*)([A-Za-z_]\w{0,30}|\d+))?/,
    /[([]\s*((?:[A-Za-z_]\w*|\d+)(?:(?:\s*[,×]\s*|\s+x\s+)(?:[A-Za-z_]\w*|\d+))+)\s*[)\]]/,
    /[([]\s*((?:[A-Z]\w?|\d+)(?:\s*,)?)\s*[)\]]/,
    /\b(?:length|vector of|array of length|of length)\s*(?:[:=]\s*)?`?([A-Z]\w*|\d+)\b/,
    /\bhas\s+(\d*[A-Z])\s+(?:entries|elements|values)/,
    /\b([A-Z]|\d+)\s*[x×]\s*([A-Z]|\d+)\b/,
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) {
      const raw =
        match.length > 2
          ? match.slice(1).filter((part) => (part as string | undefined) !== undefined)
          : (match[1] ?? '').split(/\s*(?:,|\bx\b|×)\s*/);
      const listed = match[0].startsWith('[') ? listedEntries(raw) : null;
      if (listed !== null) {
        return [listed];
      }
      const dims = raw
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(dimension);
      if (dims.length > 0 && dims.length <= 5 && dims.every((dim) => dim !== null)) {
        return dims;
      }
    }
  }
  return null;
}

const sizeWord =
  /^(?:[A-Za-z]{1,2}\d?|[a-z]_\w{1,3}|\w*(?:size|dim|dims|len|length|batch|num|count|features?|units?|channels?|height|width|depth|rows?|cols?|columns|classes|samples|hidden|heads?|seq|vocab|inputs?|outputs?|steps?|time|layers?|neurons?|nodes?)\w*|\d+)$/i;

/** `[x1, x2]` and `[age, income, balance]` list what stands in a vector: its length, or null where they are sizes. */
function listedEntries(symbols: readonly string[]): number | null {
  const names = symbols.map((symbol) => symbol.trim());
  const isNumbered = names.every((name, index) => /^[a-z]_?(\d)$/.exec(name)?.[1] === String(index + 1));
  const isWords = names.every((name) => !sizeWord.test(name));
  return names.length > 1 && (isNumbered || isWords) ? names.length : null;
}

function dimension(text: string): number | string | null {
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  if (/number of examples|batch|samples/i.test(text)) {
    return 'm';
  }
  const word = text.replace(/[`'"]/g, '').trim();
  if (/^[A-Za-z_][\w]*(\.\w+|\[[^\]]*\])?$/.test(word)) {
    return word;
  }
  return word.length > 0 && word.length < 40 && !/[=;]/.test(word) ? word.toLowerCase().replace(/\s+/g, ' ') : null;
}

/** Reads a type annotation. */
export function formFromType(type: string | null): FormEvidence {
  if (type === null) {
    return nothing;
  }
  const text = type
    .replace(/\|\s*(null|undefined)/g, '')
    .replace(/readonly\s+/g, '')
    .trim();
  const found = (rank: number | null, storage: Storage | null, className: string | null = null): FormEvidence => ({
    ...nothing,
    rank,
    atLeast: rank ?? 0,
    storage,
    className,
    source: 'type',
  });
  if (/^(number|float|int|scalar)$/i.test(text)) {
    return found(0, null);
  }
  const nested = /^(?:number|Number|float)((?:\[\])+)$/.exec(text);
  if (nested?.[1]) {
    return found(nested[1].length / 2, 'nested');
  }
  const generic = /^((?:(?:Readonly)?Array<)+)\s*number((?:\[\])*)\s*>+$/.exec(text);
  if (generic?.[1]) {
    return found((generic[1].match(/Array</g) ?? []).length + (generic[2] ?? '').length / 2, 'nested');
  }
  const typed =
    /^(Float64Array|Float32Array|Int32Array|Uint8Array|Uint32Array|Uint16Array)(?:<[^>]*>)?((?:\[\])*)$/.exec(text);
  if (typed?.[1]) {
    const storage = typed[1] === 'Float32Array' ? 'float32' : typed[1] === 'Float64Array' ? 'float64' : 'int32';
    return found(typed[2] === '' ? 1 : null, storage);
  }
  const word = /^(?:\w+\.)?(\w+)(?:<.*>)?$/.exec(text)?.[1] ?? null;
  const alias = word === null ? null : aliasRank(word);
  return { ...nothing, rank: null, atLeast: alias ?? 0, className: word, source: word === null ? 'none' : 'type' };
}

function aliasRank(word: string): number | null {
  if (/^(vec|vector|array1d|tensor1d|row|vector1d|floatarray|numarray|numbers)$/i.test(word)) {
    return 1;
  }
  if (/^(mat|matrix|array2d|tensor2d|matrix2d|grid|batch|matrixlike)$/i.test(word)) {
    return 2;
  }
  if (/^(array3d|tensor3d|volume|image)$/i.test(word)) {
    return 3;
  }
  return /^(array4d|tensor4d)$/i.test(word) ? 4 : null;
}

/** The rank that a type alias such as `Vector` or `Matrix` stands for, where no class of that name is known. */
export function rankOfAlias(className: string | null): number | null {
  return className === null ? null : aliasRank(className);
}

/** Everything that types, doc comments and use say about an argument; use is followed into helper functions. */
export function formOf(parameter: ParameterFacts, facts: ModuleFacts[]): FormEvidence {
  const typed = formFromType(parameter.type);
  const documented = documentedShape(parameter, facts);
  // `if x.ndim != 2: N, _, _, _ = x.shape`: what asks for the number of axes takes fewer as well.
  const takesFewer = parameter.use.methods.includes('ndim');
  const depth = Math.min(depthOf(parameter, facts, 0), takesFewer ? 2 : Infinity);
  if (documented !== null && (typed.rank === null || typed.rank === documented.length || typed.rank === 1)) {
    return {
      ...typed,
      rank: typed.rank ?? documented.length,
      atLeast: documented.length,
      dims: documented,
      source: 'doc comment',
    };
  }
  if (typed.source === 'type') {
    return { ...typed, atLeast: Math.max(typed.atLeast, typed.rank ?? depth) };
  }
  const called = calledShape(parameter, facts);
  if (called !== null) {
    return { ...nothing, rank: called.length, atLeast: called.length, dims: called, source: 'call' };
  }
  // `x[row * n + i]` reads a flat array.
  if (parameter.use.computed === true && depth === 1) {
    return { ...nothing, rank: 1, atLeast: 1, source: 'use' };
  }
  const { axes } = parameter.use;
  if (axes && !takesFewer) {
    return { ...nothing, rank: axes.length, atLeast: axes.length, dims: axes, source: 'use' };
  }
  const className = classFromUse(parameter, facts);
  return { ...nothing, atLeast: depth, className, source: depth > 0 || className !== null ? 'use' : 'none' };
}

/**
 * `forward(xs)` behind `xs = np.random.randn(T, D)`: the sizes of what the text itself hands over, where they are few enough to be
 * taken as they are.
 */
function calledShape(parameter: ParameterFacts, facts: ModuleFacts[]): number[] | null {
  const owner = facts.flatMap(({ functions }) => functions).find((fn) => fn.parameters.includes(parameter));
  const texts = facts
    .flatMap(({ callSites }) => callSites)
    .filter(({ callee }) => owner?.owner === null && callee.replace(/^.*\./, '') === owner.name)
    .map(({ argumentTexts }) => argumentTexts[parameter.index] ?? '');
  const list = texts
    .map(
      (text) => /^(?:np|numpy)\.random\.(?:randn|rand|standard_normal|random|normal|uniform)\((.*)\)$/.exec(text)?.[1],
    )
    .find((args) => args !== undefined);
  const sizes = list === undefined ? [] : (/\(([^()]*)\)/.exec(list)?.[1] ?? list).split(',');
  const values = facts.flatMap((module) => module.values);
  const dims = sizes.map((size) => {
    const known = /^\s*\d+\s*$/.test(size) ? Number(size) : values.find(({ name }) => name === size.trim())?.literal;
    return typeof known === 'number' && Number.isInteger(known) && known > 1 && known <= mostRows ? known : null;
  });
  return dims.length > 0 && dims.every((dim) => dim !== null) ? dims : null;
}

const mostRows = 32;

/** The shape that the parameter's own comment gives, or the function's: "W has shape (4H, D + H)", "x: (N, D)". */
function documentedShape(parameter: ParameterFacts, facts: ModuleFacts[]): (number | string)[] | null {
  const own = parameter.doc === null ? null : shapeOf(parameter.doc);
  if (own !== null) {
    return own;
  }
  const doc = facts.flatMap((module) => module.functions).find((fn) => fn.parameters.includes(parameter))?.doc;
  const mention = doc
    ? new RegExp(
        `(?:^|[^\\w$])${escaped(parameter.name)}\\b([^.;\\n]{0,60}?[([][^)\\]]{1,40}[)\\]]|\\s+has\\s+\\d*[A-Z]\\s+(?:entries|elements|values))`,
      ).exec(doc)?.[1]
    : undefined;
  const isShape =
    mention !== undefined &&
    (/shape|size|dim|entries|elements|values/i.test(mention) || /^\s*(?:[:=-]\s*)?[([]/.test(mention));
  return isShape ? shapeOf(mention) : null;
}

/** Of "an array of one hot vectors with shape (input_size, 1)" the shape is that of each. */
function shapeOf(words: string): (number | string)[] | null {
  const isOfEach =
    /\b(?:array|list|sequence) of [\w\s-]{0,30}\b(?:vectors|arrays|matrices)\b[^.;]{0,20}\bshape\b/i.test(words);
  const shape = shapeFromText(words);
  return shape !== null && isOfEach ? ['steps', ...shape] : shape;
}

/** Index depth of a parameter, helper functions included. */
function depthOf(parameter: ParameterFacts, facts: ModuleFacts[], level: number): number {
  const { use } = parameter;
  const own = Math.max(
    use.indexDepth,
    use.methods.some((name) => /^(map|forEach|reduce|slice|fill|every|some|entries|at|concat|join|indexOf)$/.test(name))
      ? 1
      : 0,
  );
  if (level > 4) {
    return own;
  }
  const deeper = use.passedTo.map(({ callee, position }) => {
    const name = callee.replace(/^.*\./, '');
    const helper = facts.flatMap((module) => module.functions).find((fn: FunctionFacts) => fn.name === name);
    const inner = helper?.parameters[position];
    return inner && inner !== parameter ? helperDepth(inner, facts, level) : 0;
  });
  return Math.max(own, ...deeper, 0);
}

function helperDepth(inner: ParameterFacts, facts: ModuleFacts[], level: number): number {
  const typed = formFromType(inner.type);
  return Math.max(typed.rank ?? typed.atLeast, depthOf(inner, facts, level + 1));
}
