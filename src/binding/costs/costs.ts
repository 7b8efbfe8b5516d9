import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Callee, CostPlan, SlotPath, Step } from '../../model/plan.ts';
import { backwardOptions } from '../backward/backwardOptions.ts';
import { beforeSoftmax } from './beforeSoftmax.ts';
import { bestFirst } from '../arguments/bestFirst.ts';
import { gradientSlot } from '../backward/backwardSearch.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { CostChoice } from './costChoice.ts';
import { existing, findFunction, reachedBy, refTo, type Context, type Option } from '../known/context.ts';
import { formulas } from './formulas.ts';
import { isLossFunction, lossPerSample, newTarget, sums } from './outputSums.ts';
import { encoded } from './encodedTargets.ts';
import { turned } from './turnedTargets.ts';
import { fill, resultSlot } from '../forward/forwardSearch.ts';
import { describeAt, numericPlaces } from '../known/places.ts';
import { keptTarget } from '../names/roleNames.ts';
import { roleOf } from '../names/roles.ts';
import type { BackwardRun, Budget } from '../known/scene.ts';

/** All costs that fit, the likeliest first. */
export async function costChoices(context: Context, matched: Matched, budget: Budget): Promise<CostChoice[]> {
  const found = await choicesOf(context, matched, budget);
  const choices = isStepOfModel(context, matched) ? found.map(asGuess) : found;
  return climbs(context, matched) ? [...choices, ...choices.flatMap(against)] : choices;
}

/**
 * A step of the weights with arguments that forward does not take, or one from an output of many entries: what forward returns
 * is no cost for being all that there is.
 */
function isStepOfModel({ forward }: Context, matched: Matched): boolean {
  const { scene, outputs } = matched.back.run;
  if (forward === null || !scene.backward || !isStep(matched) || isLossFunction(forward)) return false;
  const known = new Set(forward.parameters.map(({ name }) => name));
  const hasMore = scene.backward.facts.parameters.some(
    (one) => !known.has(one.name) && roleOf(one, 'backward') !== 'rate',
  );
  return hasMore || outputs.scalar === null;
}

function asGuess(choice: CostChoice): CostChoice {
  const isOutput =
    choice.cost.kind === 'scalar' && choice.cost.at.slot === resultSlot && choice.cost.at.path.length === 0;
  return isOutput && !choice.isGuess
    ? { ...choice, isGuess: true, description: l10n.t('the sum of what forward returns') }
    : choice;
}

/** `w += rate * this.gradients.w`: what is called a gradient here points down, from an error that is target − output. */
function climbs({ all, pair }: Context, matched: Matched): boolean {
  const near = all.flatMap((module) => module.functions).filter((fn) => pair.owner === null || fn.owner === pair.owner);
  const isGradient = matched.leaves.some(({ role }) => role === 'parameter') && !isStep(matched);
  return isGradient && near.some((fn) => fn.sites.some(({ adds }) => adds === true));
}

function against(choice: CostChoice): CostChoice[] {
  const description = l10n.t('{0}; the error counts as target − output', choice.description);
  return choice.parameterScale === undefined ? [{ ...choice, parameterScale: -1, description }] : [];
}

async function choicesOf(context: Context, matched: Matched, budget: Budget): Promise<CostChoice[]> {
  const { back } = matched;
  const { outputs } = back.run;
  // A backward whose forward was not found stands in for it, to see what it returns: only a loss is a cost then.
  const hasForward = context.forward !== null;
  const choice = (cost: CostPlan, description: string, isGuess = false): CostChoice => ({
    cost,
    setup: [],
    forward: [],
    description,
    isGuess,
  });
  if (back.usesUpstream && hasForward) {
    const contraction = choice(
      { kind: 'contraction', outputs: outputs.main },
      l10n.t('the output of forward times a random upstream gradient'),
    );
    return [
      contraction,
      ...scaledContractions(matched, contraction),
      ...singles(context, matched),
      ...unclipped(context, contraction),
      ...beforeSoftmax(context, back, contraction),
      ...(isStep(matched) ? negated(contraction) : []),
    ];
  }
  const fromFile = givenCost(context, matched);
  if (fromFile) {
    return [fromFile];
  }
  const isLoss = outputs.scalar && (hasForward || outputs.scalar.path.length > 0);
  const own =
    outputs.scalar && isLoss ? [choice({ kind: 'scalar', at: outputs.scalar }, l10n.t('what forward returns'))] : [];
  const isOutput = newTarget(matched) || readsKeptTarget(context, matched);
  const isCost = own.length > 0 && (!isOutput || (outputs.scalar?.path.length ?? 0) > 0);
  if (isCost && context.given.get('cost') === undefined) {
    return own;
  }
  const named = await functionCosts(context, matched, budget);
  if (named.length > 0 || (own.length > 0 && !isOutput)) {
    return [...named, ...own];
  }
  return unnamedCosts(context, matched);
}

/** What is left where neither forward nor the file has a cost of its own. */
function unnamedCosts(context: Context, matched: Matched): CostChoice[] {
  const { back } = matched;
  const hasForward = context.forward !== null;
  const perSample = lossPerSample(context, matched);
  if (perSample.length > 0) {
    return perSample;
  }
  const loss = returnedLoss(matched);
  const returned = loss ? [loss, ...scaledLosses(matched, loss)] : [];
  const label = back.usesLabel ?? targetField(matched) ?? reconstructed(matched);
  const output = back.run.outputs.main[0];
  if (label && output && hasForward) {
    return [...returned, ...formulas(matched, output, label)];
  }
  if (returned.length > 0) {
    return returned;
  }
  return output && hasForward ? sums(output) : [];
}

/** `train(x)` of an autoencoder: the input, which the output is like, is its own target. */
function reconstructed(matched: Matched): SlotPath | null {
  const { outputs, filled } = matched.back.run;
  const form = outputs.shapes[0]?.join();
  const isLong = (outputs.shapes[0] ?? []).some((length) => length > 1);
  const same = filled.filter(({ option }) => option.shape?.join() === form);
  return isStep(matched) && isLong && same.length === 1 ? (same[0]?.slot ?? null) : null;
}

/** A target that the object has kept since it was built: `this.y`, where forward does not keep its output under that name. */
function targetField({ back }: Matched): SlotPath | null {
  const { self } = back.run.scene;
  const shape = back.run.outputs.shapes[0];
  const fields = self && shape ? numericPlaces(back.observation.slots[self], { slot: self, path: [] }, 2) : [];
  const size = (of: readonly number[]): number => of.reduce((product, length) => product * length, 1);
  const isOutput = (name: string): boolean => back.run.scene.forward?.facts?.writes.includes(name) ?? false;
  const fits = (own: readonly number[]): boolean =>
    own.join() === shape?.join() || (size(own) === 1 && size(shape ?? []) === 1);
  return fields.find((place) => keptTarget.test(place.name) && !isOutput(place.name) && fits(place.shape))?.at ?? null;
}

/** What backward compares with a target of the object is an output, and no cost. */
function readsKeptTarget({ backward }: Context, matched: Matched): boolean {
  const name = targetField(matched)?.path[0];
  return typeof name === 'string' && backward.reads.includes(name);
}

/** `cost: (output) => number` of the inputs file. */
function givenCost(context: Context, { back }: Matched): CostChoice | null {
  const given = context.given.get('cost');
  if (given?.kind !== 'place' || given.description.kind !== 'function') {
    return null;
  }
  const output = back.run.outputs.main[0] ?? { slot: '$out', path: [] };
  const call: Step = {
    kind: 'call',
    into: '$cost',
    callee: { kind: 'slot', at: given.at },
    args: [{ kind: 'slot', at: output }],
  };
  return {
    cost: { kind: 'scalar', at: { slot: '$cost', path: [] } },
    setup: [],
    forward: [call],
    description: l10n.t('the cost of the inputs file'),
    isGuess: false,
  };
}

/** `dW` divided by the batch while `dx` is not (or the other way round): a scale, no wrong gradient. */
function scaledContractions({ leaves, back }: Matched, base: CostChoice): CostChoice[] {
  const hasBoth = leaves.some((leaf) => leaf.role === 'parameter');
  const batch = back.run.frame.sizes.batch;
  const isBatched = back.run.outputs.shapes[0]?.includes(batch) ?? false;
  return hasBoth && isBatched
    ? [
        {
          ...base,
          parameterScale: batch,
          description: l10n.t(
            '{0}; the gradients of the parameters are divided by the batch size {1}',
            base.description,
            batch,
          ),
        },
      ]
    : [];
}

/** Backward goes past entries of its upstream gradient that are 0, and is made for one that is not. */
function singles({ backward }: Context, { back }: Matched): CostChoice[] {
  return backward.parameters.some((one) => one.use.skipsZeros)
    ? [
        {
          cost: { kind: 'contraction', outputs: back.run.outputs.main, upstream: 'one-entry' },
          setup: [],
          forward: [],
          description: l10n.t('one entry of the output, as backward skips the zeros of its upstream gradient'),
          isGuess: false,
        },
      ]
    : [];
}

/** `clip(dz, -1, 1)` inside of backward, or in what it calls: where nothing is cut off, the gradient shows. */
function unclipped(context: Context, base: CostChoice): CostChoice[] {
  const { backward } = context;
  const isClip = (call: string): boolean => /(?:^|[._])(?:clip|clamp)|(?:Clip|Clamp)/.test(call);
  const clips = [backward, ...reachedBy(context, backward.calls)].some((fn) => fn.calls.some(isClip));
  return clips && base.cost.kind === 'contraction'
    ? [
        {
          ...base,
          cost: { ...base.cost, upstream: 'small' },
          description: l10n.t('{0}, too small to be clipped', base.description),
        },
      ]
    : [];
}

/** An `error` that is target − output: updates go against it. */
function negated(base: CostChoice): CostChoice[] {
  return [
    { ...base, parameterScale: -1, description: l10n.t('{0}; the error counts as target − output', base.description) },
  ];
}

/** Cost functions of the file, called with what forward returned. */
async function functionCosts(context: Context, matched: Matched, budget: Budget): Promise<CostChoice[]> {
  const choices: CostChoice[] = [];
  for (const name of context.pair.costs.slice(0, 4)) {
    const facts = findFunction(context, name);
    const found = facts && (await bindCost(context, matched, facts, budget));
    if (found) {
      choices.push(found);
    }
  }
  return choices;
}

async function bindCost(
  context: Context,
  matched: Matched,
  facts: FunctionFacts,
  budget: Budget,
): Promise<CostChoice | null> {
  const { back } = matched;
  const callee = calleeOf(context, facts, back.run.scene.self);
  if (!callee || facts === back.run.scene.forward?.facts) {
    return null;
  }
  const shared = { ...back.run, filled: [...back.run.filled, ...back.filled] };
  const parameters = facts.parameters.filter((one) => !one.rest);
  const options = parameters.map((parameter) => {
    const found = [...sameTarget(matched, facts, parameter), ...backwardOptions(shared, facts, parameter, 'cost')];
    return [
      ...listsOfOne(back, parameter, found),
      ...turned(matched, found),
      ...encoded(context, matched, parameter),
      ...found,
    ]
      .filter((option) => back.usesLabel === null || !isMadeUp(option))
      .sort((a, b) => a.penalty - b.penalty);
  });
  if (options.some((list) => list.length === 0)) {
    return null;
  }
  let tries = 0;
  for (const { indices } of bestFirst([
    { penalty: 0, choices: options.map((list) => list.map((option) => option.penalty)) },
  ])) {
    if (tries++ > 12 || budget.spent) {
      break;
    }
    const chosen = options.map((list, index) => list[indices[index] ?? 0] as Option);
    const { steps, values } = fill(
      parameters.map((one) => one.name),
      chosen,
      ['$out', '$grads', '$self', ...shared.filled.map(({ slot }) => slot.slot)],
    );
    const call: Step = { kind: 'call', into: '$cost', callee, args: values };
    const late = steps.filter((step) => /"slot":"\$out/.test(JSON.stringify(step)));
    const setup = steps.filter((step) => !late.includes(step));
    const observation = await budget.run([...back.setup, ...setup], [...back.run.forward, ...late, call], []);
    const at = observation.ok ? costPlace(observation.slots['$cost']) : null;
    if (at && dependsOnForward([...late, call], matched)) {
      return {
        cost: { kind: 'scalar', at },
        setup,
        forward: [...late, call],
        description: l10n.t('the cost {0}({1})', facts.name, parameters.map((one) => one.name).join(', ')),
        isGuess: false,
      };
    }
  }
  return null;
}

/** Numbers that neither forward nor backward has seen: beside a target of backward's own, no cost of theirs asks for others. */
function isMadeUp({ at, value }: Option): boolean {
  return at === undefined && value.kind === 'array';
}

/**
 * The target that backward was handed, or reads from the object, is the one that the cost has to be called with. What
 * stands beside it without saying what it is, as in `error(actual, expected)`, is the output.
 */
function sameTarget(matched: Matched, { parameters }: FunctionFacts, parameter: ParameterFacts): Option[] {
  const roles = new Map(parameters.map((one) => [one, roleOf(one, 'cost')]));
  const labels = parameters.filter((one) => roles.get(one) === 'label');
  const [output] = matched.back.run.outputs.main;
  const isOpen = roles.get(parameter) === 'unknown' && ![...roles.values()].includes('prediction');
  if ((labels.length === 1 && isOpen) || (labels.length > 1 && /^actual/i.test(parameter.name))) {
    return output ? [existing(output, l10n.t('the output of forward'), -1)] : [];
  }
  const target = labels.includes(parameter) ? (matched.back.usesLabel ?? targetField(matched)) : null;
  return target ? [existing(target, l10n.t('the target of backward'), -1)] : [];
}

/** `cost(outputs, targets)` over all samples, beside a forward and a backward of one: both are lists of one number. */
function listsOfOne({ observation }: BackwardRun, { use }: ParameterFacts, options: Option[]): Option[] {
  if (use.indexDepth === 0 && !use.loopBound && use.methods.length === 0) return [];
  return options.flatMap((option): Option[] => {
    const held = option.at && describeAt(observation.slots[option.at.slot], option.at.path);
    return held?.kind === 'number'
      ? [
          {
            label: `[${option.label}]`,
            penalty: option.penalty - 0.1,
            steps: option.steps,
            value: { kind: 'list', items: [option.value] },
          },
        ]
      : [];
  });
}

/** A cost of something else than what forward made, or than the parameters, tells nothing of them. */
function dependsOnForward(steps: Step[], { leaves, back }: Matched): boolean {
  const slots = ['$out', back.run.scene.self ?? '$out', ...leaves.map(({ at }) => at.slot)];
  const text = JSON.stringify(steps);
  return back.run.scene.globals !== undefined || slots.some((slot) => text.includes(`"slot":${JSON.stringify(slot)}`));
}

function calleeOf(context: Context, facts: FunctionFacts, self: string | null): Callee | null {
  if (facts.owner !== null && !facts.isStatic && facts.reach?.kind === 'method') {
    return self ? { kind: 'method', on: { slot: self, path: [] }, name: facts.name } : null;
  }
  const ref = refTo(context, facts);
  return ref ? { kind: 'ref', ref } : null;
}

/** The finite number, or numbers, that a cost function returned. */
function costPlace(description: Parameters<typeof numericPlaces>[0]): SlotPath | null {
  const places = numericPlaces(description, { slot: '$cost', path: [] }, 2);
  const best = places.find((place) => place.isNumber) ?? places[0];
  return best?.finite ? best.at : null;
}

/** `[loss, grads]`, `{ loss, dW }` or a plain number that backward (train) returns. */
function returnedLoss(matched: Matched): CostChoice | null {
  const { back, gradients } = matched;
  const used = gradients.flatMap((gradient) => (gradient.kind === 'value' ? [JSON.stringify(gradient.at)] : []));
  const places = numericPlaces(back.observation.slots[gradientSlot], { slot: gradientSlot, path: [] }, 2).filter(
    (place) => place.isNumber && place.finite && !used.includes(JSON.stringify(place.at)),
  );
  const best = places.find((place) => /loss|cost|error|^j$/i.test(place.name)) ?? places[0];
  if (!best) {
    return null;
  }
  const description = l10n.t('the loss that backward returns');
  if (isStep(matched)) {
    const forward = withoutStep(back);
    const at = { ...best.at, slot: lossSlot };
    return { cost: { kind: 'scalar', at }, setup: [], forward, description, isGuess: true };
  }
  return {
    cost: { kind: 'scalar', at: best.at },
    setup: [],
    forward: [],
    description,
    isGuess: false,
    backwardInForward: true,
  };
}

/** Where a plan keeps the loss that a step of the weights returns. */
export const lossSlot = '$loss';

/** Backward changes the weights, whatever its gradients were read from. */
function isStep({ isUpdate, isMoment }: Matched): boolean {
  return isUpdate || isMoment;
}

/** `trainStep(x, y, lr)` with a rate of 0: it returns its loss and leaves the weights as they are. */
function withoutStep({ backward, rate, run }: Matched['back']): Step[] {
  const parameters = run.scene.backward?.facts.parameters ?? [];
  const at = parameters.findIndex((one) => roleOf(one, 'backward') === 'rate');
  return backward.map((step): Step => {
    if (step.kind === 'value' && rate !== null && step.into === parameters[at]?.name) {
      return { ...step, value: { kind: 'json', value: 0 } };
    }
    return step.kind === 'call' && step.into === gradientSlot
      ? {
          ...step,
          into: lossSlot,
          args: step.args.map((arg, index) => (index === at ? { kind: 'json', value: 0 } : arg)),
        }
      : step;
  });
}

/** The gradient of ½ or 2 times the loss that is returned: in a step of the weights that is a matter of the rate. */
function scaledLosses(matched: Matched, returned: CostChoice): CostChoice[] {
  return isStep(matched)
    ? [2, 0.5].map((factor) => ({
        ...returned,
        parameterScale: factor,
        description:
          factor === 2
            ? l10n.t('{0}, whose gradient is twice the step', returned.description)
            : l10n.t('{0}, whose gradient is half the step', returned.description),
      }))
    : [];
}
