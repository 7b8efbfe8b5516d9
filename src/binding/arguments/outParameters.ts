import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { SlotPath, Value } from '../../model/plan.ts';
import { isContainer } from './afterForward.ts';
import type { Frame, Option } from '../known/context.ts';
import { isInitialOf, looksLikeGradient, nameFit, plain, stems, type Plain } from '../names/names.ts';
import { formOf } from '../names/rank.ts';
import { roleOf } from '../names/roles.ts';
import { bufferLength } from './offsets.ts';
import { numericPlaces } from '../known/places.ts';
import type { Filled, ForwardRun } from '../known/scene.ts';

/** True for zeros in the form of something else, which backward fills. */
export function isOut(value: Value): boolean {
  return (
    value.kind === 'like' ||
    (value.kind === 'object' && value.entries.length > 0 && value.entries.every(([, entry]) => isOut(entry)))
  );
}

/**
 * `forward(x, y)` of a layer that writes its output into y: as long as the last layer has units. What is written past the end
 * of a typed array is lost without a word, and what backward reads there is not a number.
 */
export function filledByForward({ context, sizes }: Frame, parameter: ParameterFacts): Option[] {
  const { rank, storage } = formOf(parameter, context.all);
  const isVector = parameter.use.filled === true && (rank ?? parameter.use.indexDepth) === 1;
  // Beside a count of samples it holds an output for each.
  const isCounted = context.forward?.parameters.some((one) => roleOf(one, 'forward') === 'size') ?? false;
  if (context.pair.owner === null || !isVector || isCounted) return [];
  const lengths = [...new Set([sizes.output, Math.max(...sizes.layers)])];
  return lengths.map((length, index) => ({
    label: l10n.t('{0} zeros, to be filled', length),
    penalty: -1 + index * 0.5,
    steps: [],
    shape: [length],
    value: {
      kind: 'array',
      key: parameter.name,
      shape: [length],
      fill: { kind: 'constant', value: 0 },
      storage: storage ?? 'nested',
    },
  }));
}

const heldPrefix = '$held';

/** `reluBackward(x, grad)` that overwrites its upstream gradient: what it leaves there is the gradient of the input. */
export function overwritten(run: ForwardRun, { name, use }: ParameterFacts): Option[] {
  if (!use.assigned || run.outputs.main.length !== 1) return [];
  const into = `${heldPrefix}${name}`;
  return [
    {
      label: l10n.t('the random upstream gradient, which is overwritten'),
      penalty: 0.2,
      steps: [{ kind: 'value', into, value: { kind: 'upstream', output: 0 } }],
      value: { kind: 'slot', at: { slot: into, path: [] } },
    },
  ];
}

/** True for an upstream gradient that backward overwrites. */
export function isOverwritten({ value }: Option): boolean {
  return value.kind === 'slot' && value.at.slot.startsWith(heldPrefix);
}

/** The accumulators in what backward was handed: set to zero before each of its calls. */
export function outPlaces({ option, slot }: Filled): SlotPath[] {
  const { value } = option;
  if (!isOut(value)) return [];
  return value.kind === 'object' ? value.entries.map(([key]) => ({ ...slot, path: [...slot.path, key] })) : [slot];
}

/** `gW` that the body assigns to is zeros in the form of W, `grads` with the keys dW and db zeros in the forms of W and b. */
export function outParameter(run: ForwardRun, parameter: ParameterFacts, place: string): Option[] {
  if (place !== 'backward' || !(looksLikeGradient(parameter.name) || parameter.use.assigned)) {
    return [];
  }
  const keyed = ofKeys(run, parameter);
  if (keyed) {
    return [keyed];
  }
  const found = stems(parameter.name);
  // `grads` on its own stands for all parameters.
  const isWhole = parameter.use.assigned && /^_?(g|grads?|gradients?|d_?params)$/i.test(parameter.name);
  const arrays = run.filled.filter(({ option }) => option.value.kind !== 'json');
  const like =
    arrays.find(({ name, slot }) =>
      isWhole
        ? isContainer(run, slot) || bufferLength(run.frame.context, name) !== null
        : found.some((stem) => nameFit(stem, plain(name)) > 0),
    ) ?? (parameter.use.assigned ? ofInitial(arrays, found) : undefined);
  const held = like ? null : heldByContainer(run, parameter, found);
  if (held) {
    return [held];
  }
  if (!like) {
    return [];
  }
  const value: Value = { kind: 'like', at: like.slot, value: 0 };
  const reads = /dout|dy|grado|upstream|next/i.test(parameter.name);
  if (reads && !parameter.use.assigned) {
    return [];
  }
  return [
    {
      label: l10n.t('zeros like {0}', like.name),
      penalty: parameter.use.assigned && !reads ? 0 : 2.5,
      steps: [],
      value,
    },
  ];
}

/** `backward(net, acts, dOut, gW, gb)`: zeros in the form of what the network holds under that name, be it a list with one array per layer. */
function heldByContainer({ filled, observation }: ForwardRun, { use }: ParameterFacts, found: Plain[]): Option | null {
  if (!use.assigned) return null;
  for (const { slot } of filled) {
    const object = observation.slots[slot.slot];
    const keys = object?.kind === 'object' && slot.path.length === 0 ? object.entries.map(([key]) => key) : [];
    const key = keys.find((one) => found.some((stem) => nameFit(stem, plain(one)) === 1));
    if (key === undefined) continue;
    const at: SlotPath = { slot: slot.slot, path: [key] };
    return {
      label: l10n.t('zeros like {0}', `${slot.slot}.${key}`),
      penalty: -0.5,
      steps: [],
      value: { kind: 'like', at, value: 0 },
    };
  }
  return null;
}

/** `dg` beside `gain`: the one argument with its letter. */
function ofInitial(arrays: readonly Filled[], found: readonly Plain[]): Filled | undefined {
  const [one, ...others] = arrays.filter(({ name }) => isInitialOf(found, plain(name)));
  return others.length === 0 ? one : undefined;
}

/** Every key is the gradient of something that forward was handed, or of a part of it. */
function ofKeys({ filled, observation }: ForwardRun, { keys, use }: ParameterFacts): Option | null {
  if (!use.assigned || keys.length === 0 || !keys.every(looksLikeGradient)) {
    return null;
  }
  const places = filled.flatMap(({ slot }) => numericPlaces(observation.slots[slot.slot], slot));
  const entries = keys.flatMap((key): [string, Value][] => {
    const like = places.find((place) => stems(key).some((stem) => nameFit(stem, plain(place.name)) === 1));
    return like ? [[key, { kind: 'like', at: like.at, value: 0 }]] : [];
  });
  const isWhole = entries.length === keys.length;
  return isWhole
    ? { label: l10n.t('zeros for {0}', keys.join(', ')), penalty: 0, steps: [], value: { kind: 'object', entries } }
    : null;
}
