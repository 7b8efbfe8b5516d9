import * as l10n from '@vscode/l10n';
import type { FunctionFacts } from '../../model/facts.ts';
import type { Callee, Description, Step, Storage, Value } from '../../model/plan.ts';
import { refTo, type Context } from '../known/context.ts';
import { describeAt, sameShape } from '../known/places.ts';
import type { Budget } from '../known/scene.ts';

/** Where a value keeps its numbers, and where their gradient. */
export interface Fields {
  data: string;
  grad: string;
}

/** How leaves are made, and the form of the first one. */
export interface Leaves {
  make: (into: string, value: Value) => Step;
  shape: number[];
  storage: Storage;
}

/** A graph that runs: each leaf's numbers stand in a slot of their own, `a$`, of which forward makes the value `a`. */
export interface Grown {
  leaves: string[];
  setup: Step[];
  forward: Step[];
  backward: Step;
  /** Slot of the value that backward starts from. */
  result: string;
  operations: string[];
  /** Operations that are in it nowhere, as backward does not get through them, and why. */
  failures: [string, string][];
}

interface Leaf {
  name: string;
  shape: number[];
}

/** What a call is tried with: another value, a new leaf of some shape, or a plain number. */
type Argument = { leaf: number[] } | { value: Value } | null;

const slot = (name: string): Value => ({ kind: 'slot', at: { slot: name, path: [] } });

/** Many entries make one, or one line: tried on what they can still show something of. */
const reductions = /^(sum|mean|max|min|var|std|norm|prod|softmax|log_?softmax|logsumexp)$/i;
/** Changes the shape, so that what came before fits no more. */
const reshapes = /^(__matmul__|matmul|dot|mm|transpose|t)$/i;

/** Grows operation by operation; one that does not run, or gives no finite numbers, is left out. */
export class Graph {
  readonly #context: Context;
  readonly #budget: Budget;
  readonly #leafForm: Leaves;
  readonly #fields: Fields;
  #leaves: Leaf[];
  #forward: Step[] = [];
  #last = 'a';
  #shape: number[];
  #names: string[] = [];
  /** Operations that took a value as their argument. */
  #onTwo: FunctionFacts[] = [];
  #count = 0;
  /** Operations whose forward runs and whose backward does not. */
  readonly #failures = new Map<string, string>();
  /** What makes one number of the last value, where backward starts from one number only. */
  #closing: FunctionFacts | null = null;

  constructor(context: Context, budget: Budget, leafForm: Leaves, fields: Fields) {
    this.#context = context;
    this.#budget = budget;
    this.#leafForm = leafForm;
    this.#fields = fields;
    this.#leaves = [{ name: 'a', shape: leafForm.shape }];
    this.#shape = leafForm.shape;
  }

  get size(): number {
    return this.#names.length;
  }

  async grow(operations: FunctionFacts[]): Promise<void> {
    // Operations on two values first; then those on one, so that every one is used on a value of its own.
    const order = (fn: FunctionFacts): number => -fn.parameters.length + (/neg/i.test(fn.name) ? 0.5 : 0);
    const ordered = operations.slice().sort((a, b) => order(a) - order(b));
    if (this.#shape.length === 0) {
      await this.#tryAll(ordered);
      await this.#useAgain();
      return;
    }
    const reducing = ordered.filter((one) => reductions.test(one.name));
    const reshaping = ordered.filter((one) => reshapes.test(one.name));
    const plain = ordered.filter((one) => !reducing.includes(one) && !reshaping.includes(one));
    await this.#tryAll(plain);
    if (this.size === 0) {
      this.#closing = reducing.find(({ name }) => /^(sum|mean)$/i.test(name)) ?? null;
      await this.#tryAll(plain);
    }
    await this.#addRow();
    for (const one of reducing.filter((reduction) => reduction !== this.#closing)) {
      await this.#addReduced(one);
    }
    await this.#useAgain();
    await this.#tryAll(reshaping);
  }

  /** What a logarithm or a gate does not take at first it may take once the sign is another. */
  async #tryAll(operations: FunctionFacts[]): Promise<void> {
    const left: FunctionFacts[] = [];
    for (const operation of operations) {
      if (!(await this.#tryFirst(operation, this.#argumentsOf(operation)))) left.push(operation);
    }
    for (const operation of left.length < operations.length ? left : []) {
      await this.#tryFirst(operation, this.#argumentsOf(operation));
    }
  }

  #argumentsOf(operation: FunctionFacts): Argument[] {
    const number: Argument = { value: { kind: 'json', value: 2 } };
    const isBinary = operation.parameters.length > (operation.owner === null ? 1 : 0);
    const other: Argument = { leaf: this.#shape };
    const [rows, columns] = this.#shape;
    const factor: Argument[] = rows !== undefined && columns !== undefined ? [{ leaf: [columns, 5] }] : [];
    if (/pow/.test(operation.name)) return [number, other];
    if (!isBinary) return [null];
    const isOptional = operation.parameters.every((one) => one.optional);
    return isOptional && this.#shape.length > 0 ? [null] : [other, ...factor, number];
  }

  async #tryFirst(operation: FunctionFacts, choices: Argument[]): Promise<boolean> {
    for (const argument of choices) {
      if (await this.#call(operation, argument)) return true;
    }
    return false;
  }

  /** A value that is used twice gets a gradient from each use: a += that should be there and is not shows only here. */
  async #useAgain(): Promise<void> {
    for (const operation of this.#onTwo.slice(0, 2)) {
      const before = this.#last;
      await this.#call(operation, { value: slot('a') });
      await this.#call(operation, { value: slot(this.#last) }, before);
      await this.#call(operation, { value: slot(this.#last) });
    }
  }

  /** One row for all: the gradient of what was spread out is a sum. */
  async #addRow(): Promise<void> {
    for (const operation of this.#onTwo.slice(0, 2)) {
      await this.#call(operation, { leaf: this.#shape.slice(-1) });
    }
  }

  /** `x + x.sum()`: the graph goes on with as many entries as before. */
  async #addReduced(reduction: FunctionFacts): Promise<void> {
    const { callee, args } = this.#callOf(reduction, this.#last, null);
    const reduced = `v${this.#count++}`;
    const step: Step = { kind: 'call', into: reduced, callee, args };
    const joins = this.#onTwo.slice(0, 2).map((one) => this.#callOf(one, this.#last, slot(reduced)));
    for (const joined of joins) {
      const into = `v${this.#count++}`;
      if (await this.#accept([step, { kind: 'call', into, ...joined }], into, reduction, [])) return;
    }
  }

  async #call(operation: FunctionFacts, argument: Argument, on = this.#last): Promise<boolean> {
    const leaf = argument && 'leaf' in argument ? { name: this.#nextLeaf(), shape: argument.leaf } : null;
    const value = leaf ? slot(leaf.name) : argument && 'value' in argument ? argument.value : null;
    const into = `v${this.#count++}`;
    const step: Step = { kind: 'call', into, ...this.#callOf(operation, on, value) };
    const isKept = await this.#accept([step], into, operation, leaf ? [leaf] : []);
    if (isKept && leaf && !this.#onTwo.includes(operation)) this.#onTwo.push(operation);
    return isKept;
  }

  /** Takes the steps over where backward then runs, and every leaf has a gradient of its own shape. */
  async #accept(steps: Step[], into: string, operation: FunctionFacts, more: Leaf[]): Promise<boolean> {
    const leaves = [...this.#leaves, ...more];
    const forward = [...this.#forward, ...steps];
    const end = this.#ending(into);
    const seen = await this.#budget.run(
      this.#setup(leaves),
      [...this.#fresh(leaves), ...forward, ...end.steps],
      [this.#backward(end.at)],
    );
    if (!seen.ok) {
      if (seen.stage === 'backward') this.#failures.set(operation.name, seen.fault.message);
      return false;
    }
    const held = (name: string, field: string): Description | undefined => describeAt(seen.slots[name], [field]);
    const shape = shapeOf(held(into, this.#fields.data));
    const isFit = ({ name, shape: own }: Leaf): boolean => {
      const gradient = shapeOf(held(name, this.#fields.grad));
      return gradient !== null && sameShape(gradient, own);
    };
    const hasGradients =
      this.#leafForm.shape.length === 0 ? shapeOf(held(into, this.#fields.grad))?.length === 0 : leaves.every(isFit);
    if (!hasGradients) this.#failures.set(operation.name, l10n.t('some gradient has another shape than its value'));
    if (shape === null || !isTelling(held(into, this.#fields.data)) || !hasGradients) return false;
    this.#leaves = leaves;
    this.#forward = forward;
    this.#last = into;
    this.#shape = shape;
    this.#names.push(operation.name);
    return true;
  }

  #nextLeaf(): string {
    return String.fromCharCode(97 + this.#leaves.length);
  }

  #setup(leaves: Leaf[]): Step[] {
    return leaves.map(({ name, shape }): Step => ({
      kind: 'value',
      into: `${name}$`,
      value: {
        kind: 'array',
        key: name,
        shape,
        fill: { kind: 'uniform', low: 0.3, high: 0.9 },
        storage: this.#leafForm.storage,
      },
    }));
  }

  /** Values are made anew in forward, so that no gradient is left over from the last run. */
  #fresh(leaves: Leaf[]): Step[] {
    return leaves.map(({ name }) => this.#leafForm.make(name, slot(`${name}$`)));
  }

  #ending(into: string): { steps: Step[]; at: string } {
    if (!this.#closing) return { steps: [], at: into };
    const { callee, args } = this.#callOf(this.#closing, into, null);
    return { steps: [{ kind: 'call', into: '$closed', callee, args }], at: '$closed' };
  }

  #backward(on: string): Step {
    const callee: Callee = { kind: 'method', on: { slot: on, path: [] }, name: this.#context.backward.name };
    return { kind: 'call', into: '$done', callee, args: [] };
  }

  #callOf(operation: FunctionFacts, last: string, argument: Value | null): { callee: Callee; args: Value[] } {
    const on = { slot: last, path: [] };
    const rest = argument ? [argument] : [];
    const ref = operation.owner === null ? refTo(this.#context, operation) : null;
    return ref
      ? { callee: { kind: 'ref', ref }, args: [{ kind: 'slot', at: on }, ...rest] }
      : { callee: { kind: 'method', on, name: operation.name }, args: rest };
  }

  /** What has grown, as steps and names. */
  get grown(): Grown {
    const end = this.#ending(this.#last);
    return {
      leaves: this.#leaves.map(({ name }) => name),
      setup: this.#setup(this.#leaves),
      forward: [...this.#fresh(this.#leaves), ...this.#forward, ...end.steps],
      backward: this.#backward(end.at),
      result: end.at,
      operations: this.#names,
      failures: [...this.#failures].filter(([name]) => !this.#names.includes(name)),
    };
  }
}

function shapeOf(held: Description | undefined): number[] | null {
  return held?.kind === 'number' ? [] : held?.kind === 'array' ? held.shape : null;
}

/** Finite, far from where sums lose digits, and not 0 throughout: behind a closed gate nothing shows any more. */
function isTelling(held: Description | undefined): boolean {
  const [low, high] =
    held?.kind === 'number' ? [held.value, held.value] : held?.kind === 'array' ? [held.minimum, held.maximum] : [];
  return typeof low === 'number' && typeof high === 'number' && Math.max(-low, high) < 1e4 && (low !== 0 || high !== 0);
}
