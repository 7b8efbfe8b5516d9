import { Random } from '../../random.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { lineOf } from '../hypotheses/lines.ts';
import { activations } from './activations.ts';
import type { Activation } from './activations.ts';

/** θ with everything that is multiplied into z = Wx + b at zero and the bias drawn anew: z is the bias then, for every example. */
export function biasAlone(vector: LeafEvidence, multipliers: LeafEvidence[], draw: number, all: Evidence) {
  const base = all.points.at(-1)!.slice();
  const random = new Random(all.seed + draw, 31 + vector.index);
  for (const { leaf } of multipliers) base.fill(0, leaf.offset, leaf.offset + leaf.size);
  const { offset, size } = vector.leaf;
  for (let i = offset; i < offset + size; i++) {
    const sign = (i + draw) % 2 === 0 ? 1 : -1;
    base[i] = Math.fround(sign * (0.25 + 1.1 * random.uniform()));
  }
  return base;
}

/** What one unit shows: s is not known, and the same in `bias` = φ′(z)·s and in `reader` = φ(z)·s, but for weight decay. */
interface Unit {
  z: number;
  bias: number;
  biasError: number;
  reader: number;
  readerError: number;
  /** What a multiple of which weight decay of the reader adds. */
  square: number;
}

const mostUnits = 12;
const longestLine = 64;

/**
 * The known activations that forward may apply between a bias and what lies above, told by the cost alone, whatever backward
 * does. A unit's a = φ(z) is one number for all examples here, so for a matrix M that reads it Σ M·∂J/∂M over its line is a·s,
 * and the slope at the bias is φ′(z)·s with the same s (the chain rule). Null where no matrix shows it.
 */
export async function activationsBetween(
  vector: LeafEvidence,
  multipliers: LeafEvidence[],
  all: Evidence,
): Promise<ReadonlySet<string> | null> {
  for (const reader of all.leaves) {
    if (reader === vector || multipliers.includes(reader) || reader.leaf.role === 'input') continue;
    for (const axis of reader.leaf.shape.keys()) {
      const line = reader.leaf.size / vector.leaf.size;
      if (reader.leaf.shape[axis] !== vector.leaf.size || line > longestLine || all.meter.spent) continue;
      const units: Unit[] = [];
      for (const draw of [0, 1]) {
        units.push(...(await unitsAt(biasAlone(vector, multipliers, draw, all), vector, reader, axis, all)));
      }
      const fitting = activations.filter((activation) => explains(activation, units, all.isFloat32 ? 1e-2 : 1e-4));
      if (fitting.length > 0) return new Set(fitting.map(({ name }) => name));
    }
  }
  return null;
}

async function unitsAt(
  base: Float64Array,
  { leaf }: LeafEvidence,
  { leaf: reader }: LeafEvidence,
  axis: number,
  { meter }: Evidence,
): Promise<Unit[]> {
  const lines = Array.from({ length: Math.min(leaf.size, mostUnits) }, (_, u) =>
    [...lineOf(reader.shape, axis, u)].map((i) => reader.offset + i),
  );
  const slopes = await meter.slopes(
    base,
    lines.flatMap((line, u) => [leaf.offset + u, ...line]),
  );
  let k = 0;
  return lines.map((line, u) => {
    const unit = { z: base[leaf.offset + u]!, bias: slopes.numeric[k]!, biasError: slopes.error[k++]! };
    const sum = { reader: 0, readerError: 0, square: 0 };
    for (const flat of line) {
      const weight = base[flat]!;
      sum.reader += weight * slopes.numeric[k]!;
      sum.readerError += Math.abs(weight) * slopes.error[k++]!;
      sum.square += weight * weight;
    }
    return { ...unit, ...sum };
  });
}

function explains({ of, slope }: Activation, units: readonly Unit[], tolerance: number): boolean {
  const known = units.filter(({ bias, reader }) => Number.isFinite(bias) && Number.isFinite(reader));
  const loud = known.filter(({ bias, biasError }) => Math.abs(bias) > 30 * biasError);
  if (loud.length < 4) return false;
  const left: { rest: number; slack: number; square: number }[] = [];
  for (const { z, bias, biasError, reader, readerError, square } of known) {
    const [a, right] = [of(z), slope(z)];
    if (right === 0 && (a !== 0 || Math.abs(bias) > 30 * biasError)) return false;
    const quotient = right === 0 ? 0 : a / right;
    const size = Math.max(Math.abs(reader), Math.abs(quotient * bias));
    const slack = 4 * (readerError + Math.abs(quotient) * biasError) + tolerance * size;
    left.push({ rest: reader - quotient * bias, slack, square });
  }
  const squares = left.reduce((sum, { square }) => sum + square * square, 0);
  const decay = left.reduce((sum, { rest, square }) => sum + rest * square, 0) / squares;
  const fits = (k: number) => left.every(({ rest, slack, square }) => Math.abs(rest - k * square) <= slack);
  return fits(0) || (loud.length >= 6 && decay > 0 && fits(decay));
}
