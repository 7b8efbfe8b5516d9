import type { LeafReport, Verdict } from '../model/report.ts';

/** The leaves of one layer, with their positions in the report. */
export interface Layer {
  layer: number | null;
  leaves: LeafReport[];
  verdict: Verdict;
}

/** Layers from the output down to the input, as the gradient flows; leaves without a layer come last. */
export function layersOf(leaves: LeafReport[]): Layer[] {
  const byLayer = new Map<number | null, LeafReport[]>();
  for (const leaf of leaves) byLayer.set(leaf.layer, [...(byLayer.get(leaf.layer) ?? []), leaf]);
  return [...byLayer]
    .sort(([one], [other]) => (other ?? -Infinity) - (one ?? -Infinity))
    .map(([layer, own]) => ({ layer, leaves: own, verdict: worst(own) }));
}

/**
 * Where the trouble begins, for a network that is right above some layer and wrong in everything from there down; null
 * where the verdicts have no such order: then each wrong gradient has a bug of its own.
 */
export function wrongFrom(layers: Layer[]): number | null {
  const numbered = layers.filter((one) => one.layer !== null);
  const first = numbered.findIndex((one) => one.verdict === 'wrong');
  if (first <= 0) return null;
  const isOrdered = numbered.slice(0, first).every((one) => one.verdict === 'correct');
  const allBelow = numbered.slice(first).every((one) => one.leaves.every((leaf) => leaf.verdict === 'wrong'));
  return isOrdered && allBelow ? (numbered[first]?.layer ?? null) : null;
}

function worst(leaves: LeafReport[]): Verdict {
  if (leaves.some((leaf) => leaf.verdict === 'wrong')) return 'wrong';
  return leaves.every((leaf) => leaf.verdict === 'correct') ? 'correct' : 'inconclusive';
}
