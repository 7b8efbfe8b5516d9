/** An estimated derivative with its error bar. */
export interface Estimate {
  value: number;
  error: number;
}

const none: Estimate = { value: NaN, error: Infinity };

/**
 * Neville extrapolation of difference quotients at steps that shrink by `shrink` each time (Ridders 1982). The error of
 * an element is the larger difference to its neighbours in the table, plus 5 × the round-off of the quotient it
 * came from; the element with the least error is the estimate.
 */
class Table {
  readonly #factor: number;
  #row: number[] = [];
  best: Estimate = none;

  /** `power` is 2 for central quotients (errors in even powers of t), 1 for one-sided ones. */
  constructor(shrink: number, power: number) {
    this.#factor = shrink ** power;
  }

  add(quotient: number, roundOff: number): void {
    if (!Number.isFinite(quotient)) return;
    const previous = this.#row;
    const row = [quotient];
    let factor = this.#factor;
    for (let j = 0; j < previous.length; j++) {
      const next = (row[j]! * factor - previous[j]!) / (factor - 1);
      const spread = Math.max(Math.abs(next - row[j]!), Math.abs(next - previous[j]!));
      const error = spread + 5 * roundOff;
      if (error <= this.best.error) this.best = { value: next, error };
      row.push(next);
      factor *= this.#factor;
    }
    this.#row = row;
  }

  /** Forgets everything: the steps so far were too wide. */
  clear(): void {
    this.#row = [];
    this.best = none;
  }
}

export const shrink = 4;

/**
 * The derivative at 0 of one function of one variable, from costs at ±t, with t going down: the central estimate and
 * both one-sided ones, all from the same costs.
 */
export class Ray {
  readonly #here: number;
  readonly #sigma: number;
  readonly #central = new Table(shrink, 2);
  readonly #right = new Table(shrink, 1);
  readonly #left = new Table(shrink, 1);
  levels = 0;
  /** Costs at this many levels were not finite. */
  holes = 0;
  /** Round-off of the latest central quotient. */
  roundOff = 0;
  /** Difference of the one-sided quotients at the latest step; it shrinks with the step where the cost is smooth. */
  #bend = NaN;
  /** The last jump of the slope that was seen; central quotients count again once it is left behind. */
  #jump = NaN;

  /** `here` is the cost at 0, `sigma` the noise of one cost. */
  constructor(here: number, sigma: number) {
    this.#here = here;
    this.#sigma = sigma;
  }

  add(step: number, costPlus: number, costMinus: number): void {
    this.levels++;
    this.roundOff = (this.#sigma * Math.SQRT2) / (2 * step);
    if (!Number.isFinite(costPlus) || !Number.isFinite(costMinus)) this.holes++;
    this.#right.add((costPlus - this.#here) / step, 2 * this.roundOff);
    this.#left.add((this.#here - costMinus) / step, 2 * this.roundOff);
    const bend = Math.abs(costPlus - 2 * this.#here + costMinus) / step;
    // A kink inside the step: central quotients down to here are off by a part of its jump, however well they agree.
    if (bend > 0.5 * this.#bend && bend > 20 * this.roundOff) {
      this.#central.clear();
      this.#jump = bend;
    } else if (!(bend + 5 * this.roundOff > 0.5 * this.#jump)) {
      this.#central.add((costPlus - costMinus) / (2 * step), this.roundOff);
    }
    this.#bend = bend;
  }

  get central(): Estimate {
    return this.#central.best;
  }

  get left(): Estimate {
    return this.#left.best;
  }

  get right(): Estimate {
    return this.#right.best;
  }

  /** Left and right slope differ by more than their errors. */
  get isKink(): boolean {
    return Math.abs(this.left.value - this.right.value) > this.left.error + this.right.error;
  }

  /** Round-off has passed the best error: smaller steps cannot help. */
  get isExhausted(): boolean {
    const slope = Math.max(Math.abs(this.left.value), Math.abs(this.right.value));
    return 5 * this.roundOff > Math.min(this.central.error, 0.3 * slope || Infinity);
  }

  /** Both one-sided slopes are known well compared with how far they lie apart. */
  get isClearKink(): boolean {
    return this.left.error + this.right.error <= 0.02 * Math.abs(this.left.value - this.right.value);
  }
}

export type Outcome = 'agrees' | 'kink' | 'different' | 'not-smooth' | 'no-value';

/**
 * What a ray says about a claimed derivative. `tolerance` gives the room beside the ray's own error. 'kink': the
 * claim equals a one-sided slope or lies between the two.
 */
export function compare(ray: Ray, claimed: number, tolerance: (value: number) => number): Outcome {
  const { value, error } = ray.central;
  if (!Number.isFinite(claimed) && Number.isFinite(value)) return 'different';
  if (Math.abs(claimed - value) <= error + tolerance(value)) return 'agrees';
  const { left, right } = ray;
  const low = Math.min(
    left.value - left.error - tolerance(left.value),
    right.value - right.error - tolerance(right.value),
  );
  const high = Math.max(
    left.value + left.error + tolerance(left.value),
    right.value + right.error + tolerance(right.value),
  );
  if (ray.isKink && claimed >= low && claimed <= high) return 'kink';
  if (!Number.isFinite(value) && ray.holes > 0)
    return Number.isFinite(left.value) || Number.isFinite(right.value) ? oneSided(ray, claimed, tolerance) : 'no-value';
  if (!(error <= 0.5 * Math.abs(claimed - value))) return 'not-smooth';
  return 'different';
}

/** Where only one side has costs (a logarithm at 0), that side's slope must do. */
function oneSided(ray: Ray, claimed: number, tolerance: (value: number) => number): Outcome {
  const side = Number.isFinite(ray.left.value) ? ray.left : ray.right;
  return Math.abs(claimed - side.value) <= side.error + tolerance(side.value) ? 'agrees' : 'not-smooth';
}
