import type { Fault } from '../../model/fault.ts';
import type { Costs, Target } from '../../model/target.ts';

/** Positions in `control`; behind them stands one mark per helper. */
const nextChunk = 0;
const endChunk = 1;
const firstMark = 2;

/**
 * One request for costs, in memory that every thread sees. Nothing is divided in advance: whoever is free takes the
 * next chunk of points from a shared counter, so a slow thread only takes fewer.
 */
export interface SharedWork {
  /** Next chunk to take, first chunk that nobody takes any more, and who has joined. */
  control: Int32Array;
  index: Int32Array;
  value: Float64Array;
  /** Cost of each point. */
  values: Float64Array;
  /** Points of one chunk. */
  chunk: number;
}

/** The point that failed first in one thread's part. */
export type Failure = { point: number; fault: Fault } | null;

export function shareWork(index: Int32Array, value: Float64Array, chunk: number, helpers: number): SharedWork {
  const count = index.length;
  const work: SharedWork = {
    control: new Int32Array(new SharedArrayBuffer(4 * (firstMark + helpers))),
    index: new Int32Array(new SharedArrayBuffer(4 * count)),
    value: new Float64Array(new SharedArrayBuffer(8 * count)),
    values: new Float64Array(new SharedArrayBuffer(8 * count)),
    chunk,
  };
  work.index.set(index);
  work.value.set(value);
  work.control[endChunk] = Math.ceil(count / chunk);
  return work;
}

/** False once every chunk was taken. */
export function hasChunks({ control }: SharedWork): boolean {
  return Atomics.load(control, nextChunk) < Atomics.load(control, endChunk);
}

/** A helper that is about to take its first chunk says so; it will tell when it has left. */
export function join({ control }: SharedWork, helper: number): void {
  Atomics.store(control, firstMark + helper, 1);
}

export function hasJoined({ control }: SharedWork, helper: number): boolean {
  return Atomics.load(control, firstMark + helper) === 1;
}

/**
 * Takes chunks and fills in their costs until none is left, or a point of this thread fails; chunks behind a failed
 * one are not taken any more, those before it always were.
 */
export async function takeChunks(
  work: SharedWork,
  target: Target,
  base: Float64Array | null,
): Promise<{ points: number; failure: Failure }> {
  const { control, index, value, values, chunk } = work;
  let points = 0;
  for (;;) {
    const mine = Atomics.add(control, nextChunk, 1);
    if (mine >= Atomics.load(control, endChunk)) return { points, failure: null };
    const from = mine * chunk;
    const to = Math.min(from + chunk, index.length);
    const costs: Costs = await target.costs({
      kind: 'entries',
      base,
      index: index.subarray(from, to),
      value: value.subarray(from, to),
    });
    values.set(costs.values, from);
    points += to - from;
    if (costs.failure === null) continue;
    endBehind(control, mine);
    return { points, failure: { point: from + costs.failure.point, fault: costs.failure.fault } };
  }
}

function endBehind(control: Int32Array, chunk: number): void {
  for (let end = Atomics.load(control, endChunk); end > chunk + 1; end = Atomics.load(control, endChunk)) {
    Atomics.compareExchange(control, endChunk, end, chunk + 1);
  }
}
