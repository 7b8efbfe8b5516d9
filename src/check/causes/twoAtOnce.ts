import type { Cause } from '../../model/report.ts';
import type { LeafEvidence } from './evidence.ts';
import { activationDerivative } from './experiments/activation.ts';
import type { Experiment, Group } from './experiments/experiment.ts';
import { ownLine } from './experiments/ownLine.ts';
import { besideOf } from './experiments/shift.ts';
import { multipliersOf } from './experiments/siblings.ts';
import { unknownSlope } from './experiments/unknownSlope.ts';
import { wrongWithout } from './experiments/wrongWithout.ts';
import { guarded, together } from './together.ts';

/** Leaves that are wrong even where nothing comes out of the step that was found. */
export async function notFrom(found: Cause, { leaves, all, zeroing }: Group): Promise<LeafEvidence[]> {
  if (found.id !== 'activation-derivative' && found.id !== 'layer-step') return [];
  const at = String(found.constants['at'] ?? '').split(',');
  const named = leaves.filter(({ leaf }) => at.includes(leaf.name));
  const step = [...new Set(named.flatMap((leaf) => [leaf, ...multipliersOf(leaf, all.leaves)]))];
  const apart = step.length > 0 ? await wrongWithout(step, leaves, all, zeroing) : [];
  return apart.length < leaves.length ? apart : [];
}

/** What a step of an activation has wrong, told from that step alone. */
const atStep: readonly Experiment[] = [activationDerivative, unknownSlope];

/**
 * Two mistakes at once, one of them in a leaf's own line: what else is wrong then has a reason of its own. A bias beside right
 * matrices is such a leaf whatever else is wrong; any other is one only once the rest is explained by its own step.
 */
export async function explainApart({ leaves, all, zeroing }: Group, causes: (Cause | null)[]): Promise<void> {
  if (leaves.length < 2) return;
  const line = (leaf: LeafEvidence) => guarded(() => ownLine.test({ leaves: [leaf], all, zeroing }));
  const apart: LeafEvidence[] = [];
  for (const leaf of leaves) {
    const beside = await besideOf(leaf, all, zeroing);
    if (beside.length === 0 || beside.some(({ isWrong }) => isWrong)) continue;
    if (multipliersOf(leaf, all.leaves).length > 0) causes[leaf.index] = await line(leaf);
    if (!causes[leaf.index]) apart.push(leaf);
  }
  const rest = leaves.filter((leaf) => !apart.includes(leaf) && !causes[leaf.index]);
  const found = apart.length > 0 && rest.length > 0 ? await together({ leaves: rest, all, zeroing }, atStep) : null;
  if (!found) return;
  for (const leaf of rest) causes[leaf.index] = found;
  for (const leaf of apart) causes[leaf.index] = await line(leaf);
}
