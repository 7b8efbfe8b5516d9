import * as l10n from '@vscode/l10n';
import type { FunctionFacts } from '../../model/facts.ts';
import type { Callee, SlotPath, Step, Value } from '../../model/plan.ts';
import { backwardOptions, roleFromUse } from './backwardOptions.ts';
import { bestFirst } from '../arguments/bestFirst.ts';
import type { Option } from '../known/context.ts';
import { fill } from '../forward/forwardSearch.ts';
import { looksLikeGradient, nameFit, plain, stems } from '../names/names.ts';
import { isOverwritten, outPlaces } from '../arguments/outParameters.ts';
import { describeAt, keysOf, numericPlaces, withTuples } from '../known/places.ts';
import { roleOf } from '../names/roles.ts';
import { differentiates } from './upstreamOptions.ts';
import type { BackwardRun, Budget, Filled, ForwardRun } from '../known/scene.ts';

export const gradientSlot = '$grads';

/** Runs backward after a forward that ran, with one guess after another; keeps those that did not throw. */
export async function searchBackward(given: ForwardRun, budget: Budget, wanted: number): Promise<BackwardRun[]> {
  const run = withNamedOutputs(given);
  const call = callOf(run);
  if (!call) {
    return [];
  }
  const parameters = (call.facts?.parameters ?? []).filter((one) => !one.rest);
  const options = call.facts
    ? parameters.map((parameter) => backwardOptions(run, call.facts as FunctionFacts, parameter, 'backward'))
    : call.options;
  const names = call.facts ? parameters.map((parameter) => parameter.name) : ['dout'];
  const found: BackwardRun[] = [];
  let tries = 0;
  for (const { indices, penalty } of bestFirst([
    { penalty: 0, choices: options.map((list) => list.map((option) => option.penalty)) },
  ])) {
    if (budget.spent || found.length >= wanted || penalty > 6 || tries++ > 40) {
      break;
    }
    const picked = options.map((list, index) => list[indices[index] ?? 0] as Option);
    if (usesOutputTwice(picked)) {
      continue;
    }
    const [weighed, chosen] = withWeighedOutputs(run, picked);
    const back = await tryBackward(weighed, call.callee, names, call.facts, chosen, penalty, budget);
    if (back) {
      found.push(back);
    }
  }
  return found;
}

/** Each output has one upstream gradient. */
function usesOutputTwice(chosen: Option[]): boolean {
  const outputs = chosen.flatMap(({ value }) => (value.kind === 'upstream' ? [value.output] : []));
  return new Set(outputs).size < outputs.length;
}

/**
 * Of several outputs only those count in the cost whose upstream gradient backward is handed: `return out, out` gives an
 * output and a cache, and a state that nothing reads further on has none.
 */
function withWeighedOutputs(run: ForwardRun, chosen: Option[]): [ForwardRun, Option[]] {
  const used = chosen.flatMap(({ value }) => (value.kind === 'upstream' ? [value.output] : [])).sort((a, b) => a - b);
  const { outputs } = run;
  if (used.length === 0 || used.length === outputs.main.length) {
    return [run, chosen];
  }
  const keep = <T>(list: T[]): T[] => used.map((index) => list[index] as T);
  const { main, shapes, names } = outputs;
  const weighed = { ...outputs, main: keep(main), shapes: keep(shapes), names: keep(names) };
  const renumbered = chosen.map((option): Option => {
    const { value } = option;
    return value.kind === 'upstream' ? { ...option, value: { ...value, output: used.indexOf(value.output) } } : option;
  });
  return [{ ...run, outputs: weighed }, renumbered];
}

/** `dMean, dLogvar` say which parts of the result are outputs. */
function withNamedOutputs(run: ForwardRun): ForwardRun {
  const { outputs, scene, observation } = run;
  const upstreams =
    scene.backward?.facts.parameters.filter(
      (one) => roleOf(one, 'backward') === 'upstream' || looksLikeGradient(one.name) || differentiates(run, one),
    ) ?? [];
  const found = upstreams.flatMap((one) => {
    const wanted = stems(one.name);
    const part = outputs.named.find(({ name }) => wanted.some((stem) => nameFit(stem, plain(name)) === 1));
    const place = part && numericPlaces(describeAt(observation.slots[part.at.slot], part.at.path), part.at)[0];
    return place && !place.isNumber ? [{ place, name: part.name }] : [];
  });
  if (found.length < 2) {
    return run;
  }
  return {
    ...run,
    outputs: {
      ...outputs,
      main: found.map(({ place }) => place.at),
      shapes: found.map(({ place }) => place.shape),
      names: found.map(({ name }) => name),
    },
  };
}

/** Backward is a function, a method, or a closure that forward returned. */
function callOf(run: ForwardRun): { facts: FunctionFacts | null; callee: Callee; options: Option[][] } | null {
  const { scene, outputs } = run;
  const closure = outputs.closures[0];
  if (
    closure &&
    (!scene.backward || scene.backward.facts === scene.forward?.facts || scene.backward.facts.reach === null)
  ) {
    const upstream: Option = {
      label: l10n.t('the random upstream gradient'),
      penalty: 0,
      steps: [],
      value: { kind: 'upstream', output: 0 },
    };
    const options =
      outputs.main.length > 0 && !outputs.scalar
        ? [[upstream]]
        : [[{ ...upstream, value: { kind: 'json', value: 1 } } satisfies Option]];
    return { facts: null, callee: { kind: 'slot', at: closure }, options };
  }
  return scene.backward ? { ...scene.backward, options: [] } : null;
}

async function tryBackward(
  run: ForwardRun,
  callee: Callee,
  names: string[],
  facts: FunctionFacts | null,
  chosen: Option[],
  penalty: number,
  budget: Budget,
): Promise<BackwardRun | null> {
  const taken = ['$out', '$grads', '$self', ...run.filled.map(({ slot }) => slot.slot)];
  const { steps, filled, values } = fill(names, chosen, taken);
  const split = splitSteps(steps);
  const setup = [...run.setup, ...split.setup];
  const seed = chosen.length === 0 ? seedOfOutput(run) : null;
  const backward: Step[] = [
    ...split.backward,
    ...(seed ? [seed] : []),
    { kind: 'call', into: gradientSlot, callee, args: values },
  ];
  const rate = rateOf(run, facts, chosen);
  for (const after of run.scene.after) {
    backward.push({
      kind: 'call',
      into: '$after',
      callee: after.callee,
      args: after.facts.parameters.map((one): Value => ({
        kind: 'json',
        value: roleOf(one, 'backward') === 'rate' ? (rate ?? 0.125) : 1,
      })),
    });
  }
  const seen = await budget.run(setup, run.forward, backward, run.outputs.main);
  if (!seen.ok) {
    return null;
  }
  const returns = { $out: run.scene.forward?.facts?.returns ?? [], [gradientSlot]: facts?.returns ?? [] };
  const changes = seen.changes.map((change) => ({
    ...change,
    at: underItsName(change.at, [...run.filled, ...filled]),
  }));
  const observation = { ...seen, changes, slots: withTuples(seen.slots, returns, vectorLengths(run)) };
  const usesUpstream =
    seed !== null || chosen.some((option) => usesUpstreamValue(option.value) || isOverwritten(option));
  const target = facts ? labelOf(run, facts, filled) : null;
  const clear = filled.flatMap(outPlaces);
  return {
    run,
    setup,
    backward,
    filled,
    observation,
    penalty: penalty + run.penalty,
    usesUpstream,
    usesLabel: target,
    rate,
    clear,
  };
}

/**
 * A backward that takes nothing reads its upstream gradient from what forward returned: `{ w, dw }`, `{ data, grad }`.
 * Whoever calls it sets that field, and so does the plan.
 */
function seedOfOutput({ outputs, observation, scene }: ForwardRun): Step | null {
  const [output] = outputs.main;
  const names = { w: 'dw', data: 'grad', value: 'grad', x: 'dx', values: 'grads' } as Record<
    string,
    string | undefined
  >;
  const gradient = names[String(output?.path.at(-1))];
  if (!output || !gradient || scene.self === null) {
    return null;
  }
  const above = { slot: output.slot, path: output.path.slice(0, -1) };
  const holder = describeAt(observation.slots[above.slot], above.path);
  const hasGradient = keysOf(holder).includes(gradient);
  return hasGradient
    ? {
        kind: 'assign',
        at: { slot: above.slot, path: [...above.path, gradient] },
        value: { kind: 'upstream', output: 0 },
      }
    : null;
}

function usesUpstreamValue(value: Value): boolean {
  return value.kind === 'upstream';
}

/** Values that forward leaves are there only after it: what depends on them is built in backward. */
function splitSteps(steps: Step[]): { setup: Step[]; backward: Step[] } {
  const isLate = (step: Step): boolean =>
    step.kind === 'value' && /"slot":"\$(out|self|held)|"kind":"upstream"/.test(JSON.stringify(step.value));
  return { setup: steps.filter((step) => !isLate(step)), backward: steps.filter(isLate) };
}

/** The target that a cost without a function of its own compares with. */
function labelOf(run: ForwardRun, facts: FunctionFacts, filled: Filled[]): SlotPath | null {
  const isLabel = (name: string): boolean => {
    const parameter = [...facts.parameters, ...(run.scene.forward?.facts?.parameters ?? [])].find(
      (one) => one.name === name,
    );
    return (
      parameter !== undefined &&
      (roleOf(parameter, 'backward') === 'label' || roleFromUse(run, facts, parameter) === 'label')
    );
  };
  const own = filled.filter(
    ({ option, slot }) => option.at === undefined || run.filled.some((one) => one.slot === slot),
  );
  // Of `update(u, i, r)` beside `predict(u, i)` only r may be compared with what forward returns.
  const fresh = own.filter(({ name }) =>
    facts.parameters.some((one) => one.name === name && roleFromUse(run, facts, one)),
  );
  return (
    [...fresh, ...own, ...run.filled].find(({ name, option }) => isLabel(name) && option.value.kind !== 'json')?.slot ??
    own.find(({ name }) => isLabel(name))?.slot ??
    null
  );
}

/** The learning rate of this call: an argument, a field of the object, or a constant of the module. */
function rateOf(run: ForwardRun, facts: FunctionFacts | null, chosen: Option[]): number | null {
  const { frame, scene, observation } = run;
  const isRate = /^(lr|learningrate|learnrate|alpha|eta|rate|stepsize|learning_rate)$/i;
  const at = (facts?.parameters ?? []).findIndex((one) => roleOf(one, 'backward') === 'rate');
  const value = chosen[at >= 0 ? at : chosen.findIndex(({ isRate }) => isRate)]?.value;
  if (value?.kind === 'json' && typeof value.value === 'number') {
    return value.value;
  }
  const [handed] = chosen.flatMap((option) => rateIn(option.value, isRate));
  if (handed !== undefined) {
    return handed;
  }
  const self = scene.self ? observation.slots[scene.self] : undefined;
  const fields = numericPlaces(self, { slot: '$self', path: [] }, 2).filter(
    (place) => place.isNumber && isRate.test(place.name.replace(/[_$#]/g, '')),
  );
  const field = fields[0]?.minimum;
  if (field) {
    return field;
  }
  const named = (name: string): boolean => isRate.test(name.replace(/[_$]/g, ''));
  const own = facts?.constants.find((one) => named(one.name) && one.value !== 0);
  if (own) {
    return own.value;
  }
  const constants = frame.context.all.flatMap((module) => module.values).filter((one) => named(one.name));
  const literal = constants[0]?.literal;
  return typeof literal === 'number' && literal !== 0 ? literal : null;
}

/** What a factory made stands in a slot of its own and in that of the argument: a change is told of the argument. */
function underItsName(at: SlotPath, filled: readonly Filled[]): SlotPath {
  const holder = filled.find(({ option: { value } }) => value.kind === 'slot' && isHolder(value.at, at));
  return holder ? { slot: holder.slot.slot, path: at.path } : at;
}

function isHolder(made: SlotPath, at: SlotPath): boolean {
  return /\$made$/.test(made.slot) && made.slot === at.slot && made.path.length === 0;
}

/** `step(errors, { rate, momentum })`: the rate among other settings. */
function rateIn(value: Value, isRate: RegExp): number[] {
  const entries = value.kind === 'object' ? value.entries : [];
  return entries.flatMap(([key, entry]) =>
    isRate.test(key.replace(/[_$]/g, '')) &&
    entry.kind === 'json' &&
    typeof entry.value === 'number' &&
    entry.value !== 0
      ? [entry.value]
      : [],
  );
}

/** Lengths of forward's arguments that are vectors. */
function vectorLengths({ filled }: ForwardRun): number[] {
  return filled.flatMap(({ option }) => (option.shape?.length === 1 ? option.shape : []));
}
