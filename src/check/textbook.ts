import type { Grade } from '../model/report.ts';
import type { Layout } from '../model/target.ts';
import type { Evaluator } from './evaluator.ts';
import type { TextbookResult } from './result.ts';
import { relativeDifference } from './vectors.ts';

/**
 * The check as it is taught: every entry of θ is moved to θ_i + ε and to θ_i − ε, one at a time, and
 * dθapprox[i] = (J⁺ − J⁻) / (2ε) is compared with what backward says by one number over all of θ.
 */
export async function textbookCheck(
  evaluator: Evaluator,
  layout: Layout,
  analytic: Float64Array,
  epsilon: number,
  onProgress?: (done: number) => void,
): Promise<TextbookResult> {
  const size = layout.theta.length;
  const numeric = new Float64Array(size);
  for (let from = 0, count = 0; from < size; from += count) {
    count = Math.min(evaluator.batchSize / 2, size - from);
    const index = new Int32Array(2 * count);
    const value = new Float64Array(2 * count);
    for (let k = 0; k < count; k++) {
      const x = layout.theta[from + k]!;
      index[2 * k] = index[2 * k + 1] = from + k;
      value[2 * k] = x + epsilon;
      value[2 * k + 1] = x - epsilon;
    }
    const costs = await evaluator.atEntries(null, index, value, 2 * (size - from - count));
    for (let k = 0; k < count; k++) numeric[from + k] = (costs[2 * k]! - costs[2 * k + 1]!) / (2 * epsilon);
    onProgress?.((from + count) / size);
  }
  const difference = relativeDifference(numeric, analytic);
  return { epsilon, numeric, difference, grade: gradeOf(difference) };
}

/** The textbook's thresholds; NaN is as bad as it gets. */
export function gradeOf(difference: number): Grade {
  if (difference <= 1e-7) return 'excellent';
  if (difference <= 1e-5) return 'warning';
  if (difference <= 1e-3) return 'error';
  return 'critical';
}
