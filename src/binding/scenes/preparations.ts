import * as l10n from '@vscode/l10n';
import type { ClassFacts, FunctionFacts } from '../../model/facts.ts';
import type { Callee, Step, Value } from '../../model/plan.ts';
import { argumentOptions } from '../arguments/argumentOptions.ts';
import { frameOf, methodsOf, refTo, type Context } from '../known/context.ts';
import { optionNumber } from '../names/roleNames.ts';
import { roleOf } from '../names/roles.ts';
import type { Scene } from '../known/scene.ts';
import { worlds } from '../known/world.ts';

/** Names of functions and methods that make or reset weights. */
export const prepares =
  /^_*(init|initialize|initialise|build|setup|compile|randomize|randomise|reset)$|^_*(init|initialize|initialise|randomize|reset|create|build|setup|set)_?(weights?|params?|parameters?|network|layers?|biases|all|optimizer)/i;
export const adds = /^(add|addlayer|push|append|addlayers|add_layer)$/i;

/** The same object after one of its own methods that build weights was called. */
export function preparations(context: Context, owner: ClassFacts, scene: Scene): Scene[] {
  const all = methodsOf(context, owner);
  const methods = all.filter((fn) => prepares.test(fn.name));
  // What a network tells its layers before it has them make their weights.
  const isTold = !owner.constructorParameters.some((one) => /shape/i.test(one.name));
  const told = isTold ? all.filter((fn) => /^set_?input_?shape$/i.test(fn.name)).slice(0, 1) : [];
  return methods.slice(0, 3).map((fn, index) => ({
    ...scene,
    layers: layersFor(fn, scene),
    setup: [
      ...scene.setup,
      ...[...told, fn].flatMap((one) => methodSteps(context, one, { ...scene, layers: layersFor(fn, scene) })),
    ],
    label: l10n.t('{0}, then {1}', scene.label, `${fn.name}()`),
    penalty: scene.penalty + 0.5 + index * 0.2,
  }));
}

/** `initialize(sizes)` makes a network of several layers. */
function layersFor(fn: FunctionFacts, { layers }: Scene): number[] | null {
  return layers ?? (fn.parameters.some((one) => roleOf(one, 'constructor') === 'sizes') ? [4, 5, 2] : null);
}

function methodSteps(context: Context, fn: FunctionFacts, scene: Scene): Step[] {
  const spies: Step[] = [];
  const frame = frameOf(context, worlds[0] as never, scene.layers ?? undefined);
  const args = fn.parameters
    .filter((one) => !one.rest)
    .map((one): Value => {
      const value = argumentOptions(frame, one, 'constructor')[0]?.value ?? { kind: 'undefined' };
      if (value.kind === 'spy') {
        spies.push({ kind: 'value', into: '$optimizer', value });
        return { kind: 'slot', at: { slot: '$optimizer', path: [] } };
      }
      return /shape/i.test(one.name) ? { kind: 'json', value: [frame.sizes.input] } : value;
    });
  return [
    ...spies,
    {
      kind: 'call',
      into: '$prepared',
      callee: { kind: 'method', on: { slot: '$self', path: [] }, name: fn.name },
      args,
    },
  ];
}

/** A network that is empty until layers are added, or that takes its layers as a list. */
export function withLayers(context: Context, owner: ClassFacts, scene: Scene): Scene[] {
  const add = methodsOf(context, owner).find((fn) => adds.test(fn.name));
  const parts = layerObjects(context, owner);
  if (add) {
    const bySize = sizedLayers(context, add, scene);
    return [...(parts.length > 0 ? [withAdded(scene, add, parts)] : []), ...bySize];
  }
  const takesList = owner.constructorParameters.findIndex((one) =>
    /layers|modules|stack|blocks|components/i.test(one.name),
  );
  const construct = scene.setup[scene.setup.length - 1];
  if (takesList < 0 || parts.length === 0 || construct?.kind !== 'call') {
    return [];
  }
  const rest = owner.constructorParameters[takesList]?.rest ?? false;
  const items = parts.map((part): Value => ({ kind: 'slot', at: { slot: part.slot, path: [] } }));
  const list: Value = { kind: 'list', items };
  const args = rest
    ? [...construct.args.slice(0, takesList), ...items]
    : owner.constructorParameters.map((_, index) =>
        index === takesList ? list : (construct.args[index] ?? { kind: 'undefined' as const }),
      );
  const setup = [...parts.map((part) => part.step), ...scene.setup.slice(0, -1), { ...construct, args }];
  return [
    {
      ...scene,
      setup,
      parts: parts.map((part) => part.slot),
      layers: [4, 5, 2],
      label: l10n.t('{0} of {1}', owner.name, parts.map((part) => part.name).join(', ')),
      penalty: scene.penalty - 0.5,
    },
  ];
}

interface LayerObject {
  name: string;
  slot: string;
  step: Step;
}

function withAdded(scene: Scene, add: FunctionFacts, parts: LayerObject[]): Scene {
  const calls = parts.map((part): Step => ({
    kind: 'call',
    into: '$added',
    callee: { kind: 'method', on: { slot: '$self', path: [] }, name: add.name },
    args: [{ kind: 'slot', at: { slot: part.slot, path: [] } }],
  }));
  return {
    ...scene,
    setup: [...parts.map((part) => part.step), ...scene.setup, ...calls],
    parts: parts.map((part) => part.slot),
    layers: [4, 5, 2],
    label: l10n.t('{0} with {1}', scene.label, parts.map((part) => part.name).join(', ')),
    penalty: scene.penalty - 0.2,
  };
}

/** `net.addLayer(5)`: once for each layer of units. */
function sizedLayers(context: Context, add: FunctionFacts, scene: Scene): Scene[] {
  const roles = add.parameters.map((one) => roleOf(one, 'constructor'));
  const sizes = roles.filter((role) => role === 'size').length;
  if (sizes === 0) {
    return [];
  }
  const frame = frameOf(context, worlds[0] as never);
  const layers = [4, 5, 2];
  const call = (from: number, to: number): Step => {
    let seen = 0;
    const args = add.parameters.map((one, index): Value => {
      if (roles[index] === 'size') {
        seen += 1;
        return { kind: 'json', value: sizes === 1 ? to : seen === 1 ? from : to };
      }
      return argumentOptions(frame, one, 'constructor')[0]?.value ?? { kind: 'json', value: optionNumber(one.name) };
    });
    return {
      kind: 'call',
      into: '$added',
      callee: { kind: 'method', on: { slot: '$self', path: [] }, name: add.name },
      args,
    };
  };
  const withInput = [4, ...layers].slice(0, 3);
  const base = { ...scene, layers, label: l10n.t('{0} with layers of {1}', scene.label, layers.join(', ')) };
  const pairs: [number, number][] = [
    [4, 5],
    [5, 2],
  ];
  const two = { ...base, setup: [...scene.setup, ...pairs.map(([from, to]) => call(from, to))] };
  const three = {
    ...base,
    setup: [...scene.setup, ...layers.map((size, index) => call(withInput[index] ?? 4, size))],
    penalty: scene.penalty + 0.1,
  };
  return sizes === 1 ? [three, two] : [two];
}

/** Objects of the layer classes at hand: dense(4, 5), an activation, dense(5, 2). */
function layerObjects(context: Context, owner: ClassFacts): LayerObject[] {
  const classes = context.all
    .flatMap((module) => module.classes)
    .filter(
      (one) =>
        one !== owner &&
        one.reach !== null &&
        methodsOf(context, one).some((fn) =>
          /^(backward|backprop|bprop|backpropagate|backwards|backwardPass)$/i.test(fn.name),
        ),
    );
  const dense = classes.find(
    (one) =>
      /dense|linear|fullyconnected|fc|affine|layer/i.test(one.name) &&
      one.constructorParameters.filter((parameter) => roleOf(parameter, 'constructor') === 'size').length >= 2,
  );
  const activation =
    classes.find((one) => /^(tanh|sigmoid)/i.test(one.name)) ??
    classes.find((one) => /relu|activation/i.test(one.name));
  if (!dense) {
    return [];
  }
  const made = [
    layerObject(context, dense, [4, 5], 'layer0'),
    activation && layerObject(context, activation, [5, 5], 'layer1'),
    layerObject(context, dense, [5, 2], 'layer2'),
  ];
  return made.filter((one): one is LayerObject => one !== null && one !== undefined);
}

function layerObject(context: Context, found: ClassFacts, sizes: [number, number], slot: string): LayerObject | null {
  const ref = refTo(context, found);
  if (!ref) {
    return null;
  }
  const frame = frameOf(context, worlds[0] as never, sizes);
  let seen = 0;
  const args = found.constructorParameters.map((one): Value => {
    if (roleOf(one, 'constructor') === 'size') {
      return { kind: 'json', value: sizes[seen++] ?? sizes[1] };
    }
    return argumentOptions(frame, one, 'constructor')[0]?.value ?? { kind: 'undefined' };
  });
  const callee: Callee = { kind: 'construct', ref };
  return { name: found.name, slot, step: { kind: 'call', into: slot, callee, args } };
}
