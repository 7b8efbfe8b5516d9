import type { Evidence, LeafEvidence } from '../evidence.ts';
import { multipliersOf, siblingsOf } from './siblings.ts';
import type { Zeroing } from './zeroing.ts';

/** A vector that is added to a product (a bias), by its shape and by experiment: at 0 it takes nothing else away. */
export async function isShift(vector: LeafEvidence, all: Evidence, zeroing: Zeroing): Promise<boolean> {
  if (multipliersOf(vector, all.leaves).length === 0) return false;
  const effects = await zeroing.effects(vector);
  return (
    effects !== null &&
    all.leaves.every((other) => other === vector || isSilent(other) || !effects[other.index]!.vanishes)
  );
}

/** Siblings that share an upstream gradient by experiment: names and shapes alone do not make a layer, one of it must be added. */
export async function besideOf(leaf: LeafEvidence, all: Evidence, zeroing: Zeroing): Promise<LeafEvidence[]> {
  const siblings = siblingsOf(leaf, all.leaves);
  for (const one of siblings.length > 0 ? [leaf, ...siblings] : []) {
    if (await isShift(one, all, zeroing)) return siblings;
  }
  return [];
}

const isSilent = ({ views }: LeafEvidence): boolean =>
  views.every(({ numeric, error }) => numeric.every((num, i) => !(Math.abs(num) > 20 * error[i]!)));
