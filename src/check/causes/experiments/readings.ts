import type { Evidence, LeafEvidence } from '../evidence.ts';

/** Backward's claim beside the measured slope, at one entry of θ. */
export interface Reading {
  flat: number;
  claim: number;
  num: number;
  error: number;
}

/** Indices into θ of at most so many entries of each leaf, evenly spread. */
export function someEntries(leaves: readonly LeafEvidence[], most: number): number[] {
  return leaves.flatMap(({ leaf }) => {
    const stride = Math.max(1, Math.floor(leaf.size / most));
    return Array.from({ length: Math.min(most, leaf.size) }, (_, k) => leaf.offset + k * stride);
  });
}

/** A few entries of each leaf, measured at `base`; entries that cannot be measured there are left out. */
export async function readings(
  base: Float64Array,
  leaves: readonly LeafEvidence[],
  all: Evidence,
  most = 10,
): Promise<Reading[]> {
  const entries = someEntries(leaves, most);
  const claimed = await all.meter.claim(base);
  const { numeric, error } = await all.meter.slopes(base, entries);
  const found = entries.map((flat, k) => ({ flat, claim: claimed[flat]!, num: numeric[k]!, error: error[k]! }));
  return found.filter(({ num, error: e }) => Number.isFinite(num) && Number.isFinite(e));
}
