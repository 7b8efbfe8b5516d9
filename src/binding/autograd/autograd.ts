import type { ClassFacts, FunctionFacts } from '../../model/facts.ts';
import type { Step, Value } from '../../model/plan.ts';
import { Graph, type Fields, type Leaves } from './autogradGraph.ts';
import { autogradPlan } from './autogradPlan.ts';
import type { BoundPlan } from '../plans/binding.ts';
import { defaultStorage, findClass, methodsOf, refTo, type Context } from '../known/context.ts';
import { describeAt, numericPlaces } from '../known/places.ts';
import type { Source } from '../plans/plans.ts';
import type { Budget } from '../known/scene.ts';

/**
 * Values that remember how they were made (`.data`, `.grad`, `.backward()`): a small graph is built from every
 * operation of the class that can be called with such values, one after another, and its leaves are checked. The
 * values hold numbers, or arrays where the class speaks of them.
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
    args: constructorArguments(owner, value),
  });
  const number: Leaves = { make, shape: [], storage: 'nested' };
  const probe = await budget.run([...context.prelude, make('probe', oneNumber)], [], []);
  const fields = probe.ok ? fieldsOf(probe.slots.probe) : null;
  if (!fields) {
    return null;
  }
  const methods = methodsOf(context, owner);
  const operations = [...methods.filter(isOperation), ...functionsOn(context, owner.name)];
  const array: Leaves = { make, shape: [3, 4], storage: defaultStorage(context) };
  const isOfArrays =
    describeAt(probe.ok ? probe.slots.probe : undefined, [fields.data])?.kind === 'array' ||
    operations.some((fn) => ofArrays.test(fn.name));
  for (const leaves of isOfArrays ? [array, number] : [number]) {
    const graph = new Graph(context, budget, leaves, fields);
    await graph.grow(operations);
    if (graph.size > 0) {
      return autogradPlan(context, source, fields, graph.grown);
    }
  }
  return null;
}

const oneNumber: Value = {
  kind: 'array',
  key: 'probe',
  shape: [],
  fill: { kind: 'uniform', low: 0.3, high: 0.9 },
  storage: 'nested',
};

const ofArrays = /^(__matmul__|matmul|dot|mm|transpose|reshape)$/i;

/** `Tensor(data, requires_grad=False)` keeps no gradient unless it is told to. */
function constructorArguments({ constructorParameters }: ClassFacts, value: Value): Value[] {
  const asked = constructorParameters.findIndex(({ name }) => /^_?requires?_?grads?$/i.test(name));
  return constructorParameters
    .slice(0, Math.max(1, asked + 1))
    .map((_, index): Value =>
      index === 0 ? value : index === asked ? { kind: 'json', value: true } : { kind: 'undefined' },
    );
}

/** The names under which a value keeps its numbers and its gradient, which may be missing at first. */
function fieldsOf(description: Parameters<typeof describeAt>[0]): Fields | null {
  const names = numericPlaces(description, { slot: '', path: [] }, 1).map((place) => place.name);
  const all = description?.kind === 'object' ? description.entries : [];
  const open = all.flatMap(([name, { kind }]) => (['null', 'undefined'].includes(kind) ? [name] : []));
  const data = names.find((name) => /^_?(data|value|val|v|x)$/i.test(name));
  const grad = [...names, ...open].find((name) => /^_?(grad|gradient|g|derivative|adjoint|dv)$/i.test(name));
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
    /^(_|constructor$|backward|zero|toString|item|set|get|is|update|step|build|clone|detach|valueOf|print|label|draw|numpy|copy|shape|size)/i.test(
      fn.name,
    );
  return !isOther && !fn.isAsync && fn.parameters.filter((one) => !one.optional).length <= 1;
}
