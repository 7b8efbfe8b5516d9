import type { FunctionFacts, ParameterFacts } from '../model/facts.ts';
import type { Fill, SlotPath, Value } from '../model/plan.ts';
import { argumentOptions, updateRate, updateRateLabel } from './argumentOptions.ts';
import { arrayOptions } from './arrayOptions.ts';
import { existing, namedParameter, type Option } from './context.ts';
import { givenOption } from './givenOption.ts';
import { isOneHot } from './fills.ts';
import { keyedValues } from './keyedValues.ts';
import { family, looksLikeGradient, nameFit, plain, stems } from './names.ts';
import { describeAt, keysOf, numericPlaces } from './places.ts';
import { formOf } from './rank.ts';
import { roleOf, type Role } from './roles.ts';
import { readsFields, type ForwardRun } from './scene.ts';

/** A value that is there once forward has run, under a name. */
interface Available {
  name: string;
  at: SlotPath;
  /** Arguments of forward, what it returned, fields of the object. */
  origin: 'argument' | 'result';
}

const upstream = (output: number, penalty: number): Option => ({
  label: 'the random upstream gradient',
  penalty,
  steps: [],
  value: { kind: 'upstream', output },
});

/**
 * Where forward returns the loss itself, `backward(dvalues, y)` has no array to differentiate by: what it is handed is the
 * output that the object kept.
 */
function ownOutputs({ outputs, scene, observation }: ForwardRun): Option[] {
  const { self } = scene;
  if (self === null || outputs.scalar === null) {
    return [];
  }
  return numericPlaces(observation.slots[self], { slot: self, path: [] }, 1)
    .filter((place) => !place.isNumber && /^(output|out|y|probs?|y_?pred|y_?hat|prediction)$/i.test(place.name))
    .map((place) => existing(place.at, place.name, 0.8));
}

/** All ways to fill one argument of backward (or of a cost), best first. */
export function backwardOptions(
  run: ForwardRun,
  facts: FunctionFacts,
  parameter: ParameterFacts,
  place: 'backward' | 'cost',
): Option[] {
  const given = givenOption(run.frame, parameter.name);
  if (given) {
    const same = run.filled.find(({ name }) => name === parameter.name);
    return [same ? existing(same.slot, same.name, 0) : given];
  }
  if (place === 'backward' && isFactor(parameter) && !available(run).some(({ name }) => name === parameter.name)) {
    return [{ label: '1', penalty: 0, steps: [], value: { kind: 'json', value: 1 } }];
  }
  const role = roleOf(parameter, place);
  const namesake = parameter.destructured ? undefined : run.filled.find(({ name }) => name === parameter.name);
  // A target that forward has seen is no other in backward.
  if (namesake && place === 'backward' && (role === 'label' || hasOtherSource(facts, parameter))) {
    return [existing(namesake.slot, namesake.name, 0)];
  }
  const options = [
    ...keyedValues(run, parameter),
    ...outParameter(run, parameter, place),
    ...byName(run, parameter, role, place),
    ...byType(run, parameter),
    ...byRole(run, facts, parameter, role, place),
  ];
  if (parameter.optional && !options.some((option) => option.penalty === 0)) {
    options.push({ label: 'left out', penalty: 0.5, steps: [], value: { kind: 'undefined' } });
  }
  return distinct(options);
}

/** Beside an upstream gradient or a target, an argument of forward's name is forward's argument and nothing else. */
function hasOtherSource(facts: FunctionFacts, parameter: ParameterFacts): boolean {
  return facts.parameters.some(
    (other) => other !== parameter && ['upstream', 'label'].includes(roleOf(other, 'backward')),
  );
}

/** `backward(dy, lr, weight: number)`: a number that scales the upstream gradient, 1 where nothing is to be scaled. */
function isFactor({ name, type }: ParameterFacts): boolean {
  return type?.trim() === 'number' && /^(weight|scale|factor|coef|multiplier|mult|adv|advantage)$/i.test(name);
}

function distinct(options: Option[]): Option[] {
  const sorted = options.slice().sort((a, b) => a.penalty - b.penalty);
  const seen = new Set<string>();
  const list = sorted.filter((option) => {
    const key = JSON.stringify([option.value, option.steps]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
  const lowest = list[0]?.penalty ?? 0;
  return list.map((option) => ({ ...option, penalty: option.penalty - lowest }));
}

function available({ filled, outputs }: ForwardRun): Available[] {
  return [
    ...filled.map(({ name, slot }): Available => ({ name, at: slot, origin: 'argument' })),
    ...outputs.named.map(({ name, at }): Available => ({ name, at, origin: 'result' })),
  ];
}

/** `gW` that the body assigns to is zeros in the form of W. */
function outParameter(run: ForwardRun, parameter: ParameterFacts, place: string): Option[] {
  if (place !== 'backward' || !(looksLikeGradient(parameter.name) || parameter.use.assigned)) {
    return [];
  }
  const found = stems(parameter.name);
  // `grads` on its own stands for all parameters.
  const isWhole = parameter.use.assigned && /^_?(g|grads?|gradients?|d_?params)$/i.test(parameter.name);
  const like = run.filled.find(
    ({ name, slot, option }) =>
      option.value.kind !== 'json' &&
      (isWhole ? isContainer(run, slot) : found.some((stem) => nameFit(stem, plain(name)) > 0)),
  );
  if (!like) {
    return [];
  }
  const value: Value = { kind: 'like', at: like.slot, value: 0 };
  const reads = /dout|dy|grado|upstream|next/i.test(parameter.name);
  return [{ label: `zeros like ${like.name}`, penalty: parameter.use.assigned && !reads ? 0 : 2.5, steps: [], value }];
}

function byName(run: ForwardRun, parameter: ParameterFacts, role: Role, place: string): Option[] {
  // What is taken apart in the signature has no name of its own.
  if (parameter.destructured) {
    return [];
  }
  const wanted = plain(parameter.name);
  const compact = parameter.name.replace(/[_$]/g, '').toLowerCase();
  if (place === 'backward' && role === 'upstream' && looksLikeGradient(parameter.name)) {
    return [];
  }
  return available(run).flatMap(({ name, at, origin }) => {
    const same = name.replace(/[_$]/g, '').toLowerCase() === compact;
    if (same) {
      return [existing(at, name, hasOtherRank(run, parameter, at) ? 4 : 0)];
    }
    const fit = nameFit(wanted, plain(name));
    const related =
      fit > 0 ||
      (family(name) === family(parameter.name) && origin === 'argument' && wanted.index === plain(name).index);
    return related && role !== 'upstream' ? [existing(at, name, 0.4)] : [];
  });
}

/** `backProp(mlpConfig: MLPConfig)` behind `forward(config: MLPConfig)`: two arguments of one own type are one object. */
function byType(run: ForwardRun, { type }: ParameterFacts): Option[] {
  if (!type || !/^[A-Z][\w$]*(?:\[\])?$/.test(type) || /^(?:Float|Int|Uint)\d+Array$/.test(type)) {
    return [];
  }
  const same = (run.scene.forward?.facts?.parameters ?? []).filter((one) => one.type === type);
  const held = run.filled.filter(({ name }) => same.length === 1 && name === same[0]?.name);
  return held.filter(({ slot }) => isContainer(run, slot)).map(({ slot, name }) => existing(slot, name, 0.1));
}

/** `trainStep(X: number[][])` beside `forward(x: number[])`: a batch is no sample. */
function hasOtherRank(run: ForwardRun, parameter: ParameterFacts, at: SlotPath): boolean {
  const { rank, source } = formOf(parameter, run.frame.context.all);
  const held = describeAt(run.observation.slots[at.slot], at.path);
  const own = held?.kind === 'array' ? held.shape.length : held?.kind === 'number' ? 0 : null;
  return source === 'type' && rank !== null && own !== null && own !== rank;
}

/** A batch of its own, where backward takes several samples and forward one. */
function batches(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const { frame, filled } = run;
  const isBatch = filled.length > 0 && filled.every(({ slot }) => hasOtherRank(run, parameter, slot));
  const inRows = { ...frame, world: { ...frame.world, batch: 'rows' as const } };
  return isBatch ? argumentOptions(inRows, parameter, 'forward') : [];
}

function byRole(
  run: ForwardRun,
  facts: FunctionFacts,
  parameter: ParameterFacts,
  role: Role,
  place: 'backward' | 'cost',
): Option[] {
  const { outputs, filled, frame } = run;
  const mains = (penalty: number): Option[] =>
    outputs.main.map((at, index) => existing(at, 'the output of forward', penalty + index * 0.4));
  const rest = anything(run, parameter);
  if (place === 'backward' && isPlainNumber(run, parameter, role)) {
    return [{ label: updateRateLabel, penalty: 0, steps: [], value: { kind: 'json', value: updateRate } }, ...rest];
  }
  switch (role) {
    case 'upstream':
      return [
        ...upstreams(run, facts, parameter),
        ...ownOutputs(run),
        ...(looksLikeGradient(parameter.name) ? [] : labels(run, parameter, 2.2)),
        { label: '1', penalty: 3, steps: [], value: { kind: 'json', value: 1 } },
      ];
    case 'label':
      if (isDerivativeOfOutput(run, facts)) {
        return [...mains(0), ...arguments_(run, 0.2)];
      }
      if (place === 'backward' && hasGradientBeside(facts, parameter)) {
        return [...mains(0), ...rest];
      }
      return [
        ...(place === 'cost' ? mains(predictionPenalty(facts, parameter)) : []),
        ...labels(run, parameter, 0.1),
        ...(place === 'backward'
          ? // `dz` that is taken away from something may be an upstream gradient with a wrong sign as well as a target.
            upstreams(run, facts, parameter).map((option) => ({
              ...option,
              penalty: option.penalty + (looksLikeGradient(parameter.name) ? 0.3 : 2.5),
            }))
          : []),
        ...rest,
      ];
    case 'cache':
      return [...caches(run, parameter), ...rest];
    case 'prediction':
      return [...mains(0.2), ...(place === 'backward' && filled.length <= 1 ? arguments_(run, 0.8) : []), ...rest];
    case 'size':
    case 'sizes':
    case 'rate':
    case 'option':
    case 'mode':
    case 'flag':
    case 'seed':
    case 'function':
    case 'optimizer':
      return argumentOptions(frame, parameter, place).map((option) => ({ ...option, penalty: option.penalty + 0.2 }));
    case 'data':
      return [
        ...batches(run, parameter),
        ...arguments_(run, 0.5),
        ...mains(place === 'cost' ? 0.4 : 0.7),
        ...caches(run, parameter).map((option) => ({ ...option, penalty: option.penalty + 1.5 })),
        ...rest,
      ];
    case 'container':
      return [
        ...run.filled.filter((one) => isContainer(run, one.slot)).map((one) => existing(one.slot, one.name, 0.3)),
        ...rest,
        ...argumentOptions(frame, parameter, place).map((option) => ({ ...option, penalty: option.penalty + 2 })),
      ];
    default:
      return [
        ...rest,
        ...argumentOptions(frame, parameter, place).map((option) => ({ ...option, penalty: option.penalty + 1.5 })),
        ...upstreams(run, facts, parameter).map((option) => ({ ...option, penalty: option.penalty + 1.8 })),
      ];
  }
}

/**
 * `backPropagate(target, p)`: what JavaScript only multiplies, never indexes, calls, hands on or reads a key of, is a number,
 * most likely the rate. Names that say what it is go before that.
 */
function isPlainNumber(
  { frame, scene }: ForwardRun,
  { keys, use, type, optional }: ParameterFacts,
  role: Role,
): boolean {
  const isUntouched =
    use.indexDepth === 0 && use.methods.length === 0 && use.passedTo.length === 0 && keys.length === 0 && !use.called;
  const isOpen = ['container', 'prediction', 'weight', 'unknown'].includes(role);
  const isScript = frame.context.facts.language !== 'python';
  return isScript && scene.self !== null && isOpen && isUntouched && type === null && !optional && !use.assigned;
}

/** `tanhBackward(y, dy)`: where y's own gradient comes in as well, y is what forward returned, no target. */
function hasGradientBeside(facts: FunctionFacts, parameter: ParameterFacts): boolean {
  return facts.parameters.some(
    (other) =>
      other !== parameter &&
      roleOf(other, 'backward') === 'upstream' &&
      stems(other.name).some((stem) => nameFit(stem, plain(parameter.name)) === 1),
  );
}

const surelyTarget =
  /^(t|tgt|targets?|labels?|expected\w*|desired\w*|ideal|truth|ytrue|groundtruth|onehot\w*|goal|wanted|correct)$/i;

/**
 * `loss(y, t)`: where a cost takes two values that could be targets and none that is said to be an output, the one that is
 * less surely a target is what forward returned; of two alike it is the first.
 */
function predictionPenalty({ parameters }: FunctionFacts, parameter: ParameterFacts): number {
  const roles = parameters.map((one) => roleOf(one, 'cost'));
  const rivals = parameters.filter((_, index) => roles[index] === 'label');
  if (rivals.length < 2 || roles.includes('prediction')) {
    return 3;
  }
  const sure = rivals.filter(({ name }) => surelyTarget.test(name.replace(/_/g, '')));
  const [likely] = sure.length === 1 ? rivals.filter((one) => !sure.includes(one)) : rivals;
  return likely === parameter ? 0 : 0.8;
}

/** f′(y): a lone argument behind an elementwise f is f's output, or its argument. */
function isDerivativeOfOutput(run: ForwardRun, facts: FunctionFacts): boolean {
  const names = run.filled.map(({ name }) => name);
  const required = facts.parameters.filter((one) => !one.optional);
  const own = required.filter((one) => !names.includes(one.name));
  const isScalar =
    run.outputs.scalar !== null &&
    run.filled.every(({ option }) => (option.shape ?? []).length === 0 && option.value.kind !== 'object');
  const isLone = required.length === 1 && run.filled.length === 1;
  return (
    (run.scene.self === null || !readsFields(run.scene)) &&
    !run.scene.globals &&
    (isLone || (own.length === 1 && isScalar))
  );
}

function isContainer(run: ForwardRun, at: SlotPath): boolean {
  const description = describeAt(run.observation.slots[at.slot], at.path);
  return description?.kind === 'object' || description?.kind === 'list';
}

function arguments_(run: ForwardRun, penalty: number): Option[] {
  return run.filled
    .filter(({ option }) => option.value.kind !== 'json')
    .map(({ slot, name }, index) => existing(slot, name, penalty + index * 0.3));
}

/** The random upstream gradient of the output whose name the argument carries, else in order. */
function upstreams(run: ForwardRun, facts: FunctionFacts, parameter: ParameterFacts): Option[] {
  const { outputs } = run;
  if (outputs.main.length === 0) {
    return [];
  }
  const rivals = facts.parameters.filter((one) => roleOf(one, 'backward') === 'upstream');
  const order = Math.max(0, rivals.indexOf(parameter));
  const found = stems(parameter.name);
  return outputs.main.map((_, index) => {
    const isNamed = found.some((stem) => nameFit(stem, plain(outputs.names[index] ?? '')) > 0);
    return upstream(index, isNamed || outputs.main.length === 1 ? 0 : index === order ? 0.1 : 0.6);
  });
}

function caches(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const { outputs, forward } = run;
  const whole: SlotPath = { slot: forward.at(-1)?.kind === 'call' ? '$out' : '$out', path: [] };
  const options: Option[] = [];
  if (outputs.cache) {
    options.push(existing(outputs.cache, 'the cache of forward', 0.1));
  }
  const fromKeys = cacheByKeys(run, parameter);
  if (fromKeys) {
    options.push(fromKeys);
  }
  options.push(
    existing(whole, 'what forward returned', 0.6),
    ...arguments_(run, 1),
    ...outputs.main.map((at) => existing(at, 'the output of forward', 1.4)),
  );
  const all = outputs.named.filter(({ name }) => /z|a|cache|saved|h/i.test(name));
  return [...options, ...all.map(({ name, at }, index) => existing(at, name, 1.6 + index * 0.1))];
}

/** A cache that the caller builds: each key is an argument of forward or its output. */
function cacheByKeys(run: ForwardRun, parameter: ParameterFacts): Option | null {
  const keys = parameter.keys.filter((key) => !/^(length|\d+|map|pop|shape)$/.test(key));
  if (keys.length === 0) {
    return null;
  }
  const parts = keys.map((key): [string, Value | null] => [key, partByName(run, key)]);
  const known = parts.filter((part): part is [string, Value] => part[1] !== null);
  if (known.length < keys.length) {
    return null;
  }
  const fromCache = run.outputs.cache
    ? describeAt(run.observation.slots[run.outputs.cache.slot], run.outputs.cache.path)
    : undefined;
  const has = keys.every((key) => keysOf(fromCache).includes(key));
  return {
    label: `{ ${keys.join(', ')} } of forward`,
    penalty: has ? 2 : 0.3,
    steps: [],
    value: { kind: 'object', entries: known },
  };
}

function partByName(run: ForwardRun, key: string): Value | null {
  const compact = key.replace(/[_$]/g, '').toLowerCase();
  const found =
    available(run).find(({ name }) => name.replace(/[_$]/g, '').toLowerCase() === compact) ??
    available(run).find(({ name }) => nameFit(plain(key), plain(name)) > 0);
  if (found) {
    return { kind: 'slot', at: found.at };
  }
  const isOutput = roleOf(namedParameter(key), 'cost') === 'prediction';
  const main = run.outputs.main[0];
  return isOutput && main ? { kind: 'slot', at: main } : null;
}

/** Targets in the form of the output, and integers for each sample. */
function labels(run: ForwardRun, parameter: ParameterFacts, penalty: number): Option[] {
  const { outputs, observation, frame } = run;
  const at = outputs.main[0];
  const place = at && numericPlaces(describeAt(observation.slots[at.slot], at.path), at)[0];
  const { rank, source } = formOf(parameter, frame.context.all);
  const isBatch = source === 'type' && rank !== null && place !== undefined && rank === place.shape.length + 1;
  const own = isBatch ? { ...frame, world: { ...frame.world, batch: 'rows' as const } } : frame;
  // A target whose name reads like a gradient (`backward(dy)` with `out - dy`) is drawn like any other target.
  const isNamed = roleOf(parameter, 'cost') !== 'upstream';
  const inWorld = isNamed
    ? argumentOptions(own, parameter, 'cost')
    : arrayOptions(own, { parameter, place: 'cost', role: 'label', key: parameter.name });
  const byWorld = inWorld.map((option) => ({
    ...option,
    penalty: option.penalty + penalty + 0.25,
  }));
  if (isBatch) {
    return byWorld;
  }
  if (parameter.use.usedAsIndex && parameter.use.indexDepth === 0 && place && !place.isNumber) {
    const high = Math.max(2, place.shape[place.shape.length - 1] ?? 2);
    const value: Value = {
      kind: 'array',
      key: parameter.name,
      shape: [],
      fill: { kind: 'integer', low: 0, high },
      storage: 'nested',
    };
    return [{ label: 'a random class', penalty, steps: [], shape: [], value }, ...byWorld];
  }
  if (!place || place.isNumber) {
    const number: Option = {
      label: 'a number',
      penalty,
      steps: [],
      shape: [],
      value: {
        kind: 'array',
        key: parameter.name,
        shape: [],
        fill: { kind: 'uniform', low: 0.15, high: 0.9 },
        storage: 'nested',
      },
    };
    return place ? [number, ...byWorld] : byWorld;
  }
  const axis = frame.world.batch === 'columns' ? 0 : place.shape.length - 1;
  const single = (place.shape[axis] ?? 1) <= 1;
  const probability: Fill = single ? { kind: 'uniform', low: 0.15, high: 0.9 } : { kind: 'probability', axis };
  const storage = byWorld.find((option) => option.value.kind === 'array')?.value;
  const form = (fill: Fill, extra: number, label: string): Option => {
    const kind = storage?.kind === 'array' ? storage.storage : 'nested';
    const used = typeof kind === 'string' && place.shape.length > 1 && /float|int/.test(kind) ? 'nested' : kind;
    return {
      label: `${place.shape.join('×')} ${label}`,
      penalty: penalty + extra,
      steps: [],
      shape: place.shape,
      value: { kind: 'array', key: parameter.name, shape: place.shape, fill, storage: used },
    };
  };
  const usesIndex = parameter.use.usedAsIndex ? 1.5 : 0;
  return [
    form(probability, usesIndex, 'random probabilities'),
    ...(single
      ? []
      : [form({ kind: 'one-hot', axis }, (isOneHot(frame, parameter) ? -0.2 : 0.5) + usesIndex, 'one-hot')]),
    ...byWorld,
  ];
}

/** Last resort: everything that there is, in order. */
function anything(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const position = parameter.index;
  const list = available(run);
  const result = run.observation.slots.$out;
  const isStructure = result?.kind === 'list' || result?.kind === 'object';
  const whole = isStructure ? [existing({ slot: '$out', path: [] }, 'what forward returned', 1)] : [];
  return whole
    .concat(list.map(({ at, name }, index) => existing(at, name, 2.4 + Math.abs(index - position) * 0.1)))
    .concat(run.outputs.main.map((at) => existing(at, 'the output of forward', 2.6)));
}
