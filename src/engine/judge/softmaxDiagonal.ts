import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';
import { isFlat } from './constantCost.ts';
import { leaveOpen } from './leaveOpen.ts';

const tolerance = 1e-6;

/**
 * `softmaxDerivative(z)` that returns p·(1 − p) gives the diagonal of a Jacobian. The sum of a softmax's outputs is 1
 * whatever its inputs are, so no cost tells whether that is right: the verdict is left open, with a word of its own.
 */
export function leaveOpenSoftmaxDiagonal(result: CheckResult, bound: BoundPlan): CheckResult {
  const isOutputSum = bound.plan.cost.kind !== 'formula' && result.leaves.length === 1;
  if (!isOutputSum || result.verdict !== 'wrong' || !result.leaves.every((leaf) => isFlat(leaf))) return result;
  const shape = result.layout.leaves[0]?.shape ?? [];
  const [first = 1, last = 1] = [shape[0], shape.at(-1)];
  const rows = Array.from({ length: first }, (_, row) => entries(result.analytic, row * last, 1, last));
  const columns = Array.from({ length: last }, (_, column) => entries(result.analytic, column, last, first));
  const lines = shape.length === 1 ? [[result.analytic]] : [rows, columns];
  return lines.some((all) => all.every(isDiagonal)) ? leaveOpen(result, 'softmax-diagonal') : result;
}

function entries(of: Float64Array, from: number, step: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => of[from + i * step] ?? NaN);
}

/** Each entry is p·(1 − p) of some p, all of which come to 1; at most one p is above a half. */
function isDiagonal(line: Float64Array): boolean {
  if (line.length < 3 || line.some((entry) => !(entry > 0 && entry <= 0.25))) return false;
  const small = line.map((entry) => (1 - Math.sqrt(1 - 4 * entry)) / 2);
  const sum = small.reduce((total, p) => total + p, 0);
  return [sum, ...small.map((p) => sum + 1 - 2 * p)].some((total) => Math.abs(total - 1) < tolerance);
}
