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

  constructor(target: Target, result: CheckResult, ceiling: number) {
    this.layout = result.layout;
    this.#evaluator = new Evaluator(target, () => 0);
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
    const fresh = this.#evaluator.gradients(base);
    this.#claims.set(base, fresh);
    return fresh;
  }

  async cost(base: Float64Array): Promise<number> {
    return (await this.#evaluator.atBase(base, 1))[0]!;
  }

  /** Central differences at `entries` (indices into θ) around `base`, two evaluations each. */
  async slopes(base: Float64Array, entries: readonly number[]): Promise<Slopes> {
    const claimed = await this.claim(base);
    const f0 = await this.cost(base);
    const scale = { ...this.#scale, cost: f0 };
    const largestClaim = Math.max(largest(claimed), 1e-3 * this.#size);
    const stepOf = boldStep(scale, [largestClaim]);
    const index = new Int32Array(2 * entries.length);
    const value = new Float64Array(2 * entries.length);
    const points = entries.map((flat, k) => {
      const x = base[flat]!;
      const point = around(x, stepOf(x), this.#scale.isFloat32);
      index.fill(flat, 2 * k, 2 * k + 2);
      value[2 * k] = point.plus;
      value[2 * k + 1] = point.minus;
      return point;
    });
    const f = await this.#evaluator.atEntries(base, index, value);
    const noise = Math.max(this.#scale.sigma, 0.3 * (this.#scale.isFloat32 ? 2 ** 29 : 1) * ulp(f0));
    const numeric = new Float64Array(entries.length);
    const error = new Float64Array(entries.length);
    points.forEach(({ plus, minus }, k) => {
      const [up, down] = [f[2 * k]!, f[2 * k + 1]!];
      numeric[k] = (up - down) / (plus - minus);
      const bend = Math.abs(up - 2 * f0 + down) / (plus - minus);
      // A slope that jumps within the step is a kink: half the jump is not known.
      const floor = (6 * noise * Math.SQRT2) / (plus - minus);
      const kink = bend > 2e-3 * largestClaim + 2 * floor ? bend : 0;
      error[k] = Number.isFinite(numeric[k]!) ? floor + kink + 1e-7 * Math.abs(numeric[k]!) : Infinity;
    });
    return { numeric, error };
  }
}
