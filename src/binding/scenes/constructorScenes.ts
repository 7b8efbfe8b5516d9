import type { ClassFacts, ParameterFacts } from '../../model/facts.ts';
import type { Callee } from '../../model/plan.ts';
import { argumentOptions } from '../arguments/argumentOptions.ts';
import { bestFirst } from '../arguments/bestFirst.ts';
import { frameOf, namedParameter, type Context, type Frame, type Option } from '../known/context.ts';
import { fill } from '../forward/forwardSearch.ts';
import { roleOf, type Role } from '../names/roles.ts';
import type { Scene } from '../known/scene.ts';
import { worlds, type World } from '../known/world.ts';
import { spellNew } from '../known/spelling.ts';

/** Where a plan keeps the object. */
export const selfSlot = '$self';

export const emptyScene: Scene = {
  setup: [],
  self: null,
  forward: null,
  backward: null,
  after: [],
  before: [],
  layers: null,
  label: '',
  penalty: 0,
  description: null,
};

/** Constructor arguments by role; layers of different sizes where the constructor takes sizes. */
export function constructorScenes(
  context: Context,
  name: string,
  parameters: ClassFacts['constructorParameters'],
  callee: Callee,
): Scene[] {
  const usable = parameters.filter((one) => !one.rest).map((one, _, all) => withoutLoneBias(one, all));
  const handed = usable.filter((one) => isHandedWeights(usable, one));
  const siblings = [...context.siblings, ...handed.map((one) => one.name)];
  // Keys of an options object count as arguments of their own.
  const spread = usable
    .filter((one) => !handed.includes(one))
    .flatMap((one) => (one.keys.length > 0 ? one.keys.map((key) => namedParameter(key)) : [one]));
  const layers = layersOf(
    context,
    spread.map((one) => one.name),
    spread.map((one) => roleIn(context, one)),
  );
  const scenes: Scene[] = [];
  for (const world of [worlds[0], worlds[1]]) {
    const options = optionsIn({ ...context, siblings }, world as World, usable, layers);
    for (const { indices, penalty } of bestFirst([
      { penalty: world?.penalty ?? 0, choices: options.map((list) => list.map((option) => option.penalty)) },
    ])) {
      if (scenes.length >= 8 || penalty > 3) {
        break;
      }
      const chosen = options.map((list, index) => list[indices[index] ?? 0] as Option);
      const { steps, values } = fill(
        usable.map((one) => `new.${one.name}`),
        chosen,
        [],
      );
      scenes.push({
        ...emptyScene,
        self: selfSlot,
        setup: [...steps, { kind: 'call', into: selfSlot, callee, args: values }],
        layers,
        otherWeights: handed.map((one) => one.name),
        label: spellNew(context, name, chosen.map((option) => option.label).join(', ')),
        penalty,
      });
    }
  }
  return scenes.filter(
    (scene, index) =>
      scenes.findIndex((other) => JSON.stringify(other.setup) === JSON.stringify(scene.setup)) === index,
  );
}

/** Of `new Network(a, b, c)` b is a size; a bias stands beside a weight. */
function withoutLoneBias(one: ParameterFacts, all: readonly ParameterFacts[]): ParameterFacts {
  const isLone = one.name === 'b' && !all.some(({ name }) => /^(w\d?|weights?)$/i.test(name));
  return isLone ? { ...one, use: { ...one.use, loopBound: true } } : one;
}

/** All ways to fill each argument of a constructor in one world. */
function optionsIn(context: Context, world: World, usable: ParameterFacts[], layers: number[] | null): Option[][] {
  const isData = (one: ParameterFacts): boolean =>
    (holdsData(context) && isSamples(one)) || isHandedWeights(usable, one);
  const frame: Frame = usable.some((one) => isData(one) && !isHandedWeights(usable, one))
    ? frameOf({ ...context, layerCount: 2 }, world, [4, 5, context.outputUnits ?? 2])
    : frameOf(context, world, layers ?? undefined);
  const sizes = usable.filter((one) => roleIn(context, one) === 'size');
  if (sizes.length === 1 && layers && !usable.some((one) => /shape/i.test(one.name))) {
    frame.sizes.set(sizes[0]?.name ?? '', layers[0] ?? 4);
  }
  if (usable.some(({ name }) => /kernel|filter|pool/i.test(name))) {
    for (const { name } of sizes) {
      const space = /^(input|in|seq|sequence|image|img)?_?(length|len|width|height)$/i.exec(name)?.[2];
      if (space !== undefined) frame.sizes.set(name, /height/i.test(space) ? 5 : 7);
    }
  }
  if (sizes.length >= 2 && layers && layers.length <= sizes.length + 1) {
    nameInOrder(frame, sizes, layers);
  }
  return usable.map((one) =>
    isData(one)
      ? argumentOptions(frame, one, 'forward').filter((option) => option.shape?.length !== 0)
      : argumentOptions(frame, one, 'constructor'),
  );
}

/** `modelDim, hiddenDim`: where no name says which size is the input's, the first one is. */
function nameInOrder({ sizes }: Frame, parameters: ParameterFacts[], layers: number[]): void {
  const first = parameters[0]?.name;
  const isInput = (name: string): boolean => sizes.knows(name) && sizes.of(name) === layers[0];
  if (first !== undefined && !sizes.knows(first) && !parameters.some(({ name }) => isInput(name))) {
    sizes.set(first, layers[0] ?? 4);
  }
}

/** `constructor(W, b)` and `__init__(self, Wx, Wh)`: the weights themselves are handed over, untyped. */
function isHandedWeights(usable: ParameterFacts[], one: ParameterFacts): boolean {
  const { name, type } = one;
  const names = usable.map((one) => one.name);
  const hasBoth =
    names.some((one) => /^_?(W|w|weights?)$/.test(one)) && names.some((one) => /^_?(b|bias(es)?)$/.test(one));
  const isSize = one.use.loopBound || one.defaultValue !== undefined || names.some((other) => /^H$/.test(other));
  const isNorm = /^(?:gamma|beta)$/.test(name) && names.includes('gamma') && names.includes('beta') && !isSize;
  const isNamed = /^W(?:[a-z]{1,3}\d?)?$/.test(name) && !isSize;
  return (
    type === null && ((hasBoth && /^_?(W|w|b|weights?|bias(es)?)$/.test(name)) || isCopied(one) || isNamed || isNorm)
  );
}

/** `self.grads = [np.zeros_like(W)]`: only an array has a form to be copied. */
function isCopied({ use }: ParameterFacts): boolean {
  return use.passedTo.some(({ callee }) => /(^|\.)(zeros|ones|empty|full)_?like$/i.test(callee));
}

function roleIn(context: Context, one: ParameterFacts): Role {
  return roleOf(one, holdsData(context) && isSamples(one) ? 'forward' : 'constructor');
}

/** `new NeuralNet(x, y)`: where forward takes nothing, the object keeps the samples and their targets itself. */
function holdsData({ forward, pair }: Context): boolean {
  return pair.owner !== null && forward !== null && forward.parameters.every((one) => one.optional);
}

function isSamples(one: ParameterFacts): boolean {
  const role = roleOf(one, 'forward');
  return (role === 'data' || role === 'label') && !/^(n|num|in|input|inputs)$/i.test(one.name);
}

function layersOf(context: Context, names: string[], roles: string[]): number[] | null {
  const withOutput = (layers: number[]): number[] =>
    context.outputUnits === null ? layers : [...layers.slice(0, -1), context.outputUnits];
  if (names.some((name) => /shape/i.test(name))) {
    return [4, 5];
  }
  if (roles.includes('sizes')) {
    return withOutput([4, 5, 2]);
  }
  const sizes = roles.filter((role) => role === 'size').length;
  if (
    names.some((name) => /hid/i.test(name)) ||
    (sizes >= 3 && !names.some((name) => /kernel|filter|channel|pool|stride/i.test(name)))
  ) {
    return withOutput([4, 5, 2]);
  }
  if (names.some((name) => /channel|kernel|filter/i.test(name)) && sizes > 0) {
    return [2, 4];
  }
  return sizes >= 2 ? withOutput([4, 5]) : sizes === 1 ? [4, 4] : null;
}
