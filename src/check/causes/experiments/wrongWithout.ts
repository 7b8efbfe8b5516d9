import type { Evidence, LeafEvidence } from '../evidence.ts';
import { isFactor } from './throughLeaf.ts';
import type { Effect, Zeroing } from './zeroing.ts';

/**
 * Leaves that do not follow from a step. Where all that reaches the step comes through one leaf, nothing comes out of it once
 * that leaf is zero: what is wrong even then has another reason, though a point at which all examples look alike may hide it.
 */
export async function wrongWithout(
  step: readonly LeafEvidence[],
  leaves: readonly LeafEvidence[],
  all: Evidence,
  zeroing: Zeroing,
): Promise<LeafEvidence[]> {
  const found = new Set<LeafEvidence>();
  for (const above of all.leaves) {
    // What a layer is given silences it for want of an input, and is not above it.
    if (step.includes(above) || above.leaf.role === 'input' || !isFactor(above, all)) continue;
    const effects = await zeroing.effects(above);
    if (!effects || !step.every(({ index }) => isSilenced(effects[index]!))) continue;
    const isPartner = await isSilencedBy(step, above, zeroing);
    for (const leaf of leaves) {
      if (step.includes(leaf) || (leaf === above && isPartner)) continue;
      if (isWrong(effects[leaf.index]!)) found.add(leaf);
    }
  }
  return [...found];
}

/** Two factors of one product (query and key) each silence the other: neither is above. */
async function isSilencedBy(step: readonly LeafEvidence[], above: LeafEvidence, zeroing: Zeroing): Promise<boolean> {
  for (const leaf of step) if ((await zeroing.effect(leaf, above))?.vanishes) return true;
  return false;
}

const isSilenced = ({ vanishes, invented }: Effect): boolean => vanishes && !invented;

const isWrong = ({ vanishes, agrees, invented }: Effect): boolean => invented || !(vanishes || agrees);
