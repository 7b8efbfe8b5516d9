import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../model/facts.ts';
import { fault, GradientCheckError } from '../model/fault.ts';
import type { Step } from '../model/plan.ts';
import type { BindRequest } from './plans/binding.ts';
import type { Context, Given } from './known/context.ts';
import { factoryName } from './arguments/containers.ts';
import { withHandedOn } from './handedOn.ts';
import { isZipped, roleOf } from './names/roles.ts';
import { namesInType } from './known/typeFields.ts';
import { layerCount } from './known/world.ts';
import { parseTag } from './known/tag.ts';
import { withUnionWords } from './known/unionWords.ts';

/** Gathers what is known about a pair before any trial. Throws TagError, or GradientCheckError where backward is not in the facts. */
export function contextFor(request: BindRequest, fromFile: Map<string, Given>, prelude: Step[] = []): Context {
  const { pair } = request;
  const all = withHandedOn(withUnionWords([request.facts, ...request.related]));
  const [facts = request.facts, ...related] = all;
  const find = (name: string | null): FunctionFacts | null =>
    name === null ? null : (all.flatMap((module) => module.functions).find((fn) => fn.qualifiedName === name) ?? null);
  const backward = find(pair.backward);
  if (!backward) {
    throw new GradientCheckError(
      fault('unbound', l10n.t('{0} is not in this file any more.', pair.backward), { file: facts.file }),
    );
  }
  const given = new Map(fromFile);
  if (request.tag !== null) {
    for (const [name, entry] of parseTag(request.tag)) {
      if (!given.has(name)) {
        given.set(name, { kind: 'tag', entry });
      }
    }
  }
  const first =
    find(nameGiven(given, 'forward') ?? pair.forward) ??
    find(pair.costs[0] ?? null) ??
    importedForward(backward, facts, related);
  const forward = given.has('forward') ? first : (activationsBehind(first, backward, facts) ?? first);
  const cost = nameGiven(given, 'cost') ?? (forward === first ? null : (first?.qualifiedName ?? null));
  const named = cost === null ? pair : { ...pair, costs: [cost, ...pair.costs] };
  const siblings = namesOf([forward, backward]);
  const context: Context = {
    facts,
    all,
    pair: named,
    seed: request.seed,
    forward,
    backward,
    given,
    prelude,
    layerCount: layersSpokenOf([forward, backward], all, siblings),
    siblings,
    outputUnits: null,
    exported: new Map(),
  };
  const types = [forward, backward].flatMap((fn) => fn?.parameters.map(({ type }) => type ?? '') ?? []);
  const held = types.flatMap((type) => namesInType(context, type));
  return { ...context, siblings: [...new Set([...siblings, ...held])] };
}

/**
 * `backProp(config, x, t)` that calls a `forwardPropagation(config, x)` of another module, or that some function calls
 * behind it: `backpropagate(gradient, genome, activations)` where activations come from an imported `forward(x, genome)`.
 */
function importedForward(
  backward: FunctionFacts,
  facts: ModuleFacts,
  related: readonly ModuleFacts[],
): FunctionFacts | null {
  const callers = [facts, ...related].flatMap((module) =>
    module.functions.filter((fn) => fn.calls.includes(backward.name)),
  );
  const found = related
    .flatMap((module) => module.functions)
    .filter(
      (fn) =>
        fn.owner === null &&
        fn.reach !== null &&
        /forward|fprop|predict/i.test(fn.name) &&
        fn.parameters.length > 0 &&
        fn.parameters.length <= backward.parameters.length &&
        fn.parameters.every((one) => !/grad|delta/i.test(one.name)),
    );
  const isImported = (fn: FunctionFacts): boolean => facts.imports.some(({ imported }) => imported === fn.name);
  return (
    found.find((fn) => backward.calls.includes(fn.name)) ??
    found.find((fn) => callers.some((one) => one.calls.includes(fn.name))) ??
    (backward.owner === null ? found.find((fn) => isImported(fn) && sharesParameters(fn, backward)) : undefined) ??
    null
  );
}

/** Both are handed the same parameters: by name, or by a type of their own. */
function sharesParameters(forward: FunctionFacts, backward: FunctionFacts): boolean {
  return forward.parameters.some((own) =>
    backward.parameters.some(
      (its) =>
        roleOf(own, 'forward') === 'container' &&
        (its.name === own.name || (own.type !== null && its.type === own.type)),
    ),
  );
}

/** A container of parameters whose factory takes a list of sizes has at least two layers. */
function layersSpokenOf(functions: (FunctionFacts | null)[], all: ModuleFacts[], siblings: string[]): number {
  const counted = layerCount(siblings);
  const containers = functions.flatMap(
    (fn) => fn?.parameters.filter((one) => roleOf(one, 'forward') === 'container') ?? [],
  );
  const takesContainer = containers.length > 0;
  const perLayer = functions.some((fn) =>
    fn?.parameters.some((one) => /^weights?$/i.test(one.name) && /^number(\[\]){3}$/.test(one.type ?? '')),
  );
  const isListed =
    perLayer ||
    functions.some((fn) => (fn?.parameters.filter(isZipped) ?? []).length >= 2) ||
    functions.some((fn) => fn?.parameters.some(({ type }) => holdsLayers(all, type))) ||
    containers.some(
      (one) =>
        /^(layers|net|network)$/i.test(one.name) ||
        /\[\]$/.test(one.type ?? '') ||
        one.keys.some((key) => /^(weights|biases|layers)$/i.test(key)),
    );
  if (isListed) {
    return Math.max(2, counted);
  }
  const factory = all
    .flatMap((module) => module.functions)
    .some((fn) => factoryName.test(fn.name) && fn.parameters.some(isListOfSizes));
  return takesContainer && factory ? Math.max(2, counted) : counted;
}

/** `{ W: Float64Array[], b: Float64Array[] }`: one array of weights for each layer. */
function holdsLayers(all: readonly ModuleFacts[], type: string | null): boolean {
  const fields = all.flatMap((module) => module.types ?? []).find(({ name }) => name === type?.trim())?.fields ?? [];
  const isList = /^(?:Float(?:32|64)Array(?:<\w+>)?\[\]|number(?:\[\]){3})$/;
  return fields.some((one) => /^(?:W|Ws|weights?)$/i.test(one.name) && isList.test(one.type));
}

/** `layerSizes`, `units: number[]`. */
function isListOfSizes(one: ParameterFacts): boolean {
  const role = roleOf(one, 'constructor');
  return role === 'sizes' || (role === 'size' && one.type?.trim() === 'number[]');
}

/** Where the partner is a cost of the activations, and backward wants their cache, forward is the function that makes them. */
function activationsBehind(
  first: FunctionFacts | null,
  backward: FunctionFacts,
  facts: ModuleFacts,
): FunctionFacts | null {
  const isCost =
    first !== null &&
    /cost|loss|error/i.test(first.name) &&
    first.parameters[0] !== undefined &&
    roleOf(first.parameters[0], 'cost') === 'prediction';
  const wantsCache = backward.parameters.some((one) => roleOf(one, 'backward') === 'cache');
  const isLoss = first !== null && first.owner === null && /cost|loss|error/i.test(first.name);
  const model = isLoss ? modelBehind(first, backward, facts) : null;
  if (model) {
    return model;
  }
  if (!isCost || !wantsCache) {
    return null;
  }
  const forwards = facts.functions.filter(
    (fn) => fn.owner === first.owner && fn !== backward && /forward|fprop|feed/i.test(fn.name),
  );
  const shared = (fn: FunctionFacts): number =>
    fn.parameters.filter((one) => backward.parameters.concat(first.parameters).some((other) => other.name === one.name))
      .length;
  return forwards.sort((a, b) => shared(b) - shared(a))[0] ?? null;
}

/** `gradient(w, x, t)` beside `cost(y, t)` differentiates by what only the model `nn(x, w)` takes, which it calls. */
function modelBehind(cost: FunctionFacts, backward: FunctionFacts, facts: ModuleFacts): FunctionFacts | null {
  const names = backward.parameters.map(({ name }) => name);
  const known = new Set(cost.parameters.map(({ name }) => name));
  const isOfModel = backward.parameters.some((one) => roleOf(one, 'forward') === 'weight' && !known.has(one.name));
  const models = facts.functions.filter(
    (fn) =>
      fn.owner === null &&
      fn !== cost &&
      fn !== backward &&
      backward.calls.includes(fn.name) &&
      fn.parameters.length > 1 &&
      fn.parameters.every(({ name }) => names.includes(name)),
  );
  return isOfModel ? (models[0] ?? null) : null;
}

function nameGiven(given: Map<string, Given>, key: string): string | null {
  const entry = given.get(key);
  return entry?.kind === 'tag' && entry.entry.kind === 'name'
    ? entry.entry.name
    : entry?.kind === 'place' && entry.description.kind === 'string'
      ? entry.description.value
      : null;
}

function namesOf(functions: (FunctionFacts | null)[]): string[] {
  const names = functions.flatMap((fn) => (fn ? fn.parameters.flatMap((one) => [one.name, ...one.keys]) : []));
  return [...new Set(names)];
}
