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
  /** θ₀; whoever reads it must not change it. */
  readonly start: Float64Array;
  /** The θ that stands in the leaves. */
  #current: Float64Array;

  constructor(
    leaves: Leaves,
    start: Float64Array,
    remedying: Remedying,
    forward: () => void | Promise<void>,
    readCost: () => number,
  ) {
    this.#leaves = leaves;
    this.#remedying = remedying;
    this.#forward = forward;
    this.#readCost = readCost;
    this.start = start;
    this.#current = start;
  }

  /** Assigns a base (null: θ₀) unless it is there already; the same array is taken for the same θ. */
  goTo(base: Float64Array | null): Float64Array {
    const theta = base ?? this.start;
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
  async sweep(points: Points, values: Float64Array, run: Run): Promise<void> {
    const theta = this.goTo(points.base);
    const loop = this.#loop(points, theta);
    // The loop itself is synchronous; it stops where user code returned a promise, and goes on behind it.
    while (run.done < values.length) {
      const pending = this.#steps(loop, values, run);
      if (pending === undefined) continue;
      try {
        await pending;
        values[run.done] = this.#readCost();
      } finally {
        loop.restore(run.done);
      }
      run.done++;
    }
  }

  /** Points from `run.done` on, until user code returns a promise. */
  #steps(loop: Loop, values: Float64Array, run: Run): void | Promise<void> {
    const isNeeded = this.#remedying.isNeeded;
    for (let k = run.done; k < values.length; k++) {
      run.done = k;
      if (isNeeded) this.prepare();
      loop.move(k);
      let pending: void | Promise<void> = undefined;
      try {
        pending = this.#forward();
        if (pending !== undefined) return pending;
        values[k] = this.#readCost();
      } finally {
        if (pending === undefined) loop.restore(k);
      }
    }
    run.done = values.length;
  }

  #loop(points: Points, theta: Float64Array): Loop {
    switch (points.kind) {
      case 'entries':
        return entriesLoop(points, theta, this.#leaves);
      case 'line':
        return lineLoop(points, theta, this.#leaves);
      case 'base':
        return { move: () => undefined, restore: () => undefined };
      default:
        return points satisfies never;
    }
  }
}

/** How to get to a point and back. */
interface Loop {
  move(point: number): void;
  restore(point: number): void;
}

interface Run {
  done: number;
}

function entriesLoop({ index, value }: Entries, theta: Float64Array, leaves: Leaves): Loop {
  let store = leaves.store(0);
  let low = 0;
  let high = 0;
  return {
    move(point) {
      const flat = index[point]!;
      if (flat < low || flat >= high) {
        const leaf = leaves.leafOf(flat);
        low = leaves.layout[leaf]!.offset;
        high = low + leaves.layout[leaf]!.size;
        store = leaves.store(leaf);
      }
      store.set(flat - low, value[point]!);
    },
    restore(point) {
      const flat = index[point]!;
      store.set(flat - low, theta[flat]!);
    },
  };
}

function lineLoop({ leaf, direction, step }: Line, theta: Float64Array, leaves: Leaves): Loop {
  const store = leaves.store(leaf);
  const { offset } = leaves.layout[leaf]!;
  return {
    move: (point) => store.writeLine(theta, offset, direction, step[point]!),
    restore: () => store.write(theta, offset),
  };
}
