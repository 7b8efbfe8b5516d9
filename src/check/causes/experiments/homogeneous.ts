import type { Evidence, LeafEvidence } from '../evidence.ts';

interface Place {
  leaf: LeafEvidence;
  line: (i: number) => number;
}

/**
 * What comes back through a normalisation is divided by σ, with its terms of mean and variance or without: scale a
 * unit's weights by c and backward's gradient of them shrinks to 1/c, that of no other unit changes. An error made
 * elsewhere (in the line of the leaf, or at the end) need not keep to that.
 */
export async function isHomogeneous(leaf: LeafEvidence, places: readonly Place[], all: Evidence): Promise<boolean> {
  const own = places.find((place) => place.leaf === leaf) ?? places[0]!;
  const factor = (line: number) => [1.5, 0.75, 1.25, 2][line % 4]!;
  const base = all.points.at(-1)!;
  const scaled = base.slice();
  for (const { leaf: other, line } of places) {
    for (let i = 0; i < other.leaf.size; i++) scaled[other.leaf.offset + i]! *= factor(line(i));
  }
  const [before, after] = [await all.meter.claim(base), await all.meter.claim(scaled)];
  const { offset, size } = own.leaf.leaf;
  const largest = before.subarray(offset, offset + size).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  for (let i = 0; i < size; i++) {
    const expected = before[offset + i]! / factor(own.line(i));
    if (Math.abs(after[offset + i]! - expected) > 0.02 * (largest + Math.abs(expected))) return false;
  }
  return largest > 0;
}
