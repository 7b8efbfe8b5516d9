import type { FunctionFacts } from '../model/facts.ts';
import type { Callee, GradientPlan, LeafPlan, Plan, Step, Value } from '../model/plan.ts';
import type { BoundPlan } from './binding.ts';
import { findClass, methodsOf, refTo, type Context } from './context.ts';
import { describeAt, numericPlaces } from './places.ts';
import { epsilonOf, type Source } from './plans.ts';
import type { Budget } from './scene.ts';

/**
 * Values that remember how they were made (`.data`, `.grad`, `.backward()`): a small graph is built from every
 * operation of the class that can be called with such values, one after another, and its leaves are checked.
 */
export async function bindAutograd(context: Context, source: Source, budget: Budget): Promise<BoundPlan | null> {
  const owner = findClass(context, context.pair.owner ?? context.backward.owner);
  const ref = owner && refTo(context, owner);
  if (!owner || !ref || context.backward.parameters.some((one) => !one.optional)) {
    return null;
  }
  const make = (into: string, value: Value): Step => ({
    kind: 'call',
    into,
    callee: { kind: 'construct', ref },
    args: [value],
  });
  const number = (key: string): Value => ({
    kind: 'array',
    key,
    shape: [],
    fill: { kind: 'uniform', low: 0.3, high: 0.9 },
    storage: 'nested',
  });
  const first = await budget.run([...context.prelude, make('probe', number('probe'))], [], []);
  const fields = first.ok ? fieldsOf(first.slots.probe) : null;
  if (!fields) {
    return null;
  }
  const graph = new Graph(context, budget, make, number);
  const methods = methodsOf(context, owner).filter(isOperation);
  await graph.start([...methods, ...functionsOn(context, owner.name)], fields);
  return graph.size > 0 ? graph.plan(source, fields) : null;
}

interface Fields {
  data: string;
  grad: string;
}

/** The names under which a value keeps its number and its gradient. */
function fieldsOf(description: Parameters<typeof describeAt>[0]): Fields | null {
  const names = numericPlaces(description, { slot: '', path: [] }, 1).map((place) => place.name);
  const data = names.find((name) => /^_?(data|value|val|v|x)$/i.test(name));
  const grad = names.find((name) => /^_?(grad|gradient|g|derivative|adjoint|dv)$/i.test(name));
  return data !== undefined && grad !== undefined ? { data, grad } : null;
}

/** Operators that Python spells as methods; those with the operands swapped and those in place are the same again. */
const operators = /^__(add|sub|mul|truediv|div|pow|neg|matmul|abs)__$/;
/** `add(a: Value, b: Value)` beside the class. */
function functionsOn({ facts }: Context, name: string): FunctionFacts[] {
  return facts.functions.filter(
    (fn) =>
      fn.owner === null &&
      fn.reach !== null &&
      fn.parameters.length > 0 &&
      fn.parameters.length <= 2 &&
      fn.calls.includes(name) &&
      fn.parameters.every((one) => one.type === null || one.type.includes(name)),
  );
}

function isOperation(fn: FunctionFacts): boolean {
  if (operators.test(fn.name)) {
    return fn.parameters.filter((one) => !one.optional).length <= 1;
  }
  const isOther =
    /^(_|constructor$|backward|zero|toString|item|set|get|is|update|step|build|clone|detach|valueOf|print|label|draw)/i.test(
      fn.name,
    );
  return !isOther && !fn.isAsync && fn.parameters.filter((one) => !one.optional).length <= 1;
}

const slot = (name: string): Value => ({ kind: 'slot', at: { slot: name, path: [] } });

/** Grows operation by operation; one that does not run, or gives no finite number, is left out. */
class Graph {
  readonly #context: Context;
  readonly #budget: Budget;
  readonly #make: (into: string, value: Value) => Step;
  readonly #number: (key: string) => Value;
  #setup: Step[] = [];
  #leaves: string[] = [];
  #forward: Step[] = [];
  #last = '';
  #names: string[] = [];
  /** Operations that took a value as their argument. */
  #onTwo: FunctionFacts[] = [];

  constructor(
    context: Context,
    budget: Budget,
    make: (into: string, value: Value) => Step,
    number: (key: string) => Value,
  ) {
    this.#context = context;
    this.#budget = budget;
    this.#make = make;
    this.#number = number;
  }

  get size(): number {
    return this.#names.length;
  }

  async start(operations: FunctionFacts[], fields: Fields): Promise<void> {
    this.#addLeaf('a');
    this.#last = 'a';
    // Operations on two values first; then those on one, so that every one is used on a value of its own.
    const ordered = operations.slice().sort((a, b) => b.parameters.length - a.parameters.length);
    for (const [index, operation] of ordered.entries()) {
      await this.#tryOperation(operation, `v${index}`, fields);
    }
    await this.#useAgain(fields);
    const last: Step = { kind: 'value', into: '$value', value: { kind: 'slot', at: { slot: this.#last, path: [] } } };
    this.#forward.push(last);
  }

  #addLeaf(name: string): void {
    this.#setup.push({ kind: 'value', into: `${name}$`, value: this.#number(name) });
    this.#leaves.push(name);
  }

  /** Values are made anew in forward, so that no gradient is left over from the last run. */
  #fresh(names: string[]): Step[] {
    return names.map((name) => this.#make(name, { kind: 'slot', at: { slot: `${name}$`, path: [] } }));
  }

  /** A value that is used twice gets a gradient from each use: a += that should be there and is not shows only here. */
  async #useAgain(fields: Fields): Promise<void> {
    for (const [index, operation] of this.#onTwo.slice(0, 2).entries()) {
      const before = this.#last;
      await this.#call(operation, `again${index}`, fields, [slot('a')]);
      await this.#call(operation, `same${index}`, fields, [slot(this.#last)], before);
      await this.#call(operation, `twice${index}`, fields, [slot(this.#last)]);
    }
  }

  async #tryOperation(operation: FunctionFacts, into: string, fields: Fields): Promise<void> {
    const isBinary = operation.parameters.length > (operation.owner === null ? 1 : 0);
    const number: Value = { kind: 'json', value: 2 };
    const other = slot(this.#nextLeaf());
    const isPower = /pow/.test(operation.name);
    await this.#call(operation, into, fields, isPower ? [number, other] : isBinary ? [other, number] : [null]);
  }

  #nextLeaf(): string {
    return String.fromCharCode(97 + this.#leaves.length);
  }

  /** Calls an operation on the last value with the first of some arguments that works, and makes its result the last. */
  async #call(
    operation: FunctionFacts,
    into: string,
    fields: Fields,
    choices: (Value | null)[],
    on = this.#last,
  ): Promise<void> {
    const leaf = this.#nextLeaf();
    for (const argument of choices) {
      const usesLeaf = argument?.kind === 'slot' && argument.at.slot === leaf;
      const setup: Step[] = usesLeaf
        ? [...this.#setup, { kind: 'value', into: `${leaf}$`, value: this.#number(leaf) }]
        : this.#setup;
      const leaves = usesLeaf ? [...this.#leaves, leaf] : this.#leaves;
      const call: Step = {
        kind: 'call',
        into,
        ...this.#callOf(operation, on, argument),
      };
      const forward = [...this.#forward, call];
      const backward: Step[] = [
        {
          kind: 'call',
          into: '$done',
          callee: { kind: 'method', on: { slot: into, path: [] }, name: this.#context.backward.name },
          args: [],
        },
      ];
      const observation = await this.#budget.run(setup, [...this.#fresh(leaves), ...forward], backward);
      const value = observation.ok ? describeAt(observation.slots[into], [fields.data]) : undefined;
      const isSmall = value?.kind === 'number' && typeof value.value === 'number' && Math.abs(value.value) < 1e3;
      if (isSmall && observation.ok && describeAt(observation.slots[into], [fields.grad])?.kind === 'number') {
        this.#setup = setup;
        this.#leaves = leaves;
        this.#forward = forward;
        this.#last = into;
        this.#names.push(operation.name);
        if (usesLeaf) this.#onTwo.push(operation);
        return;
      }
    }
  }

  #callOf(operation: FunctionFacts, last: string, argument: Value | null): { callee: Callee; args: Value[] } {
    const on = { slot: last, path: [] };
    const rest = argument ? [argument] : [];
    const ref = operation.owner === null ? refTo(this.#context, operation) : null;
    return ref
      ? { callee: { kind: 'ref', ref }, args: [{ kind: 'slot', at: on }, ...rest] }
      : { callee: { kind: 'method', on, name: operation.name }, args: rest };
  }

  plan(source: Source, fields: Fields): BoundPlan {
    const leaves = this.#leaves.map((name): LeafPlan => ({
      name,
      layer: null,
      role: 'parameter',
      at: { slot: `${name}$`, path: [] },
      gradientName: `${name}.${fields.grad}`,
    }));
    const gradients = this.#leaves.map((name): GradientPlan => ({
      kind: 'value',
      at: { slot: name, path: [fields.grad] },
      transposed: false,
    }));
    const plan: Plan = {
      version: 1,
      seed: this.#context.seed,
      setup: [...this.#context.prelude, ...this.#setup],
      forward: [...this.#fresh(this.#leaves), ...this.#forward],
      backward: [
        {
          kind: 'call',
          into: '$done',
          callee: { kind: 'method', on: { slot: this.#last, path: [] }, name: this.#context.backward.name },
          args: [],
        },
      ],
      leaves,
      gradients,
      cost: { kind: 'scalar', at: { slot: this.#last, path: [fields.data] } },
      clear: [],
    };
    const value = `a, then ${this.#names.join(', ')}`;
    return {
      plan,
      inputs: {
        ...source,
        source: 'module',
        description: 'a graph of the operations of the class',
        seed: this.#context.seed,
        arguments: [{ name: 'graph', value }],
      },
      notes: [],
      confidence: 0.7,
      gradientsFrom: 'value',
      costIsGuess: false,
      isWhole: true,
      madeUp: [],
      rateIsGuess: false,
      decays: [],
      epsilon: epsilonOf(this.#context),
    };
  }
}
