import type { Fault } from './fault.ts';
import type { Reach } from './facts.ts';
import type { Json } from './json.ts';

/**
 * A plan says, as plain data, how to call a pair: what is built once, what is called for one cost, what for the
 * gradients, where the parameters live and where each gradient comes out. Every language's runtime interprets the
 * same plans. Results of steps are kept in named *slots*; a parameter that is a plain argument is a slot of its own.
 */
/** '*' stands for every item of a list: ['w', '*', 'grad'] is an array of the items' gradients. */
export type Path = (string | number)[];

/** A place inside a slot: { slot: 'parameters', path: ['W1'] }. */
export interface SlotPath {
  slot: string;
  path: Path;
}

/** Something a module defines; `module` is 'source', 'inputs' (the *.gradcheck.* file) or an absolute path. */
export interface Ref {
  module: string;
  reach: Reach;
}

/** How random entries are drawn; all are seeded by the plan's seed and the array's key. */
export type Fill =
  | { kind: 'normal'; mean: number; deviation: number }
  | { kind: 'uniform'; low: number; high: number }
  | { kind: 'integer'; low: number; high: number } // high is exclusive
  | { kind: 'one-hot'; axis: number } // one 1 along the axis, else 0
  | { kind: 'probability'; axis: number } // positive, sums to 1 along the axis
  | { kind: 'constant'; value: number };

/** How an array is stored when it is handed to the user's code. */
export type Storage =
  | 'nested' // arrays of arrays of numbers; Python: nested lists
  | 'float64'
  | 'float32'
  | 'int32' // flat typed arrays; Python: NumPy arrays of that dtype
  | 'ndarray' // NumPy float64 in Python; an object with data and shape in JavaScript
  | { library: string }; // 'ml-matrix', 'mathjs', 'ndarray', 'numjs', 'tfjs'

export type Value =
  | { kind: 'json'; value: Json }
  | { kind: 'undefined' }
  | { kind: 'array'; key: string; shape: number[]; fill: Fill; storage: Storage }
  | { kind: 'object'; entries: [string, Value][] }
  | { kind: 'list'; items: Value[] }
  /** What an earlier step left, handed over as it is. */
  | { kind: 'slot'; at: SlotPath }
  /** A value that a module exports. */
  | { kind: 'ref'; ref: Ref }
  /** Variables of a module, as an object whose fields are the variables themselves: assigning a field assigns one. */
  | { kind: 'variables'; module: string; names: string[] }
  /** The fixed random upstream gradient w of one output; the cost is ⟨w, output⟩. */
  | { kind: 'upstream'; output: number }
  /** Zeros (or another constant) in the form of another slot: an out-parameter. */
  | { kind: 'like'; at: SlotPath; value: number }
  /** A seeded function () => number in [0, 1). */
  | { kind: 'random'; key: string }
  /** An object whose method `name` records its arguments: `update(w, grad)`; or draws one of three whole numbers: `sampleIndex()`. */
  | { kind: 'spy'; key: string; methods: string[]; returns: 'nothing' | 'first-argument' | 'whole-number' }
  /** An object whose function `record` keeps its last arguments as fields of these names: stands in for one method. */
  | { kind: 'recorder'; names: string[] };

export type Callee =
  | { kind: 'ref'; ref: Ref }
  | { kind: 'construct'; ref: Ref }
  /** A method of an object in a slot: `layer.forward`. */
  | { kind: 'method'; on: SlotPath; name: string }
  /** A function in a slot: a closure that forward returned. */
  | { kind: 'slot'; at: SlotPath };

/** Calls (and awaits, where a promise comes back) and keeps the result; or builds a value. */
export type Step =
  | { kind: 'call'; into: string; callee: Callee; args: Value[] }
  | { kind: 'value'; into: string; value: Value }
  /** Assigns into a slot: `layer.lr = 1`. */
  | { kind: 'assign'; at: SlotPath; value: Value }
  /** Overwrites the entries of a numeric place in place (aliases stay): biases that a constructor set to zero. */
  | { kind: 'fill'; at: SlotPath; key: string; fill: Fill };

/** Where a parameter lives. Its value there is an array in any storage, or a plain number. */
export interface LeafPlan {
  /** As the user writes it: 'W1', 'layers[0].W', 'w'. */
  name: string;
  /** Number of the layer, where one is known: W2 is layer 2. */
  layer: number | null;
  /** 'parameter' is W, b, γ …; 'input' is data that backward also differentiates (dx). */
  role: 'parameter' | 'input';
  at: SlotPath;
  /** Name of the gradient as the user writes it: 'dW1', 'this.dW'; in words where it has none. */
  gradientName: string;
  /** Its gradient is read from the change that backward makes of it. */
  isUpdate?: boolean;
}

/** Where a leaf's gradient comes out. */
export type GradientPlan =
  /**
   * `scale` (1 where absent) multiplies what came out: m for a dW that carries a 1/m which dx does not. `misfit` is the
   * shape that came out where it is no gradient of the leaf whatever its numbers: the entries are NaN then.
   */
  | { kind: 'value'; at: SlotPath; transposed: boolean; scale?: number; misfit?: number[] }
  /** (before − after) / rate of the leaf itself: a weight update instead of a gradient. */
  | { kind: 'update'; rate: number }
  /** The `argument`-th argument of the spy's call that was handed this leaf as its `leafArgument`-th. */
  | { kind: 'spied'; spy: SlotPath; method: string; leafArgument: number; argument: number };

/**
 * Another upstream gradient than the usual one. 'one-entry': w is 0 in all entries but one, for code that is made for a
 * cost of one output only. 'small': a hundredth of the usual, for code that clips. 'before-softmax': the cost is ⟨w, ln output⟩ with
 * a w that sums to 0 over the classes, which makes w the gradient by the scores that a softmax made the output of.
 */
export type UpstreamForm = 'one-entry' | 'small' | 'before-softmax';

export type CostPlan =
  /** A number that forward (or a cost function) left in a slot; arrays are summed. */
  | { kind: 'scalar'; at: SlotPath }
  /**
   * ⟨w, output⟩ summed over the outputs, with one fixed random w each; ⟨w, ln output⟩ before a softmax.
   */
  | { kind: 'contraction'; outputs: SlotPath[]; upstream?: UpstreamForm }
  /** scale × a textbook loss of output y against target t, where the file has no cost of its own. */
  | { kind: 'formula'; formula: Formula; output: SlotPath; target: SlotPath; scale: number };

/**
 * Sums over all entries; y and t are flattened. 'squared-error' is Σ(y−t)²; 'binary-cross-entropy' is
 * −Σ(t ln y + (1−t) ln(1−y)); 'cross-entropy' is −Σ t ln y; 'softmax-cross-entropy' takes logits, with the softmax along the
 * last axis. With '-columns' the classes lie along the first axis. In all of these t may hold one integer label per sample.
 */
export type Formula =
  | 'squared-error'
  | 'binary-cross-entropy'
  | 'cross-entropy'
  | 'cross-entropy-columns'
  | 'softmax-cross-entropy'
  | 'softmax-cross-entropy-columns';

export interface Plan {
  version: 1;
  seed: number;
  /** Runs once. */
  setup: Step[];
  /** Runs for every cost. */
  forward: Step[];
  /** Runs after `forward` for the gradients. */
  backward: Step[];
  leaves: LeafPlan[];
  /** One per leaf, in the same order. */
  gradients: GradientPlan[];
  cost: CostPlan;
  /** Accumulators that are set to zero before backward (out-parameters, `this.dW` with +=). */
  clear: SlotPath[];
}

/** The structure of a value, without its entries. */
export type Description =
  | { kind: 'number'; value: number | 'NaN' | 'Infinity' | '-Infinity' }
  | {
      kind: 'array';
      shape: number[];
      storage: Storage;
      /** Every entry is a finite number. */
      finite: boolean;
      /** Every entry is an integer. */
      integer: boolean;
      minimum: number | null;
      maximum: number | null;
    }
  | { kind: 'list'; items: Description[] } // an array that is no array of numbers; at most 64 items are described
  | { kind: 'object'; className: string | null; entries: [string, Description][]; methods: string[] }
  | { kind: 'function'; name: string; parameters: number }
  | { kind: 'string'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' | 'undefined' | 'cyclic' | 'too-deep' | 'other' };

/** What a trial run of a plan showed. */
export type Observation =
  | {
      ok: true;
      /** Every slot after the last stage that ran. */
      slots: Record<string, Description>;
      /** Numeric places whose entries a stage changed; a stage's own new slots are not listed. */
      changes: { stage: 'forward' | 'backward'; at: SlotPath }[];
    }
  | { ok: false; stage: 'load' | 'setup' | 'forward' | 'backward'; step: number; fault: Fault };

/** Runs plans, in part or whole, on fresh slots and describes what they left. */
export interface Trial {
  run(plan: Pick<Plan, 'seed' | 'setup' | 'forward' | 'backward'> & { outputs: SlotPath[] }): Promise<Observation>;
}
