import type { Probe } from './probe.ts';
import { largest } from './vectors.ts';

/**
 * The largest error of a single entry that probes of one leaf may all have passed over. An error e of entry i moves the
 * residual by e·v_i with |v_i| ≥ 0.5, and it was within its threshold, of which honest error is at most half.
 */
export function probeBound(probes: (Probe | null)[]): number | null {
  const thresholds = probes.flatMap((probe) => (probe && Number.isFinite(probe.threshold) ? [probe.threshold] : []));
  return thresholds.length === 0 ? null : (1.5 * Math.min(...thresholds)) / 0.5;
}

/** The same for a sweep: the coarsest floor. */
export function sweepBound(floor: ArrayLike<number>): number {
  return largest(floor);
}
