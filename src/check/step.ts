import { largestFinite } from './vectors.ts';

/** What the numerics know about one check before they compare anything. */
export interface Scale {
  /** Noise of one cost value. */
  sigma: number;
  /** |f| at θ₀. */
  cost: number;
  /** Unit round-off of the gradients: 2⁻⁵³, or 2⁻²⁴ where every one of them is a float32 number. */
  rounding: number;
  /** Every value of backward and cost is a float32 number, so points are rounded as well. */
  isFloat32: boolean;
}

/**
 * The bold step for an entry of size |x|: half the step that balances round-off σ/h against truncation G·h²/6, where
 * the third derivative is taken to be as large as the largest gradient G.
 */
export function boldStep(scale: Scale, analytic: ArrayLike<number>): (x: number) => number {
  const g = Math.max(largestFinite(analytic), 1e-3 * Math.abs(scale.cost), Number.MIN_VALUE);
  // A cost of 0 says nothing about its round-off, and a step below that of x would be none.
  const least = scale.cost === 0 ? 1e-6 : 1e-9;
  const relative = Math.max(least, Math.min(0.01, 0.5 * Math.cbrt((3 * scale.sigma) / g))) || 1e-6;
  return (x) => relative * Math.max(1, Math.abs(x));
}

/** Two points x⁺ and x⁻ that can be represented and lie equally far from x, as nearly as that goes. */
export function around(x: number, step: number, isFloat32: boolean): { plus: number; minus: number; step: number } {
  if (!isFloat32) {
    const plus = x + step;
    const actual = plus - x;
    return { plus, minus: x - actual, step: actual };
  }
  const plus = Math.fround(x + step);
  const minus = Math.fround(x - (plus - x));
  return { plus, minus, step: (plus - minus) / 2 };
}
