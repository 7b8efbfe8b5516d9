import type { Json } from './json.ts';
import type { Range } from './range.ts';

/**
 * What discovery reads from one source text, without running anything: functions, classes, pairs and the sites of
 * gradients. All of it is plain data in plain words that hold for every language.
 */
export type Language = 'typescript' | 'javascript' | 'python';

/** How the runtime gets at something that the module defines. */
export type Reach =
  /** A path from the module's namespace: ['forward'], ['default', 'backward'], ['layers', 'affine']. */
  | { kind: 'export'; path: string[] }
  /** A top-level binding that is not exported. */
  | { kind: 'local'; name: string }
  /** A method of a class; unless static it is called on an instance. */
  | { kind: 'method'; owner: Reach; name: string; isStatic: boolean };

/** One parameter of a function, with everything the text says about it. */
export interface ParameterFacts {
  name: string;
  index: number;
  optional: boolean;
  rest: boolean;
  /** Source text of the default value. */
  defaultText: string | null;
  /** The default, where it is a literal. */
  defaultValue: Json | undefined;
  /** Type annotation or JSDoc type as written. */
  type: string | null;
  /** What the doc comment says about this parameter. */
  doc: string | null;
  /** Keys of a destructured parameter (`{ W1, b1 }` or `[x, w]`), else keys read from it in the body (`p.W1`, `cache['x']`). */
  keys: string[];
  /** True where the parameter is destructured in the signature. */
  destructured: boolean;
  use: UseFacts;
}

/** How a body uses a value; all counts and texts come from the syntax tree. */
export interface UseFacts {
  /** The deepest chain of indices: `x[i][j]` is 2, `x.length` with `x[0].length` is 2, a plain number 0. */
  indexDepth: number;
  /** Methods called on it: 'map', 'reduce', 'mmul', 'dot'. */
  methods: string[];
  /** Functions it is handed to, with the argument's position: `sigmoid(z)` is { callee: 'sigmoid', position: 0 }. */
  passedTo: { callee: string; position: number }[];
  /** Functions that one of its elements is handed to, as `forward(X[i])`. Left out where that was not read. */
  elementsTo?: string[];
  /** The first matrix product that it is a factor of, where the text has one: `np.dot(w.T, X)` has w on the left, transposed. */
  product: { side: 'left' | 'right'; transposed: boolean } | null;
  /** Names that its four axes are taken apart into (`m, n_H, n_W, n_C = A.shape`). Left out where there are none. */
  axes?: string[];
  /** It stands in a product, a sum or a quotient as it is: it is no object. Left out where that was not read. */
  operand?: true;
  /** It is taken away from something else (`output - y`): a target is, an upstream gradient, which only scales, is not. */
  subtracted: boolean;
  /** Where it is read by constant indices only (`x[0] + x[1]`), how long it must at least be; null where it is not. */
  fixedLength: number | null;
  /** Its keys are the names that it is taken apart into by position: `W1, b1 = params`. */
  unpacked: boolean;
  /** A loop over it goes on at entries that are 0: it is expected to hold few others. */
  skipsZeros: boolean;
  /** Its elements are used as an index of something else (`scores[i][y[i]]`): it holds integers (labels, tokens). */
  usedAsIndex: boolean;
  /** Arrays that it is added to an index of (`params[offset + i]`): where its block begins. Left out where that was not read. */
  offsetInto?: string[];
  /** An index of it holds a product (`x[row * n + i]`): rows that stand one behind the other. */
  computed?: boolean;
  /** Its elements are written before anything else, and never read: it is handed over to be filled. */
  filled?: boolean;
  /** Its elements are written before they are read: what stood there before does not matter. */
  overwritten?: boolean;
  /** It is compared with these literals (`mode === 'train'`). */
  comparedWith: Json[];
  /** It is the bound of a loop (`i < n`): a size. */
  loopBound: boolean;
  /** It is called: `activation(z)`. */
  called: boolean;
  /** The body assigns to its elements or fields (`gW[i] += …`): an out-parameter. */
  assigned: boolean;
}

/** One `return`, or the expression of an arrow function. */
export interface ReturnFacts {
  range: Range;
  kind: 'object' | 'tuple' | 'call' | 'name' | 'number' | 'function' | 'nothing' | 'other';
  /** Keys of a returned object, names of a returned tuple's elements ('' where an element has no name), or the one name. */
  names: string[];
}

/** A place where one gradient is computed. */
export interface Site {
  /** The gradient as the user writes it: 'dW2', 'this.dW', "grads['dW2']". */
  gradient: string;
  /** The name that a parameter must have to match, as far as the text says: 'W2', 'W'. */
  parameter: string | null;
  range: Range;
  /** True where the index is computed (`grads['dW' + l]`): one site for many layers. */
  computed: boolean;
  /** A step that adds what it calls a gradient to the weights (`w += rate * this.gradients.w`). */
  adds?: true;
}

export interface FunctionFacts {
  name: string;
  /** 'backward', 'Affine.backward', 'layers.affine.backward'. */
  qualifiedName: string;
  /** Null where nothing outside can reach it (a function inside a function). */
  reach: Reach | null;
  /** The class or object that holds it. */
  owner: string | null;
  isStatic: boolean;
  isAsync: boolean;
  isExported: boolean;
  parameters: ParameterFacts[];
  doc: string | null;
  /** The text behind `@gradcheck` in the doc comment. */
  tag: string | null;
  /** True under a comment `gradcheck-ignore`. */
  ignored: boolean;
  range: Range;
  nameRange: Range;
  returns: ReturnFacts[];
  /** Names of functions and methods that the body calls. */
  calls: string[];
  /** Names that the body mentions and that may be variables of the module; left out where they were not read. */
  names?: string[];
  /** Fields of `this`/`self` that the body reads and writes. */
  reads: string[];
  writes: string[];
  /** Local variables that the body sets to a number as it stands: `const lr = 0.03`. */
  constants: { name: string; value: number }[];
  /** The body transposes a sample or an output (`self.out.T`): something of one axis only cannot be meant. */
  transposes?: boolean;
  /** The body reads one column only of the values of a matrix (`this.output.data[i][0]`): it is made for one sample, a column. */
  readsColumn?: boolean;
  /** Sites of gradients inside this body. */
  sites: Site[];
}

export interface FieldFacts {
  name: string;
  type: string | null;
  initialText: string | null;
  range: Range;
}

export interface ClassFacts {
  name: string;
  reach: Reach | null;
  isExported: boolean;
  extendsName: string | null;
  constructorParameters: ParameterFacts[];
  fields: FieldFacts[];
  methods: string[];
  range: Range;
}

/** The fields of an interface, or of an alias for an object type. */
export interface TypeFacts {
  name: string;
  fields: { name: string; type: string; optional: boolean }[];
}

/** A top-level value that is not a function or a class: `export const X = [[…]]`. */
export interface ValueFacts {
  name: string;
  reach: Reach | null;
  isExported: boolean;
  initialText: string | null;
  /** The value, where it is a literal. */
  literal: Json | undefined;
  type: string | null;
  range: Range;
}

/** A call of a module's function somewhere in the text (also in tests): gives shapes away. */
export interface CallSite {
  callee: string;
  argumentTexts: string[];
  range: Range;
}

export interface ImportFacts {
  /** Name in this module; '*' for a namespace import is given by `isNamespace`. */
  local: string;
  imported: string;
  specifier: string;
  isNamespace: boolean;
}

/** One line of the evidence table that spoke for or against a pair. */
export interface Evidence {
  rule: string;
  weight: number;
}

/** A forward and a backward function that belong together. */
export interface Pair {
  /** Unique within the file and stable while names stay: the qualified name of backward. */
  id: string;
  /** What the user reads: 'backward', 'Affine', 'softmaxLoss'. */
  name: string;
  file: string;
  language: Language;
  /** Qualified name of forward; the same as `backward` where one function returns [loss, grads]; null where it was not found. */
  forward: string | null;
  backward: string;
  /** Class or object that holds both. */
  owner: string | null;
  /** Qualified names of functions that may be the cost, best first. */
  costs: string[];
  /** Sites inside backward, or wherever the gradients are computed. */
  sites: Site[];
  evidence: Evidence[];
  /** Where the lens stands. */
  range: Range;
}

export interface ModuleFacts {
  file: string;
  language: Language;
  functions: FunctionFacts[];
  classes: ClassFacts[];
  values: ValueFacts[];
  /** Left out where the language has none. */
  types?: TypeFacts[];
  /** Aliases for a choice of words: `type Activation = 'relu' | 'tanh'`. */
  unions?: { name: string; text: string }[];
  imports: ImportFacts[];
  callSites: CallSite[];
  pairs: Pair[];
  /** Top-level work beyond definitions (training loops, file reading, printing), where it stands. */
  sideEffects: Range[];
  /** True where the text does not parse as it stands. */
  hasSyntaxErrors: boolean;
}
