import { leafOf } from '../../check/layout.ts';
import type { CheckResult } from '../../check/result.ts';
import { largest } from '../../check/vectors.ts';

/**
 * True where all gradients are wrong, and all by one factor that is a whole number or one over it: what a mean that only
 * one of cost and backward takes leaves between them. Asks for a sweep.
 */
export function isOffByOneFactor({ layout, leaves, analytic }: CheckResult): boolean {
  const entries = leaves.flatMap(({ leaf, sweep }) => {
    const claimed = leafOf(layout.leaves[leaf]!, analytic);
    return Array.from(claimed, (claim, i) => ({ claim, num: sweep?.numeric[i] ?? NaN, error: sweep?.error[i] ?? NaN }));
  });
  const [xy, xx] = entries.reduce(([a, b], { claim, num }) => [a + claim * num, b + num * num], [0, 0]);
  const factor = xy / xx;
  const whole = Math.max(factor, 1 / factor);
  if (!(whole > 1.5) || Math.abs(whole - Math.round(whole)) > 1e-4 * whole) return false;
  const slack = 1e-6 * largest(analytic);
  return (
    leaves.every(({ verdict }) => verdict === 'wrong') &&
    entries.every(({ claim, num, error }) => Math.abs(claim - factor * num) <= 4 * factor * error + slack)
  );
}
