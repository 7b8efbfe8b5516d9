import type { Points } from '../../model/target.ts';
import type { Leaves } from './leaves.ts';
import type { Remedying } from './remedying.ts';

type Entries = Extract<Points, { kind: 'entries' }>;
type Line = Extract<Points, { kind: 'line' }>;

/**
 * The inner loops: assigns points in place, asks for the cost, and restores by assignment. Nothing is copied, and
 * nothing is awaited unless user code returned a promise.
 */
export class Sweeper {
  readonly #leaves: Leaves;
  readonly #remedying: Remedying;
  readonly #forward: () => void | Promise<void>;
  readonly #readCost: () => number;
  /** θ₀. */
  readonly #start: Float64Array;
  /** The θ that stands in the leaves. */
  #current: Float64Array;

  constructor(leaves: Leaves, remedying: Remedying, forward: () => void | Promise<void>, readCost: () => number) {
    this.#leaves = leaves;
    this.#remedying = remedying;
    this.#forward = forward;
    this.#readCost = readCost;
    this.#start = leaves.readNow();
    this.#current = this.#start;
  }

  /** Assigns a base (null: θ₀) unless it is there already; the same array is taken for the same θ. */
  goTo(base: Float64Array | null): Float64Array {
    const theta = base ?? this.#start;
    if (theta !== this.#current) {
      this.#leaves.write(theta);
      this.#current = theta;
    }
    return theta;
  }

  backToStart(): void {
    this.goTo(null);
  }

  /** Puts the leaves' own arrays back, with the current θ in them. */
  reinstate(): void {
    this.#leaves.reinstate(this.#current);
  }

  /** What must happen before every forward. */
  prepare(): void {
    this.#remedying.beforeForward();
    if (this.#remedying.restores) this.#leaves.write(this.#current);
  }

  cost(): number {
    return this.#readCost();
  }

  count(points: Points): number {
    if (points.kind === 'base') return points.count;
    return points.kind === 'entries' ? points.index.length : points.step.length;
  }

  /** Fills `values`; `run.done` is the number of points that have a cost. */
  async sweep(points: Points, values: Float64Array, run: { done: number }): Promise<void> {
    switch (points.kind) {
      case 'entries':
        return this.#entries(points, values, run);
      case 'line':
        return this.#line(points, values, run);
      case 'base':
        this.goTo(points.base);
        for (let k = 0; k < points.count; k++) {
          const pending = this.#run();
          if (pending !== undefined) await pending;
          values[k] = this.#readCost();
          run.done = k + 1;
        }
        return;
      default:
        return points satisfies never;
    }
  }

  async #entries({ base, index, value }: Entries, values: Float64Array, run: { done: number }): Promise<void> {
    const theta = this.goTo(base);
    let store = this.#leaves.store(0);
    let low = 0;
    let high = 0;
    for (let k = 0; k < index.length; k++) {
      const flat = index[k]!;
      if (flat < low || flat >= high) {
        const leaf = this.#leaves.leafOf(flat);
        const { offset, size } = this.#leaves.layout[leaf]!;
        store = this.#leaves.store(leaf);
        low = offset;
        high = offset + size;
      }
      this.prepare();
      store.set(flat - low, value[k]!);
      try {
        const pending = this.#forward();
        if (pending !== undefined) await pending;
        values[k] = this.#readCost();
      } finally {
        store.set(flat - low, theta[flat]!);
      }
      run.done = k + 1;
    }
  }

  async #line({ base, leaf, direction, step }: Line, values: Float64Array, run: { done: number }): Promise<void> {
    const theta = this.goTo(base);
    const store = this.#leaves.store(leaf);
    const { offset, size } = this.#leaves.layout[leaf]!;
    const moved = new Float64Array(size);
    try {
      for (let k = 0; k < step.length; k++) {
        for (let i = 0; i < size; i++) moved[i] = theta[offset + i]! + step[k]! * direction[i]!;
        this.prepare();
        store.write(moved, 0);
        const pending = this.#forward();
        if (pending !== undefined) await pending;
        values[k] = this.#readCost();
        run.done = k + 1;
      }
    } finally {
      store.write(theta, offset);
    }
  }

  #run(): void | Promise<void> {
    this.prepare();
    return this.#forward();
  }
}
