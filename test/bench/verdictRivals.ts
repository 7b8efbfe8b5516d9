import { leafOf } from '../../src/check/layout.ts';
import type { CheckResult } from '../../src/check/result.ts';

/** What other checkers say about the same run: per rival, whether it raises an alarm, and on which leaves where it can tell. */
export interface Rival {
  name: string;
  alarm: boolean;
  leaves: boolean[] | null;
}

/** The textbook at two thresholds, a relative difference per leaf, and NumPy's allclose, on central differences at ε = 1e-7. */
export function rivals(result: CheckResult): Rival[] {
  const textbook = result.textbook;
  if (!textbook) return [];
  const perLeaf = result.leaves.map(({ difference }) => (difference ?? 0) > 1e-5);
  const close = result.layout.leaves.map((leaf) => {
    const [ana, num] = [leafOf(leaf, result.analytic), leafOf(leaf, textbook.numeric)];
    return !ana.every((a, i) => Math.abs(a - num[i]!) <= 1e-5 + 1e-3 * Math.abs(num[i]!));
  });
  return [
    { name: 'textbook 1e-7', alarm: textbook.difference > 1e-7, leaves: null },
    { name: 'textbook 1e-5', alarm: textbook.difference > 1e-5, leaves: null },
    { name: 'per leaf 1e-5', alarm: perLeaf.includes(true), leaves: perLeaf },
    { name: 'allclose', alarm: close.includes(true), leaves: close },
  ];
}
