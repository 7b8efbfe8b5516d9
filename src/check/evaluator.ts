import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../model/fault.ts';
import type { Fault } from '../model/fault.ts';
import type { Costs, GradientOptions, Leaf, Points, Target } from '../model/target.ts';

/**
 * Points of one call: many, so that threads can share them and messages cost nothing beside them, but no more than
 * take about a second, so that progress is seen.
 */
const mostPoints = 65_536;
const fewestPoints = 128;
const longestCall = 1000;

/** Points that may throw before the rest is given up: one call each. */
const failureLimit = 64;

export type Base = Float64Array | null;

/** Asks a target for costs in batches, counts them, times them and survives points that throw (their cost is NaN). */
export class Evaluator {
  readonly target: Target;
  readonly #now: () => number;
  evaluations = 0;
  gradientCalls = 0;
  /** Leaves whose gradient each call of backward adds to what earlier calls left. */
  accumulating: readonly Leaf[] = [];
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

  /** How many points to ask for at once; even, because they come in pairs. */
  get batchSize(): number {
    const fitting = longestCall / this.costMilliseconds;
    return 2 * Math.floor(Math.min(mostPoints, Math.max(fewestPoints, fitting)) / 2);
  }

  /** What backward claims at `base`; where calls add up, what one call adds. */
  async gradients(base: Base, options?: GradientOptions): Promise<Float64Array> {
    this.gradientCalls++;
    const gradients = await this.target.gradients(base, options);
    if (this.accumulating.length === 0) return gradients;
    const more = await this.target.gradients(base, options);
    for (const { offset, size } of this.accumulating) {
      for (let i = offset; i < offset + size; i++) more[i]! -= gradients[i]!;
    }
    return more;
  }

  /** The first failure as an exception, for where no cost can be missed. */
  failureAsError(): GradientCheckError {
    return new GradientCheckError(
      this.firstFailure ?? fault('internal', l10n.t('a cost is missing, but nothing failed')),
    );
  }

  /** The cost at `base`, `count` times. */
  atBase(base: Base, count: number): Promise<Float64Array> {
    return this.#collect(count, (from, to) => ({ kind: 'base', base, count: to - from }));
  }

  /** The cost at `base` with one entry set, per point; `ahead` points will be asked for right behind these. */
  atEntries(base: Base, index: Int32Array, value: Float64Array, ahead = 0): Promise<Float64Array> {
    return this.#collect(index.length, (from, to) => ({
      kind: 'entries',
      base,
      index: part(index, from, to),
      value: part(value, from, to),
      ahead: ahead + index.length - to,
    }));
  }

  /** The cost along one leaf's direction, per step. */
  onLine(base: Base, leaf: number, direction: Float32Array, step: Float64Array): Promise<Float64Array> {
    return this.#collect(step.length, (from, to) => ({
      kind: 'line',
      base,
      leaf,
      direction,
      step: part(step, from, to),
    }));
  }

  async #collect(count: number, points: (from: number, to: number) => Points): Promise<Float64Array> {
    if (count <= this.batchSize && this.failures < failureLimit) {
      const costs = await this.#timed(points(0, count), count);
      if (costs.failure) return this.#resume(costs, count, points);
      this.evaluations += count;
      return costs.values;
    }
    return this.#resume({ values: new Float64Array(0), failure: null }, count, points);
  }

  /** Goes on behind `begun`, batch by batch and past points that throw. */
  async #resume(begun: Costs, count: number, points: (from: number, to: number) => Points): Promise<Float64Array> {
    const values = new Float64Array(count).fill(NaN);
    let costs = begun;
    let to = begun.values.length;
    values.set(costs.values);
    let from = this.#next(costs, 0, to);
    while (from < count && this.failures < failureLimit) {
      to = Math.min(count, from + this.batchSize);
      costs = await this.#timed(points(from, to), to - from);
      values.set(costs.values, from);
      from = this.#next(costs, from, to);
    }
    this.evaluations += from;
    return values;
  }

  async #timed(points: Points, count: number): Promise<Costs> {
    const started = this.#now();
    const costs = await this.target.costs(points);
    this.#time(this.#now() - started, count);
    return costs;
  }

  /** The point to go on with. */
  #next({ failure }: Costs, from: number, to: number): number {
    if (!failure) return to;
    this.#note(failure.fault);
    return from + failure.point + 1;
  }

  #time(milliseconds: number, points: number): void {
    if (milliseconds > 0) this.costMilliseconds = Math.min(this.costMilliseconds, milliseconds / points);
  }

  #note(cause: Fault): void {
    // A point that throws is a fact about that point; everything else ends the check.
    if (cause.kind !== 'throw' && cause.kind !== 'not-finite') throw new GradientCheckError(cause);
    this.failures++;
    this.firstFailure ??= cause;
  }
}

function part<T extends Int32Array | Float64Array>(values: T, from: number, to: number): T {
  return to - from === values.length ? values : (values.subarray(from, to) as T);
}

/** The fault of a cost that is NaN or infinite where the check starts. */
export function notFinite(what: string, value: number): GradientCheckError {
  const word = Number.isNaN(value) ? 'NaN' : 'infinite';
  return new GradientCheckError(
    fault(
      'not-finite',
      l10n.t('{0} is {1} at the given parameters. Check the inputs, and logarithms or divisions of 0.', what, word),
    ),
  );
}
