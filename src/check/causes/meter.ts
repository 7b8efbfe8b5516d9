import type { Layout, Target } from '../../model/target.ts';
import { Evaluator } from '../evaluator.ts';
import type { CheckResult } from '../result.ts';
import { around, boldStep } from '../step.ts';
import type { Scale } from '../step.ts';
import { largest, ulp } from '../vectors.ts';

/** Numeric slopes at chosen entries of θ, with the error bar of each; NaN and ∞ where a point failed. */
export interface Slopes {
  numeric: Float64Array;
  error: Float64Array;
}

/** Measures at any point of θ: what the cost says at a few entries, and what backward claims there. */
export class Meter {
  readonly layout: Layout;
  readonly #evaluator: Evaluator;
  readonly #scale: Scale;
  readonly #claims = new Map<Float64Array, Promise<Float64Array>>();
  readonly #size: number;
  readonly #ceiling: number;
  readonly #target: Target;
  readonly #result: CheckResult;
  /** What backward's claims are multiplied by, entry by entry. */
  readonly #factors: Float64Array | null;

  constructor(target: Target, result: CheckResult, ceiling: number, factors: Float64Array | null = null) {
    this.#target = target;
    this.#result = result;
    this.#factors = factors;
    this.layout = result.layout;
    this.#evaluator = new Evaluator(target, () => 0);
    // As in the check itself: where accumulators cannot be cleared, what one call adds is what counts.
    this.#evaluator.accumulating = result.accumulating.map((leaf) => result.layout.leaves[leaf]!);
    const rounding = result.isFloat32 ? 2 ** -24 : 2 ** -53;
    this.#scale = { sigma: result.noise, cost: result.cost, rounding, isFloat32: result.isFloat32 };
    this.#size = largest(result.analytic);
    this.#ceiling = ceiling;
  }

  get evaluations(): number {
    return this.#evaluator.evaluations;
  }

  /** True once the budget of cost evaluations is spent: what is left is reported without further experiments. */
  get spent(): boolean {
    return this.#evaluator.evaluations >= this.#ceiling;
  }

  /** What backward claims at `base`; asked once per base. */
  claim(base: Float64Array): Promise<Float64Array> {
    const known = this.#claims.get(base);
    if (known) return known;
    const fresh = this.#evaluator.gradients(base).then((claimed) => this.#scaled(claimed));
    this.#claims.set(base, fresh);
    return fresh;
  }

  /** The same target as if backward multiplied each of its claims by a factor, with what is left of the budget. */
  withClaims(factors: Float64Array): Meter {
    return new Meter(this.#target, this.#result, this.#ceiling - this.evaluations, factors);
  }

  #scaled(claimed: Float64Array): Float64Array {
    const factors = this.#factors;
    return factors ? claimed.map((claim, i) => claim * factors[i]!) : claimed;
  }

  /** What backward claims at `base` where it is handed that multiple of its upstream gradients. */
  claimScaled(base: Float64Array, upstreamScale: number): Promise<Float64Array> {
    return this.#evaluator.gradients(base, { upstreamScale }).then((claimed) => this.#scaled(claimed));
  }

  async cost(base: Float64Array): Promise<number> {
    return (await this.#evaluator.atBase(base, 1))[0]!;
  }

  /**
   * Central differences at `entries` (indices into θ) around `base`, four evaluations each: with the step h and with
   * 2h. On a smooth cost both agree; a kink within the step (a ReLU's corner) shows in their difference, and the error
   * bar is as large as what it may have done.
   */
  async slopes(base: Float64Array, entries: readonly number[]): Promise<Slopes> {
    const claimed = await this.claim(base);
    const f0 = await this.cost(base);
    const largestClaim = Math.max(largest(claimed), 1e-3 * this.#size);
    const stepOf = boldStep({ ...this.#scale, cost: f0 }, [largestClaim]);
    const index = new Int32Array(4 * entries.length);
    const value = new Float64Array(4 * entries.length);
    const points = entries.map((flat, k) => {
      const x = base[flat]!;
      const near = around(x, stepOf(x), this.#scale.isFloat32);
      const far = around(x, 2 * stepOf(x), this.#scale.isFloat32);
      index.fill(flat, 4 * k, 4 * k + 4);
      value.set([near.plus, near.minus, far.plus, far.minus], 4 * k);
      return { near, far };
    });
    const f = await this.#evaluator.atEntries(base, index, value);
    const noise = Math.max(this.#scale.sigma, 0.3 * (this.#scale.isFloat32 ? 2 ** 29 : 1) * ulp(f0));
    const numeric = new Float64Array(entries.length);
    const error = new Float64Array(entries.length);
    points.forEach(({ near, far }, k) => {
      const inner = quotient(near, f[4 * k]!, f[4 * k + 1]!, f0);
      const outer = quotient(far, f[4 * k + 2]!, f[4 * k + 3]!, f0);
      const floor = (6 * noise * Math.SQRT2) / (near.plus - near.minus);
      const kink = Math.abs(outer.slope - inner.slope) + Math.abs(outer.bend - 2 * inner.bend);
      numeric[k] = inner.slope;
      error[k] = Number.isFinite(inner.slope + kink) ? floor + kink + 1e-7 * Math.abs(inner.slope) : Infinity;
    });
    return { numeric, error };
  }
}

/**
 * Slope and bend of the cost over a step. With a kink of jump J at distance d < h the slope is off by J(h − d)/2h;
 * the slopes over h and 2h then differ by Jd/4h, and the bends by J|3d − 2h|/2h from what smoothness asks: together
 * never less than what the slope is off by.
 */
function quotient(
  { plus, minus }: { plus: number; minus: number },
  up: number,
  down: number,
  f0: number,
): { slope: number; bend: number } {
  return { slope: (up - down) / (plus - minus), bend: (2 * (up - 2 * f0 + down)) / (plus - minus) };
}
