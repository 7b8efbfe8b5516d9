import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Value } from '../../model/plan.ts';
import { arrayOptions } from './arrayOptions.ts';
import { containerOptions, listPerLayer } from './containers.ts';
import { isConvolution, json, namedParameter, none, reachedBy, type Frame, type Option } from '../known/context.ts';
import { givenOption } from '../known/givenOption.ts';
import { heldObjectOptions } from './heldObjects.ts';
import { moduleValues } from './moduleValues.ts';
import { compactName, looksLikeGradient, nameFit, plain, stems } from '../names/names.ts';
import { formOf } from '../names/rank.ts';
import { offsetOf } from './offsets.ts';
import { plainAxes } from './plainMatrices.ts';
import { filledByForward } from './outParameters.ts';
import { optionNumber, sizeNames } from '../names/roleNames.ts';
import { samplerOption } from './samplers.ts';
import { isGeometry, isZipped, roleOf, type Place } from '../names/roles.ts';
import { typedInstance } from './typedInstances.ts';
import { typedObject } from './typedObjects.ts';
import { functions, keyWords, modes, wordLists } from './wordOptions.ts';

/** The rate of a weight update: a power of two, so that dividing by it is exact. */
export const updateRate = 0.125;

/** A world that has nothing for an argument comes late. */
const missing = 4;

/** All ways to fill one argument of forward, a cost, or one that only backward has; best first. */
export function argumentOptions(frame: Frame, parameter: ParameterFacts, place: Place): Option[] {
  const given = givenOption(frame, parameter.name);
  if (given) {
    return [given];
  }
  const out = place === 'forward' ? gradientOfPeer(frame, parameter) : null;
  if (out) {
    return [out];
  }
  const offset = offsetOf(frame.context, parameter.name);
  if (offset !== null) {
    return [json(offset)];
  }
  const sampler = samplerOption(parameter);
  if (sampler) {
    return [sampler];
  }
  const fixed = moduleValues(frame, parameter);
  const isTyped = parameter.type !== null && plainAxes(frame.context, parameter) === null;
  const typed = isTyped ? typedObject(frame, parameter, place) : null;
  const held = heldObjectOptions(frame, parameter);
  const made = place === 'constructor' && held.length === 0 ? typedInstance(frame, parameter) : null;
  const objects = [typed, made].filter((option) => option !== null);
  const filled = place === 'forward' ? filledByForward(frame, parameter) : [];
  const options = [...fixed, ...held, ...objects, ...filled, ...optionsByRole(frame, parameter, place)];
  if (parameter.optional && options.every((option) => option.value.kind !== 'undefined')) {
    options.push(
      none(
        hasOwnDefault(parameter, place) || isMask(parameter)
          ? -1.5
          : isExtra(parameter, place)
            ? -0.2
            : place === 'forward'
              ? 1.6
              : 1,
      ),
    );
  }
  if (options.length === 0) {
    return [none(missing)];
  }
  const lowest = Math.min(...options.map((option) => option.penalty));
  return options
    .map((option) => ({ ...option, penalty: option.penalty - lowest }))
    .sort((a, b) => a.penalty - b.penalty);
}

/** `loss(logits, target, dLogits)` writes the gradient of an argument into another one, in the form of the first. */
function gradientOfPeer({ context }: Frame, { name, use }: ParameterFacts): Option | null {
  const isAlone = context.forward !== null && context.forward === context.backward;
  const peer = isAlone && use.assigned && looksLikeGradient(name) ? peerOf(context.forward, name) : undefined;
  return peer
    ? {
        label: l10n.t('zeros like {0}', peer.name),
        penalty: 0,
        steps: [],
        value: { kind: 'like', at: { slot: peer.name, path: [] }, value: 0 },
      }
    : null;
}

function peerOf(fn: FunctionFacts | null, gradient: string): ParameterFacts | undefined {
  const wanted = stems(gradient);
  return fn?.parameters.find(
    (one) => one.name !== gradient && wanted.some((stem) => nameFit(stem, plain(one.name)) === 1),
  );
}

/** `cost=CrossEntropyCost`: a class or a function of the code's own says best what belongs there. */
function hasOwnDefault(parameter: ParameterFacts, place: Place): boolean {
  const text = parameter.defaultText?.trim() ?? '';
  return (
    parameter.defaultValue === undefined &&
    (/^[A-Za-z_][\w.]*$/.test(text) || isMade(text, place)) &&
    !/^(None|null|undefined|np\.\w+)$/.test(text) &&
    roleOf(parameter, place) !== 'optimizer'
  );
}

/** `mask=None`: any numbers would hide some entries and not others, or drown all of them in −10⁹. */
function isMask({ name, defaultText }: ParameterFacts): boolean {
  return /mask/i.test(name) && /^(None|null|undefined)$/.test(defaultText?.trim() ?? '');
}

/** `weights = randomMatrix(hidden, inputs)` of a constructor fits its sizes, which what is made up may not. */
function isMade(text: string, place: Place): boolean {
  return place === 'constructor' && /^[A-Za-z_][\w.]*\(.*\)$/s.test(text);
}

/** `dpEpsilon?: number` is off unless it is asked for. */
function isExtra(parameter: ParameterFacts, place: Place): boolean {
  const role = roleOf(parameter, place);
  const isNumber = role === 'data' && parameter.type?.trim() === 'number';
  return parameter.defaultText === null && (isNumber || role === 'option' || role === 'unknown');
}

function optionsByRole(frame: Frame, parameter: ParameterFacts, place: Place): Option[] {
  const role = roleOf(parameter, place);
  const array = (as = role): Option[] => arrayOptions(frame, { parameter, place, role: as, key: parameter.name });
  if (parameter.destructured) {
    return destructured(frame, parameter, place);
  }
  const words = place === 'constructor' ? [...keyWords(frame, parameter), ...wordLists(frame, parameter)] : [];
  if (words.length > 0) {
    return words;
  }
  switch (role) {
    case 'size':
      return [json(frame.sizes.of(parameter.name)), ...listOfUnits(frame, parameter, place)];
    case 'sizes':
      if (isGeometry(parameter.name)) {
        return [json(windowOf(parameter))];
      }
      return [json(/shape/i.test(parameter.name) ? [frame.sizes.input] : frame.sizes.layers)];
    case 'rate':
      return [json(updateRate)];
    case 'seed':
      return [json(7)];
    case 'option':
      return settings(frame, parameter, place);
    case 'flag':
      return flags(parameter);
    case 'mode':
      return modes(parameter);
    case 'function':
      return functions(frame, parameter);
    case 'optimizer':
      return [
        {
          label: l10n.t('records its updates'),
          penalty: 0,
          steps: [],
          value: {
            kind: 'spy',
            key: parameter.name,
            methods: ['update', 'step', 'apply', 'optimize'],
            returns: 'first-argument',
          },
        },
      ];
    case 'container':
      return [
        ...containers(frame, parameter),
        ...array('weight').map((option) => ({ ...option, penalty: option.penalty + 2 })),
      ];
    case 'cache':
      return [none(0)];
    case 'weight':
    case 'bias':
      return [...perLayer(frame, parameter, role), ...dataLike(frame, parameter, place, array)];
    default:
      return dataLike(frame, parameter, place, array);
  }
}

/** `kernel_size[0], kernel_size[1]`: the sides of a window, of which no two are alike. */
function windowOf({ name, use }: ParameterFacts): number[] {
  const side = optionNumber(name);
  const length = Math.min(use.fixedLength ?? 2, 3);
  return Array.from({ length }, (_, index) =>
    /kernel|filter|fsize|window/i.test(name) && index > 0 ? side - 1 : side,
  );
}

/** On, where nothing says that it is off by default; training is on in any case, for only then a layer keeps its cache. */
function flags({ name, defaultValue }: ParameterFacts): Option[] {
  const isTraining = /train/i.test(name);
  const usual = !/verbose|debug|test|inplace/i.test(name) && (isTraining || defaultValue !== false);
  return isTraining || typeof defaultValue !== 'boolean' ? [json(usual)] : [json(usual), json(!usual, undefined, 1.5)];
}

/** `new Net(elements)` that only keeps its argument: a plural may be the units of each layer. */
function listOfUnits(frame: Frame, { name, type, use }: ParameterFacts, place: Place): Option[] {
  const isKept = use.passedTo.length === 0 && !use.loopBound && type === null;
  const isPlural = /[a-z]{3}s$/.test(name) && !sizeNames.test(name);
  return place === 'constructor' && isKept && isPlural ? [json([frame.sizes.input, 5, 2], undefined, 0.8)] : [];
}

/** `weights: number[][][]` is a list with one matrix per layer, which differ in shape. */
function perLayer(frame: Frame, parameter: ParameterFacts, role: 'weight' | 'bias'): Option[] {
  const evidence = formOf(parameter, frame.context.all);
  const usual = role === 'weight' ? 3 : 2;
  const isPlural = /^(weights|biases|ws|bs|thetas)$/i.test(parameter.name);
  const isTyped = evidence.rank === usual || (frame.context.layerCount > 1 && isZipped(parameter));
  if (isConvolution(frame.context) || (!isTyped && (!isPlural || evidence.rank !== null))) {
    return [];
  }
  const value = listPerLayer(frame, role === 'weight' ? 'W' : 'b', parameter.name);
  return [
    {
      label: l10n.t('a list with one array per layer'),
      penalty: isTyped && (isPlural || isZipped(parameter)) ? -1 : isTyped ? 0.2 : 1.4,
      steps: [],
      value,
    },
  ];
}

/** Arrays first; an object whose keys are read, or a number, where the body says so. */
function dataLike(frame: Frame, parameter: ParameterFacts, place: Place, array: () => Option[]): Option[] {
  const keys = parameter.keys.filter((key) => !/^(length|shape|rows|columns|cols|data|size|\d+)$/.test(key));
  const evidence = formOf(parameter, frame.context.all);
  const isDictionary = parameter.use.methods.includes('get');
  const isArray = evidence.rank !== null || plainAxes(frame.context, parameter) !== null;
  const isObject = keys.length > (isDictionary ? 0 : 1) && !isArray && parameter.use.indexDepth < 2;
  const objects = isObject ? containers(frame, parameter) : [];
  const arrays = array().map((option) => ({ ...option, penalty: option.penalty + (objects.length > 0 ? 2 : 0) }));
  return [...objects, ...arrays, ...(place === 'backward' && parameter.optional ? [none(0.5)] : [])];
}

/** `{ x, w, b }` and `[x, w, b]` in a signature: each key is an argument of its own. */
function destructured(frame: Frame, parameter: ParameterFacts, place: Place): Option[] {
  const parts = parameter.keys.map((key) => ({ key, option: argumentOptions(frame, namedParameter(key), place)[0] }));
  const known = parts.filter((part): part is { key: string; option: Option } => part.option !== undefined);
  const steps = known.flatMap(({ option }) => option.steps);
  const isTuple = /^\s*\[/.test(parameter.name);
  const value: Value = isTuple
    ? { kind: 'list', items: known.map(({ option }) => option.value) }
    : { kind: 'object', entries: known.map(({ key, option }): [string, Value] => [key, option.value]) };
  const label = known.map(({ key, option }) => `${key}: ${option.label}`).join(', ');
  const options: Option[] = [{ label, penalty: 0, steps, value }];
  return /^(W|b|w|weights?|bias)/.test(parameter.keys[0] ?? '')
    ? [...options, ...containers(frame, parameter).map((option) => ({ ...option, penalty: option.penalty + 0.2 }))]
    : options;
}

/** Numbers with a usual value, or objects of such numbers. */
function settings(frame: Frame, parameter: ParameterFacts, place: Place): Option[] {
  const { defaultValue, keys, name } = parameter;
  if (keys.length > 0 || (typeof defaultValue === 'object' && defaultValue !== null)) {
    return settingsObject(frame, parameter, place);
  }
  if (/^(options?|opts|config|cfg|settings|hyper(params|parameters)?|args|kwargs)$/i.test(name)) {
    return [json({}), none(0.3)];
  }
  if (typeof defaultValue === 'number' && defaultValue !== 0 && defaultValue !== 1) {
    return [json(defaultValue)];
  }
  if (defaultValue === 0 && place === 'constructor' && !entersCost(frame, name)) {
    return [json(0)];
  }
  if (typeof defaultValue === 'number' && !/reg|lambd|l2|l1|decay|slope|leak/i.test(name)) {
    return [json(defaultValue), json(optionNumber(name), undefined, 0.6)];
  }
  return [json(optionNumber(name)), json(1, '1', 1.5), json(2, '2', 1.7), json(0, '0', 1.8)];
}

/** A penalty that is off by default is turned on where forward or a cost adds it: `weight_regularizer_l2` of a layer enters neither. */
function entersCost({ context }: Frame, name: string): boolean {
  const { forward, pair } = context;
  const called = [...(forward === null ? [] : [forward.qualifiedName]), ...pair.costs];
  return reachedBy(context, called).some(({ reads }) =>
    reads.some((field) => compactName(field) === compactName(name)),
  );
}

function settingsObject(frame: Frame, parameter: ParameterFacts, place: Place): Option[] {
  const values = parameter.keys.map((key): [string, Option | undefined] => [
    key,
    isWidth(key, parameter.keys)
      ? json(frame.sizes.of(key))
      : key === 'f' || isGeometry(key)
        ? json(optionNumber(key))
        : argumentOptions(frame, { ...namedParameter(key), optional: true }, place)[0],
  ]);
  const entries = values.filter(
    (entry): entry is [string, Option] => entry[1] !== undefined && entry[1].value.kind !== 'undefined',
  );
  const value: Value = {
    kind: 'object',
    entries: entries.map(([key, option]): [string, Value] => [key, modeValue(key) ?? option.value]),
  };
  const label = `{ ${entries.map(([key, option]) => `${key}: ${option.label}`).join(', ')} }`;
  return [
    { label, penalty: parameter.optional ? 0.4 : 0, steps: entries.flatMap(([, option]) => option.steps), value },
    ...(parameter.optional ? [none(0)] : [json({}, '{}', 1)]),
  ];
}

function containers(frame: Frame, parameter: ParameterFacts): Option[] {
  return containerOptions(frame, parameter, (one) => settings(frame, one, 'constructor')[0]);
}

/** `dim` alone is an axis; among other sizes of a configuration it is a width. */
function isWidth(key: string, keys: string[]): boolean {
  return (
    /^dim$/i.test(key) &&
    keys.some((other) => /vocab|hidden|head|layer|embed|seq|context|block|size|width/i.test(other))
  );
}

function modeValue(key: string): Value | null {
  return key === 'mode' ? { kind: 'json', value: 'train' } : null;
}
