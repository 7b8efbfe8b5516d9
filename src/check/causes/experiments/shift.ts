import type { Evidence, LeafEvidence } from '../evidence.ts';
import { multipliersOf } from './siblings.ts';
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

const isSilent = ({ views }: LeafEvidence): boolean =>
  views.every(({ numeric, error }) => numeric.every((num, i) => !(Math.abs(num) > 20 * error[i]!)));
