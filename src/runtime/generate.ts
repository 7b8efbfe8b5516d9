import type { Fill, UpstreamForm } from '../model/plan.ts';
import { nextNormal, seededRandom, type Random } from './random.ts';
import { sizeOf } from './shapes.ts';

/**
 * Entries of generated arrays. Pure: seed, key, shape and fill decide every bit, for every language's runtime.
 * Values are generic: neither so close to 0 or ±1 that a bug could hide behind them, nor large.
 */
export function generate(seed: number, key: string, shape: readonly number[], fill: Fill): Float64Array {
  const random = seededRandom(seed, key);
  const size = sizeOf(shape);
  switch (fill.kind) {
    case 'normal':
      return filled(size, () => generic(() => fill.mean + fill.deviation * boundedNormal(random)));
    case 'uniform':
      return filled(size, () => generic(() => fill.low + (fill.high - fill.low) * random.next()));
    case 'integer':
      return integers(random, size, fill.low, fill.high);
    case 'constant':
      return new Float64Array(size).fill(fill.value);
    case 'one-hot':
      return alongAxis(shape, fill.axis, (length, count) => {
        const classes = integers(random, count, 0, length);
        return (line, position) => (classes[line] === position ? 1 : 0);
      });
    case 'probability':
      return alongAxis(shape, fill.axis, (length, count) => {
        const weights = filled(length * count, () => 0.2 + 0.8 * random.next());
        return (line, position) => {
          let sum = 0;
          for (let i = 0; i < length; i++) sum += weights[line * length + i]!;
          return weights[line * length + position]! / sum;
        };
      });
    default:
      return fill satisfies never;
  }
}

/**
 * The fixed random upstream gradient of an output: entries ±U[0.5, 1.5], so that none hides and none dominates. `classes` is how many
 * entries lie along the last axis.
 */
export function generateUpstream(
  seed: number,
  output: number,
  size: number,
  form: UpstreamForm | null,
  classes = size,
): Float64Array {
  const random = seededRandom(seed, `upstream:${output}`);
  const all = filled(size, () => (random.next() < 0.5 ? -1 : 1) * (0.5 + random.next()));
  const kept = Math.floor(random.next() * size);
  switch (form) {
    case 'one-entry':
      return all.map((entry, index) => (index === kept ? entry : 0));
    case 'small':
      return all.map((entry) => entry / 100);
    case 'before-softmax':
      return centred(all, classes > 1 ? classes : size);
    case null:
      return all;
    default:
      return form satisfies never;
  }
}

/** Each row without its mean. */
function centred(all: Float64Array, length: number): Float64Array {
  return all.map((entry, index) => {
    const from = index - (index % length);
    const row = all.subarray(from, from + length);
    return entry - row.reduce((sum, one) => sum + one, 0) / row.length;
  });
}

function filled(size: number, next: () => number): Float64Array {
  const values = new Float64Array(size);
  for (let i = 0; i < size; i++) values[i] = next();
  return values;
}

/** Redraws values at which bugs hide (0, ±1); gives up after a few draws, for fills that allow nothing else. */
function generic(draw: () => number): number {
  let value = draw();
  for (let tries = 0; tries < 8 && (Math.abs(value) < 1e-2 || Math.abs(Math.abs(value) - 1) < 1e-3); tries++) {
    value = draw();
  }
  return value;
}

function boundedNormal(random: Random): number {
  let value = nextNormal(random);
  while (Math.abs(value) > 2.5) value = nextNormal(random);
  return value;
}

/**
 * Integers in [low, high). Where there is room, at least two differ and at least two are equal: a label that occurs
 * twice shows an assignment where an addition belongs.
 */
function integers(random: Random, size: number, low: number, high: number): Float64Array {
  const range = Math.max(1, high - low);
  const values = filled(size, () => low + Math.floor(random.next() * range));
  if (range > 1 && size > 1 && values.every((value) => value === values[0])) {
    values[0] = low + ((values[0]! - low + 1) % range);
  }
  if (size > 2 && new Set(values).size === size) values[size - 1] = values[0]!;
  return values;
}

/** Fills lines along one axis; `prepare` gets the axis' length and the number of lines. */
function alongAxis(
  shape: readonly number[],
  axis: number,
  prepare: (length: number, lines: number) => (line: number, position: number) => number,
): Float64Array {
  const at = axis < 0 ? shape.length + axis : axis;
  const length = shape[at] ?? 1;
  const inner = sizeOf(shape.slice(at + 1));
  const size = sizeOf(shape);
  const entry = prepare(length, length === 0 ? 0 : size / length);
  const values = new Float64Array(size);
  for (let flat = 0; flat < size; flat++) {
    const outer = Math.floor(flat / (inner * length));
    values[flat] = entry(outer * inner + (flat % inner), Math.floor(flat / inner) % length);
  }
  return values;
}
