import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import { existing, type Option } from '../known/context.ts';
import { nameFit, plain, stems } from '../names/names.ts';
import { numericPlaces } from '../known/places.ts';
import { isLossFunction } from '../costs/outputSums.ts';
import { roleOf } from '../names/roles.ts';
import type { ForwardRun } from '../known/scene.ts';

const upstream = (output: number, penalty: number): Option => ({
  label: l10n.t('the random upstream gradient'),
  penalty,
  steps: [],
  value: { kind: 'upstream', output },
});

/** `backward(…, diff_s, dmulv)` behind a forward that leaves s and mulv: what is named after them is handed their gradients. */
export function differentiates({ outputs, filled }: ForwardRun, { name, use }: ParameterFacts): boolean {
  const isOwn = filled.some((one) => one.name === name) || use.assigned;
  const found = /^(?:d|grad|diff|delta)_?[a-z]/i.test(name) ? stems(name) : [];
  return !isOwn && found.some((stem) => outputs.named.some((one) => nameFit(stem, plain(one.name)) === 1));
}

/** The random upstream gradient of the output whose name the argument carries, else in order. */
export function upstreams(run: ForwardRun, facts: FunctionFacts, parameter: ParameterFacts): Option[] {
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

/**
 * Where forward returns the loss itself, `backward(dvalues, y)` has no array to differentiate by: what it is handed is the
 * output that the object kept.
 */
export function ownOutputs({ outputs, scene, observation }: ForwardRun): Option[] {
  const { self } = scene;
  if (self === null || outputs.scalar === null) {
    return [];
  }
  return numericPlaces(observation.slots[self], { slot: self, path: [] }, 1)
    .filter((place) => !place.isNumber && /^(output|out|y|probs?|y_?pred|y_?hat|prediction)$/i.test(place.name))
    .map((place) => existing(place.at, place.name, 0.8));
}

/**
 * `backward(dvalues, y_true)` behind a `forward(y_pred, y_true)` that gives a loss for each sample: what it calls dvalues is the
 * output that forward was handed.
 */
export function predictionOfLoss({ outputs, scene, filled }: ForwardRun, facts: FunctionFacts): Option[] {
  const forward = scene.forward?.facts ?? null;
  const [prediction, target, ...more] = filled;
  const isOfSamples = outputs.scalar === null && outputs.shapes[0]?.length === 1;
  const isShared = facts.parameters.length === 2 && facts.parameters[1]?.name === target?.name;
  return forward && isLossFunction(forward) && prediction && isOfSamples && isShared && more.length === 0
    ? [existing(prediction.slot, prediction.name, -0.5)]
    : [];
}
