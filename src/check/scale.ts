import type { Layout } from '../model/target.ts';
import { leafOf } from './layout.ts';
import type { CommonScale, LeafResult } from './result.ts';
import type { Suspicion } from './suspicion.ts';

/** A leaf's evidence on a common factor: pairs of what backward claims and what was measured, with error bars. */
export interface ScaleEvidence {
  analytic: ArrayLike<number>;
  numeric: ArrayLike<number>;
  error: ArrayLike<number>;
}

/**
 * Layer functions of many courses divide dW and db by the batch size m and leave dA alone: that is right under a cost
 * which carries the 1/m elsewhere. So where the output is no scalar cost, every parameter leaf is 1/m × what the
 * cost says with one m that is an axis of the output or of an input, and no input leaf is wrong, that is a matter of
 * scale and not a bug. Returns that factor, or null.
 */
export function commonScale(
  layout: Layout,
  leaves: readonly LeafResult[],
  evidence: readonly (ScaleEvidence | null)[],
): CommonScale | null {
  if (layout.outputShape.length === 0) return null;
  const roleOf = (result: LeafResult) => layout.leaves[result.leaf]!.role;
  const parameters = leaves.filter((result) => roleOf(result) === 'parameter');
  if (!parameters.some(({ verdict }) => verdict === 'wrong')) return null;
  if (leaves.some((result) => roleOf(result) === 'input' && result.verdict === 'wrong')) return null;
  const lengths = batchLengths(layout);
  const known = parameters.map(({ leaf }) => evidence[leaf] ?? null);
  if (known.some((pairs) => pairs === null)) return null;
  const length = lengths.find((m) => known.every((pairs) => fitsFactor(pairs!, 1 / m)));
  return length === undefined ? null : { factor: 1 / length, length };
}

/** Axes that may count the examples: first and last of the output, where some input leaf has as many. Features are in one of them only. */
function batchLengths({ leaves, outputShape }: Layout): number[] {
  const inputs = leaves.filter(({ role, shape }) => role === 'input' && shape.length > 0);
  const isShared = (length: number): boolean =>
    inputs.length === 0 || inputs.some(({ shape }) => endsOf(shape).includes(length));
  return [...new Set(endsOf(outputShape))].filter((length) => length > 1 && isShared(length));
}

function endsOf(shape: readonly number[]): number[] {
  return shape.length > 0 ? [shape[0]!, shape[shape.length - 1]!] : [];
}

/** Every entry of analytic is `factor` × numeric within its error bar. */
export function fitsFactor({ analytic, numeric, error }: ScaleEvidence, factor: number): boolean {
  for (let i = 0; i < analytic.length; i++) {
    const claimed = analytic[i]!;
    const measured = factor * numeric[i]!;
    if (!(Math.abs(claimed - measured) <= error[i]! * Math.max(1, Math.abs(factor)) + 1e-6 * Math.abs(claimed)))
      return false;
  }
  return true;
}

/** The evidence of a leaf that was swept at θ₀. */
export function sweepEvidence(layout: Layout, analytic: Float64Array, result: LeafResult): ScaleEvidence | null {
  if (!result.sweep || result.nearby) return null;
  const { numeric, error } = result.sweep;
  return { analytic: leafOf(layout.leaves[result.leaf]!, analytic), numeric, error };
}

/** The evidence of a leaf that was only probed: one slope per probe. */
export function probeEvidence({ here, nearby }: Suspicion): ScaleEvidence {
  const probes = [here, ...nearby.filter((probe) => probe !== null)];
  return {
    analytic: probes.map(({ claimed }) => claimed),
    numeric: probes.map(({ value }) => value),
    error: probes.map(({ threshold }) => threshold),
  };
}
