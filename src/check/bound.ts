import type { Probe } from './probe.ts';
import { largest } from './vectors.ts';

/**
 * The largest error of a single entry that one probe may have passed over. An error e of entry i moves the residual by
 * e·v_i with |v_i| ≥ 0.5, and it was within its threshold, of which honest error is at most half.
 */
export function probeBound(probe: Probe): number {
  return (1.5 * probe.threshold) / 0.5;
}

/** The same for a sweep: the coarsest floor. */
export function sweepBound(floor: ArrayLike<number>): number {
  return largest(floor);
}
