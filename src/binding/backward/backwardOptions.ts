import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import { anything, arguments_, available, isContainer } from '../arguments/afterForward.ts';
import { argumentOptions, updateRate } from '../arguments/argumentOptions.ts';
import { caches, hasOwnCache, lastResort } from './cacheOptions.ts';
import { existing, json, type Option } from '../known/context.ts';
import { givenOption } from '../known/givenOption.ts';
import { keyedValues } from '../arguments/keyedValues.ts';
import { compactName, family, looksLikeGradient, nameFit, plain, stems } from '../names/names.ts';
import { keptTarget } from '../names/roleNames.ts';
import { outParameter, overwritten } from '../arguments/outParameters.ts';
import { roleOf, type Role } from '../names/roles.ts';
import { batches, hasOtherRank } from '../arguments/sampleForm.ts';
import { readsFields, type ForwardRun } from '../known/scene.ts';
import { renamedSize } from './renamedSizes.ts';
import { labels, predictionPenalty } from '../arguments/targetOptions.ts';
import { differentiates, ownOutputs, predictionOfLoss, upstreams } from './upstreamOptions.ts';

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
    return [json(1)];
  }
  const [output] = run.outputs.main;
  if (place === 'backward' && output && isLeftAside(facts, parameter)) {
    return [existing(output, l10n.t('left aside'), 0)];
  }
  const named = roleOf(parameter, place);
  const own = place === 'backward' ? roleFromUse(run, facts, parameter) : null;
  const role = own ?? named;
  const namesake = parameter.destructured ? undefined : run.filled.find(({ name }) => name === parameter.name);
  // A target that forward has seen is no other in backward.
  const isSame = role === 'label' || hasOtherSource(facts, parameter) || takesTheSame(run, facts);
  if (namesake && place === 'backward' && isSame) {
    // `backward(x, dx)` of numbers may be handed what forward made of x, as f′ of one argument may.
    const made = output && isOfNumbers(run) ? [existing(output, l10n.t('the output of forward'), 0.6)] : [];
    return [existing(namesake.slot, namesake.name, 0), ...made];
  }
  const options = [
    ...(place === 'backward' && parameter === facts.parameters[0] ? predictionOfLoss(run, facts) : []),
    ...keyedValues(run, parameter),
    ...outParameter(run, parameter, place),
    ...byName(run, parameter, role, place),
    ...byType(run, parameter),
    ...byRole(run, facts, parameter, role, place),
  ];
  if (parameter.optional && !options.some((option) => option.penalty === 0)) {
    options.push({ label: l10n.t('left out'), penalty: 0.5, steps: [], value: { kind: 'undefined' } });
  }
  return distinct(options);
}

/**
 * `backward(_gradOut)` of a last layer starts from a target that the object keeps: the argument is there for the form
 * only. One that is just forgotten is a mistake, and no target is read in its place.
 */
function isLeftAside({ names, reads }: FunctionFacts, parameter: ParameterFacts): boolean {
  if (!names || names.includes(parameter.name) || roleOf(parameter, 'backward') !== 'upstream') {
    return false;
  }
  return /^_/.test(parameter.name) || reads.some((field) => keptTarget.test(field) && field.length > 2);
}

/** Beside an upstream gradient or a target, an argument of forward's name is forward's argument and nothing else. */
function hasOtherSource(facts: FunctionFacts, parameter: ParameterFacts): boolean {
  return facts.parameters.some(
    (other) => other !== parameter && ['upstream', 'label'].includes(roleOf(other, 'backward')),
  );
}

/** `backward(x, theta)` behind `forward(x, theta)` is called with the very same. */
function takesTheSame({ filled }: ForwardRun, { parameters }: FunctionFacts): boolean {
  return (
    parameters.length > 1 &&
    parameters.length === filled.length &&
    parameters.every((one) => !one.destructured && filled.some(({ name }) => name === one.name))
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

function byName(run: ForwardRun, parameter: ParameterFacts, role: Role, place: string): Option[] {
  // What is taken apart in the signature has no name of its own.
  if (parameter.destructured) {
    return [];
  }
  const wanted = plain(parameter.name);
  const compact = compactName(parameter.name);
  if (place === 'backward' && role === 'upstream' && looksLikeGradient(parameter.name)) {
    return [];
  }
  return available(run).flatMap(({ name, at, origin }) => {
    if (compactName(name) === compact) {
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

function byRole(
  run: ForwardRun,
  facts: FunctionFacts,
  parameter: ParameterFacts,
  role: Role,
  place: 'backward' | 'cost',
): Option[] {
  const { outputs, filled, frame } = run;
  const mains = (penalty: number): Option[] =>
    outputs.main.map((at, index) => existing(at, l10n.t('the output of forward'), penalty + index * 0.4));
  const rest = anything(run, parameter);
  const ownOptions = (): Option[] =>
    argumentOptions(frame, parameter, place).map((option) => ({ ...option, penalty: option.penalty + 0.2 }));
  if (place === 'backward' && isPlainNumber(run, parameter, role)) {
    return [{ ...json(updateRate, l10n.t('{0}, taken for the learning rate', updateRate)), isRate: true }, ...rest];
  }
  switch (role) {
    case 'upstream':
      return [
        ...upstreams(run, facts, parameter),
        ...overwritten(run, parameter),
        ...ownOutputs(run),
        ...(looksLikeGradient(parameter.name) ? [] : labels(run, parameter, 2.2)),
        ...(mayBeOne(run, facts, parameter) ? [json(1, '1', 3)] : []),
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
      return [
        ...caches(run, parameter),
        ...rest.map((option) => ({ ...option, penalty: option.penalty + (hasOwnCache(run) ? lastResort : 0) })),
      ];
    case 'prediction':
      return [
        ...listOfActivations(run, parameter),
        ...mains(0.2),
        ...(place === 'backward' && filled.length <= 1 ? arguments_(run, 0.8) : []),
        ...rest,
      ];
    case 'size':
      return [...renamedSize(run, facts, parameter), ...ownOptions()];
    case 'sizes':
    case 'rate':
    case 'option':
    case 'mode':
    case 'flag':
    case 'seed':
    case 'function':
    case 'optimizer':
      return ownOptions();
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

/** `backpropagate(gradient, genome, activations)`: behind a forward that returns what each layer makes, the whole list. */
function listOfActivations({ observation }: ForwardRun, { type, use }: ParameterFacts): Option[] {
  const isNested = use.indexDepth >= 2 || /\[\]\[\]$|Array\[\]$/.test(type?.trim() ?? '');
  const isList = observation.slots.$out?.kind === 'list';
  return isNested && isList ? [existing({ slot: '$out', path: [] }, l10n.t('what forward returned'), 0)] : [];
}

/**
 * A last layer is handed 1, and may leave it aside: one that computes a loss, or that says so by its default. Any other
 * that does so forgets what comes from above.
 */
function mayBeOne({ scene }: ForwardRun, facts: FunctionFacts, { defaultValue }: ParameterFacts): boolean {
  const forward = scene.forward?.facts ?? null;
  const takesTarget = forward?.parameters.some((one) => roleOf(one, 'forward') === 'label') ?? false;
  const names = `${facts.qualifiedName} ${forward?.qualifiedName ?? ''}`;
  return takesTarget || defaultValue === 1 || /loss|cost|criterion|entropy|mse|error|objective/i.test(names);
}

/** What an argument of backward is that no name tells of; null where its use does not tell either, or a name does. */
export function roleFromUse(run: ForwardRun, facts: FunctionFacts, parameter: ParameterFacts): Role | null {
  if (roleOf(parameter, 'backward') !== 'unknown') return null;
  if (differentiates(run, parameter)) return 'upstream';
  // `update(u, i, r)` of an object that keeps its rate: the number beside the indices is the target.
  const keepsRate = facts.reads.some((name) => /^_?(?:lr|eta|(?:learn(?:ing)?_?)?rate)$/i.test(name));
  const isForwards = run.scene.forward?.facts?.parameters.some(({ name }) => name === parameter.name) ?? false;
  return keepsRate && !isForwards && isPlainNumber(run, parameter, 'unknown') ? 'label' : null;
}

/**
 * `backPropagate(target, p)`: what JavaScript only multiplies, never indexes, calls, hands on or reads a key of, is a number,
 * most likely the rate. Names that say what it is go before that.
 */
function isPlainNumber(
  { frame, scene }: ForwardRun,
  { name, keys, use, type, optional }: ParameterFacts,
  role: Role,
): boolean {
  const isUntouched =
    use.indexDepth === 0 && use.methods.length === 0 && use.passedTo.length === 0 && keys.length === 0 && !use.called;
  const isOpen = ['container', 'weight', 'unknown'].includes(role) || (role === 'prediction' && name === 'p');
  const isScript = frame.context.facts.language !== 'python' && !looksLikeGradient(name);
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

/** A function of one number that keeps nothing: an activation. */
function isOfNumbers(run: ForwardRun): boolean {
  const { filled, outputs, scene } = run;
  const [argument, ...others] = filled;
  const isNumber = argument?.option.value.kind === 'array' && argument.option.shape?.length === 0;
  return isNumber && others.length === 0 && outputs.scalar !== null && !readsFields(run) && !scene.globals;
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
    (run.scene.self === null || !readsFields(run)) && !run.scene.globals && (isLone || (own.length === 1 && isScalar))
  );
}
