import * as l10n from '@vscode/l10n';
import type { LeafEvidence } from '../evidence.ts';
import { cause, repeated } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Share of a matrix that its best rank-one approximation leaves over (power iteration). */
export function leftOver(values: ArrayLike<number>, rows: number, columns: number): number {
  let v = Float64Array.from({ length: columns }, (_, j) => 1 + 0.37 * Math.sin(j + 1));
  const u = new Float64Array(rows);
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < rows; i++) u[i] = v.reduce((sum, x, j) => sum + x * values[i * columns + j]!, 0);
    const next = Float64Array.from({ length: columns }, (_, j) =>
      u.reduce((sum, x, i) => sum + x * values[i * columns + j]!, 0),
    );
    const size = Math.hypot(...next);
    if (size === 0) return 0;
    v = next.map((x) => x / size);
  }
  for (let i = 0; i < rows; i++) u[i] = v.reduce((sum, x, j) => sum + x * values[i * columns + j]!, 0);
  let [rest, whole] = [0, 0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      rest += (values[i * columns + j]! - u[i]! * v[j]!) ** 2;
      whole += values[i * columns + j]! ** 2;
    }
  }
  return whole === 0 ? 0 : Math.sqrt(rest / whole);
}

/** Backward's matrix is one column times one row, the cost's is not: a batch that was reduced to one outer product. */
export const oneExample: Hypothesis = {
  id: 'one-example',
  test(leaf: LeafEvidence, all) {
    const { shape } = leaf.leaf;
    if (shape.length !== 2 || Math.min(...shape) < 2 || leaf.leaf.size > 40_000 || !leaf.isFull) return null;
    const [rows, columns] = [shape[0]!, shape[1]!];
    const flat = all.isFloat32 ? 1e-5 : 1e-10;
    const complete = leaf.views.filter(({ numeric }) => numeric.every(Number.isFinite));
    const isOuter = leaf.views.every(
      ({ analytic }) => analytic.some((a) => a !== 0) && leftOver(analytic, rows, columns) < flat,
    );
    const isNot = complete.length > 0 && complete.every(({ numeric }) => leftOver(numeric, rows, columns) > 0.02);
    if (!isOuter || !isNot) return null;
    return cause(
      'one-example',
      l10n.t(
        '{0} is a single outer product (every row is a multiple of one row), where the cost needs a sum of several',
        leaf.leaf.gradientName,
      ),
      l10n.t(
        'Look for a gradient that uses one example of the batch only, or that sums over the batch before multiplying: it must be the sum over examples of the products.',
      ),
      [l10n.t('rank 1 in backward, higher in the cost; {0}', repeated(leaf))],
      { rank: 1 },
      'likely',
    );
  },
};
