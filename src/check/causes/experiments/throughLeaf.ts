import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { isMatrix, multipliersOf } from './siblings.ts';

/** Leaves whose removal makes all of these right: the error travels through them. */
export async function carriers({ leaves, all, zeroing }: Group): Promise<LeafEvidence[]> {
  const found: LeafEvidence[] = [];
  for (const candidate of all.leaves) {
    if ((leaves.length === 1 && leaves[0] === candidate) || !isFactor(candidate, all)) continue;
    const effects = await zeroing.effects(candidate);
    if (!effects) continue;
    const of = leaves.filter((leaf) => leaf !== candidate).map(({ index }) => effects[index]!);
    const self = effects[candidate.index]!;
    const cures =
      of.every(({ vanishes, agrees, invented }) => (vanishes && !invented) || agrees) &&
      of.some(({ agrees }) => agrees);
    if (cures && (!leaves.includes(candidate) || self.agrees || self.vanishes)) {
      if (await isCured(candidate, leaves, all)) found.push(candidate);
    }
  }
  return found;
}

/** Zero takes a product away, but only moves a sum. */
export function isFactor(leaf: LeafEvidence, all: Evidence): boolean {
  return isMatrix(leaf.leaf) || all.leaves.some((vector) => multipliersOf(vector, all.leaves).includes(leaf));
}

/** Looks again, at another point and at more entries, so that no leaf comes right by chance. */
export async function isCured(zeroed: LeafEvidence, leaves: readonly LeafEvidence[], all: Evidence): Promise<boolean> {
  const base = all.points.at(-1)!.slice();
  base.fill(0, zeroed.leaf.offset, zeroed.leaf.offset + zeroed.leaf.size);
  const entries = leaves
    .filter((leaf) => leaf !== zeroed)
    .flatMap(({ leaf }) => {
      const stride = Math.max(1, Math.floor(leaf.size / 16));
      return Array.from({ length: Math.min(16, leaf.size) }, (_, k) => leaf.offset + k * stride);
    });
  const claimed = await all.meter.claim(base);
  const { numeric, error } = await all.meter.slopes(base, entries);
  const size = numeric.reduce((most, x) => Math.max(most, Math.abs(x) || 0), 0);
  return entries.every((flat, k) => {
    const slack = (all.isFloat32 ? 1e-4 : 1e-7) * Math.max(size, Math.abs(numeric[k]!));
    return !Number.isFinite(error[k]!) || Math.abs(claimed[flat]! - numeric[k]!) <= 4 * error[k]! + slack;
  });
}

/** One path of several is wrong: without the leaf that it passes through, backward and the cost agree. */
export const throughLeaf: Experiment = {
  id: 'through-leaf',
  async test(group) {
    const through = await carriers(group);
    if (through.length === 0) return lostPath(group);
    const them = list(names(group.leaves));
    const by = names(through);
    return cause(
      'through-leaf',
      `The part of the gradient of ${them} that flows back through ${by.length > 1 ? by.join(' or ') : by[0]} is missing or wrong`,
      `Look at the line that carries the gradient back through ${by.join(' / ')} (a product with its transpose), and whether what it gives is added to the rest.`,
      [`with ${by.join(' = 0, or ')} = 0 backward and the cost agree; with it they do not`],
      { through: by.join(','), at: names(group.leaves).join(',') },
    );
  },
};

/** With one path cut, backward has nothing left where the cost still has a slope: the other path is missing. */
async function lostPath({ leaves, all, zeroing }: Group) {
  for (const candidate of all.leaves) {
    if (leaves.includes(candidate)) continue;
    const effects = await zeroing.effects(candidate);
    if (!effects || !leaves.every(({ index }) => effects[index]!.lost)) continue;
    const them = list(names(leaves));
    return cause(
      'through-leaf',
      `The part of the gradient of ${them} that does not pass through ${candidate.leaf.name} is missing`,
      `Look for a second path around ${candidate.leaf.name}, such as a residual connection: the gradients of both paths must be added.`,
      [
        `with ${candidate.leaf.name} = 0 only the way around it is left; the cost still has a slope there, backward says 0`,
      ],
      { around: candidate.leaf.name, at: names(leaves).join(',') },
    );
  }
  return null;
}
