import * as l10n from '@vscode/l10n';
import type { ClassFacts, FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Callee, Value } from '../../model/plan.ts';
import { constructorScenes, emptyScene, selfSlot } from './constructorScenes.ts';
import { findClass, findFunction, frameOf, methodsOf, refTo, type Context } from '../known/context.ts';
import { literalOf } from '../names/literals.ts';
import { makeStep } from '../known/givenOption.ts';
import { adds, preparations, prepares, withLayers } from './preparations.ts';
import { roleOf } from '../names/roles.ts';
import type { Scene } from '../known/scene.ts';
import { worlds } from '../known/world.ts';
import { spellNew } from '../known/spelling.ts';

/** Every way to call the pair: as plain functions, or as methods of an object that is built first. */
export function scenesOf(context: Context): Scene[] {
  const { forward, backward } = context;
  const owner = ownerOf(context);
  const maker = owner ? null : makerOf(context);
  if (maker) {
    return maker.map((scene) => ({
      ...scene,
      forward: forward && methodCall(context, forward),
      backward: forward === backward ? null : methodCall(context, backward),
    }));
  }
  if (!owner || backward.isStatic || !needsInstance(backward)) {
    return [functionScene(context, forward, backward)];
  }
  const given = givenInstance(context);
  const made = given
    ? [given]
    : [
        ...constructed(context, owner),
        ...derived(context, owner),
        ...exportedInstances(context, owner),
        ...factories(context, owner),
      ];
  return made
    .map((scene) => ({
      ...scene,
      forward: forward && methodCall(context, forward),
      backward: forward === backward ? null : methodCall(context, backward),
    }))
    .sort((a, b) => a.penalty - b.penalty);
}

function needsInstance(fn: FunctionFacts): boolean {
  return fn.reach === null || fn.reach.kind === 'method';
}

/** A function that returns an object of functions: `createDense(4, 5)`. */
function makerOf(context: Context): Scene[] | null {
  const name = context.pair.owner ?? context.backward.owner;
  const fn = name === null ? undefined : makerNamed(context, name);
  const ref = fn && needsInstance(context.backward) ? refTo(context, fn) : null;
  return fn && ref
    ? constructorScenes(context, fn.name, fn.parameters, { kind: 'ref', ref }).map((scene) => ({
        ...scene,
        label: scene.label.replace(/^new /, ''),
      }))
    : null;
}

/** The function itself, or the one that returns its local object: `createDense.layer` of `const layer = {…}; return layer;`. */
function makerNamed(context: Context, name: string): FunctionFacts | undefined {
  const free = context.all.flatMap((module) => module.functions).filter((one) => one.owner === null);
  const at = name.lastIndexOf('.');
  const [outer, local] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  return free.find(
    ({ qualifiedName, returns }) =>
      qualifiedName === name ||
      (qualifiedName === outer && returns.some(({ kind, names }) => kind === 'name' && names[0] === local)),
  );
}

function ownerOf(context: Context): ClassFacts | undefined {
  return findClass(context, context.pair.owner) ?? findClass(context, context.backward.owner);
}

function methodCall(context: Context, facts: FunctionFacts): { facts: FunctionFacts; callee: Callee } {
  const isMethod = needsInstance(facts) && !facts.isStatic && facts.owner !== null;
  const ref = refTo(context, facts);
  const callee: Callee =
    isMethod || !ref ? { kind: 'method', on: { slot: selfSlot, path: [] }, name: facts.name } : { kind: 'ref', ref };
  return { facts, callee };
}

function functionScene(context: Context, forward: FunctionFacts | null, backward: FunctionFacts): Scene {
  const call = (facts: FunctionFacts): { facts: FunctionFacts; callee: Callee } | null => {
    const ref = refTo(context, facts);
    return ref ? { facts, callee: { kind: 'ref', ref } } : null;
  };
  const isOne = forward === null || forward === backward;
  const first = forward ?? backward;
  const own = call(backward) ?? { facts: backward, callee: { kind: 'slot', at: { slot: '$out', path: [] } } as Callee };
  return { ...emptyScene, forward: call(first), backward: isOne ? null : own };
}

/** The tag or the file says how the object is made. */
function givenInstance(context: Context): Scene | null {
  const keys = ['instance', 'network', 'layer', 'net', 'model', 'object', 'self'];
  for (const key of keys) {
    const given = context.given.get(key);
    if (given?.kind === 'place') {
      const value: Value = { kind: 'slot', at: given.at };
      return {
        ...emptyScene,
        self: selfSlot,
        setup: [{ kind: 'value', into: selfSlot, value }],
        label: l10n.t('the inputs file'),
      };
    }
    if (given?.entry.kind === 'make') {
      const frame = frameOf(context, worlds[0] ?? (undefined as never));
      const step = makeStep(frame, given.entry, selfSlot);
      const sizes = given.entry.args
        .flatMap((one) => (one.kind === 'value' ? one.value : one.dims))
        .filter((value): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0);
      return (
        step && {
          ...emptyScene,
          self: selfSlot,
          setup: [step],
          layers: sizes.length > 1 ? sizes : null,
          label: `${given.entry.name}(…)`,
        }
      );
    }
  }
  return null;
}

function constructed(context: Context, owner: ClassFacts): Scene[] {
  const ref = refTo(context, owner);
  if (!ref) {
    return [];
  }
  const callee: Callee = { kind: 'construct', ref };
  const generic = constructorScenes(context, owner.name, owner.constructorParameters, callee);
  const literal = literalScenes(context, owner, callee);
  const methods = methodsOf(context, owner);
  const isEmpty = methods.some((fn) => adds.test(fn.name));
  const isUnsized = methods.some(takesSizes) && !owner.constructorParameters.some((one) => isSizes(one));
  const plain = [...generic, ...literal].map((scene) => ({ ...scene, penalty: scene.penalty + (isEmpty ? 3 : 0) }));
  const withMore = plain
    .flatMap((scene) => withLayers(context, owner, scene))
    .map((scene) => ({ ...scene, penalty: scene.penalty - (isEmpty ? 2.5 : -0.3) }));
  const prepared = [...plain, ...withMore].flatMap((scene) => preparations(context, owner, scene));
  const bare = isUnsized ? plain.map((scene) => ({ ...scene, penalty: scene.penalty + 2 })) : plain;
  return [...bare, ...withMore, ...prepared];
}

/** `initialize(sizes)`: the object has no weights before. */
function takesSizes(fn: FunctionFacts): boolean {
  return prepares.test(fn.name) && fn.parameters.some((one) => !one.optional && isSizes(one));
}

function isSizes(one: ParameterFacts): boolean {
  return ['size', 'sizes'].includes(roleOf(one, 'constructor'));
}

/** An Activation that must be handed its functions is met as a Sigmoid or a Tanh, which know theirs. */
function derived(context: Context, owner: ClassFacts): Scene[] {
  const needsFunctions = owner.constructorParameters.some((one) => roleOf(one, 'constructor') === 'function');
  if (!needsFunctions) {
    return [];
  }
  const kinds = context.all.flatMap((module) => module.classes).filter((one) => one.extendsName === owner.name);
  const isSmooth = (one: ClassFacts): boolean => /tanh|sigmoid|logistic|softplus/i.test(one.name);
  const ordered = [...kinds.filter(isSmooth), ...kinds.filter((one) => !isSmooth(one))].slice(0, 3);
  return ordered.flatMap((one, index) => {
    const ref = refTo(context, one);
    return ref
      ? constructorScenes(context, one.name, one.constructorParameters, { kind: 'construct', ref }).map((scene) => ({
          ...scene,
          penalty: scene.penalty + 0.3 + index * 0.2,
        }))
      : [];
  });
}

/** `new Network([2, 3, 1], 'sigmoid')` as some text of the workspace has it. */
function literalScenes(context: Context, owner: ClassFacts, callee: Callee): Scene[] {
  const calls = context.all
    .flatMap((module) => module.callSites)
    .filter((site) => site.callee.replace(/^.*\./, '') === owner.name);
  return calls.slice(0, 4).flatMap((site, index): Scene[] => {
    const values = site.argumentTexts.map((text) => argumentValue(context, text));
    if (values.some((value) => value === null)) {
      return [];
    }
    const sizes = site.argumentTexts
      .flatMap((text) => literalOf(text))
      .flat()
      .filter((value): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0);
    return [
      {
        ...emptyScene,
        self: selfSlot,
        setup: [{ kind: 'call', into: selfSlot, callee, args: values as Value[] }],
        layers: sizes.length > 1 ? sizes : null,
        label: l10n.t(
          '{0}, as the code has it',
          spellNew(context, owner.name, site.argumentTexts.join(', ').slice(0, 60)),
        ),
        penalty: 1 + index * 0.3,
      },
    ];
  });
}

/** A literal, or a function, class or value of a module. */
function argumentValue(context: Context, text: string): Value | null {
  const literal = literalOf(text);
  if (literal !== undefined) {
    return { kind: 'json', value: literal };
  }
  const name = /^[A-Za-z_$][\w$.]*$/.exec(text.trim())?.[0];
  const thing =
    name === undefined
      ? undefined
      : (findFunction(context, name) ??
        context.all.flatMap((module) => module.values).find((value) => value.name === name));
  const ref = thing && refTo(context, thing);
  return ref ? { kind: 'ref', ref } : null;
}

/** `export const net = new Network(…)`. */
function exportedInstances(context: Context, owner: ClassFacts): Scene[] {
  const values = context.all
    .flatMap((module) => module.values)
    .filter((value) => new RegExp(`^\\s*new\\s+${owner.name}\\b`).test(value.initialText ?? ''));
  return values.flatMap((value): Scene[] => {
    const ref = refTo(context, value);
    const sizes = (value.initialText ?? '').match(/\b\d+\b/g)?.map(Number) ?? [];
    return ref
      ? [
          {
            ...emptyScene,
            self: selfSlot,
            setup: [{ kind: 'value', into: selfSlot, value: { kind: 'ref', ref } }],
            layers: sizes.length > 1 ? sizes : null,
            label: l10n.t("the module's {0}", value.name),
            penalty: 1.2,
          },
        ]
      : [];
  });
}

/** Functions that make the object: `createNetwork(sizes)`. */
function factories(context: Context, owner: ClassFacts): Scene[] {
  const found = context.all
    .flatMap((module) => module.functions)
    .filter(
      (fn) =>
        (fn.owner === null || (fn.isStatic && fn.owner === owner.name)) &&
        fn.reach !== null &&
        (fn.calls.includes(owner.name) || fn.calls.includes(`new ${owner.name}`)) &&
        /create|make|build|new|init|from|default/i.test(fn.name),
    );
  return found.slice(0, 2).flatMap((fn) => {
    const ref = refTo(context, fn);
    return ref
      ? constructorScenes(context, fn.name, fn.parameters, { kind: 'ref', ref }).map((scene): Scene => ({
          ...scene,
          setup: scene.setup,
          label: scene.label.replace(/^new /, ''),
          penalty: scene.penalty + 0.8,
        }))
      : [];
  });
}
