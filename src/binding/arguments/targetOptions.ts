import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Fill, Value } from '../../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { arrayOptions } from './arrayOptions.ts';
import { inRows, type Option } from '../known/context.ts';
import { isOneHot } from './fills.ts';
import { describeAt, numericPlaces } from '../known/places.ts';
import { formOf } from '../names/rank.ts';
import { roleOf } from '../names/roles.ts';
import type { ForwardRun } from '../known/scene.ts';

/** Targets in the form of the output, and integers for each sample. */
export function labels(run: ForwardRun, parameter: ParameterFacts, penalty: number): Option[] {
  const { outputs, observation, frame } = run;
  const at = outputs.main[0];
  const place = at && numericPlaces(describeAt(observation.slots[at.slot], at.path), at)[0];
  const { rank, source, atLeast } = formOf(parameter, frame.context.all);
  const isBatch = source === 'type' && rank !== null && place !== undefined && rank === place.shape.length + 1;
  const own = isBatch ? inRows(frame) : frame;
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
  if (parameter.use.usedAsIndex && atLeast === 0 && place && !place.isNumber) {
    const high = Math.max(2, place.shape[place.shape.length - 1] ?? 2);
    const value: Value = {
      kind: 'array',
      key: parameter.name,
      shape: [],
      fill: { kind: 'integer', low: 0, high },
      storage: 'nested',
    };
    return [{ label: l10n.t('a random class'), penalty, steps: [], shape: [], value }, ...byWorld];
  }
  if (!place || place.isNumber) {
    const number = (shape: number[], label: string, extra: number): Option => ({
      label,
      penalty: penalty + extra,
      steps: [],
      shape,
      value: {
        kind: 'array',
        key: parameter.name,
        shape,
        fill: { kind: 'uniform', low: 0.15, high: 0.9 },
        storage: 'nested',
      },
    });
    // `y[n]` beside `forward(net, X[n])`: one number for each of several samples.
    const isIndexed = parameter.use.indexDepth === 1;
    const each = isIndexed ? [number([frame.sizes.batch], l10n.t('a number for each sample'), 0)] : [];
    return place ? [...each, number([], 'a number', isIndexed ? 0.4 : 0), ...byWorld] : byWorld;
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
    form(probability, usesIndex, l10n.t('random probabilities')),
    ...(single
      ? []
      : [form({ kind: 'one-hot', axis }, (isOneHot(frame, parameter) ? -0.2 : 0.5) + usesIndex, 'one-hot')]),
    ...byWorld,
  ];
}

const surelyTarget =
  /^(t|tgt|targets?|labels?|expected\w*|desired\w*|ideal|truth|ytrue|groundtruth|onehot\w*|goal|wanted|correct)$/i;

/**
 * `loss(y, t)`: where a cost takes two values that could be targets and none that is said to be an output, the one that is
 * less surely a target is what forward returned; of two alike it is the first.
 */
export function predictionPenalty({ parameters }: FunctionFacts, parameter: ParameterFacts): number {
  const roles = parameters.map((one) => roleOf(one, 'cost'));
  const rivals = parameters.filter((_, index) => roles[index] === 'label');
  if (rivals.length < 2 || roles.includes('prediction')) {
    return 3;
  }
  const sure = rivals.filter(({ name }) => surelyTarget.test(name.replace(/_/g, '')));
  const [likely] = sure.length === 1 ? rivals.filter((one) => !sure.includes(one)) : rivals;
  return likely === parameter ? 0 : 0.8;
}
