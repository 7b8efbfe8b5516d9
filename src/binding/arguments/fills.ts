import type { ParameterFacts } from '../../model/facts.ts';
import type { Fill } from '../../model/plan.ts';
import { reachedBy, type Frame } from '../known/context.ts';
import { plain } from '../names/names.ts';
import type { FormEvidence } from '../names/rank.ts';
import { roleOf, type Place, type Role } from '../names/roles.ts';

const normal: Fill = { kind: 'normal', mean: 0, deviation: 0.6 };
const positive: Fill = { kind: 'uniform', low: 0.15, high: 0.9 };

/** Distances of this size lie on both sides of the usual bounds (Huber's δ, a margin, a clip at 1). */
const wide: Fill = { kind: 'normal', mean: 0, deviation: 1.2 };

/** An argument whose form is to be guessed. */
export interface Wanted {
  parameter: ParameterFacts;
  place: Place;
  role: Role;
  /** Slot and key of the random entries. */
  key: string;
}

/** True where some argument is a weight, or layers are numbered. */
export function hasWeights(frame: Frame): boolean {
  return (
    frame.context.siblings.some((name) => /^(w|weights?|kernels?|filters?|theta)/i.test(name)) ||
    frame.context.layerCount > 1
  );
}

/** Whole numbers that say which rows of something are meant. */
export function isNamedIndex({ name }: ParameterFacts): boolean {
  return /^(tokens?|ids|indices|idx|tokenids|inputids)$/i.test(name);
}

interface Filling {
  fill: Fill;
  extra: number;
  shape?: number[];
}

/**
 * How the entries are drawn: labels and probabilities have several usual forms.
 * @param form what is known of the argument: the same for every shape, and dear
 */
export function fills(wanted: Wanted, shape: number[], frame: Frame, form: FormEvidence): Filling[] {
  const { role, parameter } = wanted;
  if (role === 'label') {
    return labelFills(wanted, shape, frame, form);
  }
  if (parameter.use.usedAsIndex || isNamedIndex(parameter)) {
    const high = hasWeights(frame) ? 3 : Math.max(2, Math.min(3, frame.sizes.output));
    return [{ fill: { kind: 'integer', low: 0, high }, extra: 0 }];
  }
  if (form.storage === 'int32') {
    // Flags, counts or a mask, of which a fraction would be cut off to 0.
    return [{ fill: { kind: 'integer', low: 0, high: 3 }, extra: 0 }];
  }
  const isProbability =
    role === 'prediction' ||
    (wanted.place !== 'backward' && /pred|prob|yhat|y_hat|softmax|output/i.test(parameter.name));
  if (isProbability && hasLabel(frame)) {
    return takesDistances(frame)
      ? [
          { fill: wide, extra: 0 },
          { fill: probabilityFill(shape, frame), extra: 0.2 },
        ]
      : [
          { fill: probabilityFill(shape, frame), extra: 0 },
          { fill: normal, extra: 1.2 },
        ];
  }
  if (/^(mask|keep)$/i.test(parameter.name)) {
    return [{ fill: positive, extra: 0 }];
  }
  if (/(variance|var|std|sigma|rstd)$/i.test(plain(parameter.name).base)) {
    return [{ fill: positive, extra: 0 }];
  }
  return [
    { fill: normal, extra: 0 },
    { fill: positive, extra: 0.9 },
  ];
}

/**
 * A loss without parameters in which nothing asks for a probability: whatever a network gives may be handed to it, and between
 * probabilities it would never see more than a distance of 1.
 */
function takesDistances({ context }: Frame): boolean {
  const { forward, backward, pair } = context;
  const names = [forward?.qualifiedName ?? '', backward.qualifiedName];
  const calls = reachedBy(context, names).flatMap((fn) => [fn.name, ...fn.calls]);
  return (
    forward !== null &&
    pair.owner === null &&
    !calls.some((name) => /log|entropy|xent|\bce\b|bce|kl|clip|clamp|sqrt|softmax|sigmoid|prob/i.test(name))
  );
}

function hasLabel(frame: Frame): boolean {
  const { forward, backward } = frame.context;
  return [...(forward?.parameters ?? []), ...backward.parameters].some((one) => roleOf(one, 'forward') === 'label');
}

/** Probabilities sum to 1 along the classes; where there is one class only, any value in (0, 1) serves. */
function probabilityFill(shape: number[], frame: Frame): Fill {
  const axis = classAxis(shape, frame);
  return shape.length === 0 || (shape[axis] ?? 1) <= 1 ? positive : { kind: 'probability', axis };
}

function classAxis(shape: number[], frame: Frame): number {
  return shape.length > 1 && (frame.world.batch === 'columns' || shape[shape.length - 1] === 1)
    ? 0
    : Math.max(0, shape.length - 1);
}

/** `np.argmax(Y, axis=1)` gets the classes back out of one-hot rows, in the function itself or in a loss that it calls. */
export function isOneHot({ context }: Frame, parameter: ParameterFacts): boolean {
  const picks = ({ use }: ParameterFacts): boolean =>
    use.passedTo.some(({ callee }) => /(?:^|\.)argmax$/.test(callee)) || use.methods.includes('argmax');
  const calls = new Set([context.forward, context.backward].flatMap((fn) => fn?.calls ?? []));
  const called = context.all.flatMap((module) => module.functions).filter((fn) => calls.has(fn.name));
  return (
    picks(parameter) || called.some((fn) => fn.parameters.some((one) => roleOf(one, 'cost') === 'label' && picks(one)))
  );
}

function labelFills(wanted: Wanted, shape: number[], frame: Frame, form: FormEvidence): Filling[] {
  const { use, name, type, doc } = wanted.parameter;
  const classes = hasWeights(frame) ? frame.sizes.output : frame.sizes.input;
  const perSample =
    shape.length === 2
      ? [shape[classAxis(shape, frame) === 0 ? 1 : 0] ?? frame.sizes.batch]
      : shape.length === 1 && frame.world.batch === 'rows'
        ? [frame.sizes.batch]
        : [];
  // One class of how many the text does not say: three are always there, or as many as the network has.
  const most = shape.length === 0 ? Math.min(3, classes) : classes;
  const integer: Fill = { kind: 'integer', low: 0, high: Math.max(2, most) };
  const compares = use.comparedWith.filter((value) => typeof value === 'number');
  const wantsIndex =
    use.usedAsIndex ||
    /idx|index|ids?$|class|labels?$/i.test(name) ||
    /integer|index|class label|labels/i.test(doc ?? '');
  if (use.usedAsIndex && form.atLeast === 1 && (perSample.length === 0 || frame.world.batch === 'none')) {
    return [
      { fill: integer, extra: 0, shape: [frame.sizes.input] },
      { fill: integer, extra: 1, shape: [frame.sizes.batch] },
    ];
  }
  if (shape.length === 1 && frame.world.batch !== 'none') {
    const signs: Filling[] = compares.includes(-1) ? [{ fill: { kind: 'uniform', low: -1, high: 1 }, extra: 0.3 }] : [];
    return [
      { fill: integer, extra: use.usedAsIndex ? 0 : 0.5 },
      { fill: positive, extra: use.usedAsIndex ? 2 : 0 },
      { fill: { kind: 'integer', low: 0, high: 2 }, extra: compares.length > 0 ? -0.1 : 0.7 },
      ...signs,
      { fill: normal, extra: 1.2 },
    ];
  }
  const list: Filling[] = [{ fill: probabilityFill(shape, frame), extra: use.usedAsIndex ? 2 : 0 }];
  const axis = classAxis(shape, frame);
  if ((shape[axis] ?? 1) > 1) {
    list.push({
      fill: { kind: 'one-hot', axis },
      extra: isOneHot(frame, wanted.parameter) ? -0.2 : compares.length > 0 ? -0.1 : 0.4,
    });
  }
  if (type === null || /number$|number\[\]$|Int|int|Array/.test(type) || perSample.length === shape.length) {
    const fits = perSample.length >= form.atLeast;
    list.push({
      fill: integer,
      extra: (use.usedAsIndex ? -0.2 : wantsIndex ? 0.5 : 1.1) + (fits ? 0 : 3),
      shape: perSample,
    });
    // How many classes there are the text does not always say; two are everywhere.
    if (use.usedAsIndex && fits && perSample.length > 0) {
      list.push({ fill: { kind: 'integer', low: 0, high: 2 }, extra: 0.3, shape: perSample });
    }
  }
  list.push({ fill: { kind: 'integer', low: 0, high: 2 }, extra: compares.length > 0 ? -0.05 : 1.3 });
  list.push({ fill: normal, extra: 1.4 });
  return list;
}
