import { GradientCheckError, fault } from '../model/fault.ts';
import type { Fault } from '../model/fault.ts';
import type { Costs, Points, Target } from '../model/target.ts';

/** More points than this in one call gain nothing; fewer cost messages (a pipe to another process). */
export const batchSize = 1024;

/** Points that may throw before the rest is given up: one call each. */
const failureLimit = 64;

export type Base = Float64Array | null;

/** Asks a target for costs in batches, counts them, times them and survives points that throw (their cost is NaN). */
export class Evaluator {
  readonly target: Target;
  readonly #now: () => number;
  evaluations = 0;
  gradientCalls = 0;
  /** Every call of backward adds to what earlier calls left. */
  accumulates = false;
  /** The first point that threw, and how many did. */
  firstFailure: Fault | null = null;
  failures = 0;
  /** Fastest batch so far, in milliseconds for one cost; a slow start (loading, warming up) does not count. */
  costMilliseconds = Infinity;

  constructor(target: Target, now: () => number) {
    this.target = target;
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  /** What backward claims at `base`; where calls add up, what one call adds. */
  async gradients(base: Base, staleForward?: Float64Array): Promise<Float64Array> {
    this.gradientCalls++;
    const options = staleForward ? { staleForward } : undefined;
    const gradients = await this.target.gradients(base, options);
    if (!this.accumulates) return gradients;
    const more = await this.target.gradients(base, options);
    return more.map((value, i) => value - gradients[i]!);
  }

  /** The first failure as an exception, for where no cost can be missed. */
  failureAsError(): GradientCheckError {
    return new GradientCheckError(this.firstFailure ?? fault('internal', 'a cost is missing, but nothing failed'));
  }

  /** The cost at `base`, `count` times. */
  atBase(base: Base, count: number): Promise<Float64Array> {
    return this.#collect(count, (from, to) => ({ kind: 'base', base, count: to - from }));
  }

  /** The cost at `base` with one entry set, per point. */
  atEntries(base: Base, index: Int32Array, value: Float64Array): Promise<Float64Array> {
    return this.#collect(index.length, (from, to) => ({
      kind: 'entries',
      base,
      index: index.subarray(from, to),
      value: value.subarray(from, to),
    }));
  }

  /** The cost along one leaf's direction, per step. */
  onLine(base: Base, leaf: number, direction: Float64Array, step: Float64Array): Promise<Float64Array> {
    return this.#collect(step.length, (from, to) => ({
      kind: 'line',
      base,
      leaf,
      direction,
      step: step.subarray(from, to),
    }));
  }

  async #collect(count: number, points: (from: number, to: number) => Points): Promise<Float64Array> {
    const values = new Float64Array(count).fill(NaN);
    let from = 0;
    while (from < count && this.failures < failureLimit) {
      const to = Math.min(count, from + batchSize);
      const started = this.#now();
      const costs = await this.target.costs(points(from, to));
      this.#time(this.#now() - started, to - from);
      values.set(costs.values, from);
      from = costs.failure ? from + costs.failure.point + 1 : to;
      this.#note(costs);
    }
    this.evaluations += from;
    return values;
  }

  #time(milliseconds: number, points: number): void {
    if (milliseconds > 0) this.costMilliseconds = Math.min(this.costMilliseconds, milliseconds / points);
  }

  #note(costs: Costs): void {
    if (!costs.failure) return;
    const cause = costs.failure.fault;
    // A point that throws is a fact about that point; everything else ends the check.
    if (cause.kind !== 'throw' && cause.kind !== 'not-finite') throw new GradientCheckError(cause);
    this.failures++;
    this.firstFailure ??= cause;
  }
}

/** The fault of a cost that is NaN or infinite where the check starts. */
export function notFinite(what: string, value: number): GradientCheckError {
  const word = Number.isNaN(value) ? 'NaN' : 'infinite';
  return new GradientCheckError(
    fault(
      'not-finite',
      `${what} is ${word} at the given parameters. Check the inputs, and logarithms or divisions of 0.`,
    ),
  );
}
