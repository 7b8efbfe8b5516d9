import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { someEntries } from './readings.ts';
import { isMatrix, multipliersOf } from './siblings.ts';
import type { Effect, Zeroing } from './zeroing.ts';

/**
 * Leaves whose removal makes all of these right while the cost still depends on them: the error travels through them.
 * Zero also evens things out (all examples look alike, a sigmoid is ½), so it must be shown that there is a path at all.
 */
export async function carriers(group: Group): Promise<LeafEvidence[]> {
  const { leaves, all, zeroing } = group;
  const found: LeafEvidence[] = [];
  for (const candidate of all.leaves) {
    if ((leaves.length === 1 && leaves[0] === candidate) || !isFactor(candidate, all)) continue;
    const effects = await zeroing.effects(candidate);
    if (!effects) continue;
    const others = leaves.filter((leaf) => leaf !== candidate);
    if (!others.every(({ index }) => effects[index]!.agrees)) continue;
    // What is wrong with a leaf that lies wholly below, and has its reason, is handed on from there. That all of it is gone is none.
    const explained = all.wrong.filter((leaf) => leaf !== candidate && !leaves.includes(leaf) && !isGone(leaf));
    if (explained.some(({ index }) => effects[index]!.vanishes)) continue;
    const self = effects[candidate.index]!;
    if (leaves.includes(candidate) && !self.agrees && !self.vanishes) continue;
    if (!(await isCured([candidate], leaves, all))) continue;
    if (await isPath(candidate, effects, group)) found.push(candidate);
  }
  return lowest(found, zeroing);
}

const isGone = ({ views }: LeafEvidence): boolean =>
  views.every(({ analytic }) => analytic.every((value) => value === 0));

/** Something passes through the candidate: the gradient of another leaf, or that of its own layer at the step before. */
async function isPath(candidate: LeafEvidence, effects: readonly Effect[], { leaves, all }: Group): Promise<boolean> {
  const vectors = all.leaves.filter((vector) => multipliersOf(vector, all.leaves).includes(candidate));
  const family = [candidate, ...vectors, ...vectors.flatMap((vector) => multipliersOf(vector, all.leaves))];
  if (leaves.some((leaf) => family.includes(leaf))) return isRecurrent(candidate, vectors, leaves, all);
  return all.leaves.some((leaf) => !family.includes(leaf) && effects[leaf.index]!.vanishes && speaks(leaf));
}

/** A matrix of its own for the state beside one for the input, or a block of rows for the state in one matrix for both. */
async function isRecurrent(
  matrix: LeafEvidence,
  vectors: readonly LeafEvidence[],
  leaves: readonly LeafEvidence[],
  all: Evidence,
): Promise<boolean> {
  for (const vector of vectors) {
    if (multipliersOf(vector, all.leaves).length > 1) return true;
    const { shape, size } = matrix.leaf;
    if (shape.length !== 2) continue;
    const axis = shape.lastIndexOf(vector.leaf.size) === 0 ? 1 : 0;
    for (const gates of [1, 2, 3, 4]) {
      const width = vector.leaf.size / gates;
      if (!Number.isInteger(width) || width >= shape[axis]!) continue;
      for (const from of [0, shape[axis]! - width]) {
        const isState = Array.from({ length: size }, (_, i) => {
          const line = axis === 0 ? Math.floor(i / shape[1]!) : i % shape[1]!;
          return line >= from && line < from + width;
        });
        if (await isCured([matrix], leaves, all, isState)) return true;
      }
    }
  }
  return false;
}

/** Of two carriers one after the other, the lower one: what the upper one hands to others is right. */
async function lowest(found: LeafEvidence[], zeroing: Zeroing): Promise<LeafEvidence[]> {
  const kept: LeafEvidence[] = [];
  for (const upper of found) {
    const effects = await zeroing.effects(upper);
    const isAbove = found.some((lower) => lower !== upper && effects![lower.index]!.vanishes);
    if (!isAbove) kept.push(upper);
  }
  return kept.length > 0 ? kept : found;
}

/** Zero takes a product away, but only moves a sum. */
export function isFactor(leaf: LeafEvidence, all: Evidence): boolean {
  return isMatrix(leaf.leaf) || all.leaves.some((vector) => multipliersOf(vector, all.leaves).includes(leaf));
}

/**
 * Looks again, at another point and at more entries, so that no leaf comes right by chance. `isZero` leaves some
 * entries of the zeroed leaves as they are.
 */
export async function isCured(
  zeroed: readonly LeafEvidence[],
  leaves: readonly LeafEvidence[],
  all: Evidence,
  isZero?: readonly boolean[],
): Promise<boolean> {
  const base = all.points.at(-1)!.slice();
  for (const { leaf } of zeroed) {
    for (let i = 0; i < leaf.size; i++) if (!isZero || isZero[i]) base[leaf.offset + i] = 0;
  }
  const entries = someEntries(
    leaves.filter((leaf) => !zeroed.includes(leaf)),
    16,
  );
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
    return pathCause(group, names(through));
  },
};

/** One matrix is a line of backward; several are a branch, of which only the whole is known to be wrong. */
function pathCause({ leaves }: Group, by: string[]): Cause {
  const them = list(names(leaves));
  const isLine = by.length === 1;
  return cause(
    'through-leaf',
    isLine
      ? l10n.t('The part of the gradient of {0} that flows back through {1} is missing or wrong', them, by[0]!)
      : l10n.t(
          'The part of the gradient of {0} that comes through the branch of {1} is missing or wrong',
          them,
          list(by),
        ),
    isLine
      ? l10n.t(
          'Look at the line that carries the gradient back through {0} (a product with its transpose), and whether what it gives is added to the rest.',
          by[0]!,
        )
      : l10n.t(
          'Follow the gradient through that branch step by step, from {0} to where it is added to the rest: products with transposes, a normalisation, a mask, a part that is not added.',
          by.at(-1)!,
        ),
    [
      l10n.t(
        'with {0} = 0 backward and the cost agree; with {1} they do not',
        by.join(' = 0, or '),
        isLine ? 'it' : l10n.t('all of them'),
      ),
    ],
    { through: by.join(','), at: names(leaves).join(',') },
  );
}

/** With one path cut, backward has nothing left where the cost still has a slope: the other path is missing. */
async function lostPath({ leaves, all, zeroing }: Group) {
  for (const candidate of all.leaves) {
    if (leaves.includes(candidate)) continue;
    const effects = await zeroing.effects(candidate);
    if (!effects || !leaves.every(({ index }) => effects[index]!.lost)) continue;
    const them = list(names(leaves));
    return cause(
      'through-leaf',
      l10n.t('The part of the gradient of {0} that does not pass through {1} is missing', them, candidate.leaf.name),
      l10n.t(
        'Look for a second path around {0}, such as a residual connection or a term of the cost of its own: what comes along both must be added.',
        candidate.leaf.name,
      ),
      [
        l10n.t(
          'with {0} = 0 only the way around it is left; the cost still has a slope there, backward says 0',
          candidate.leaf.name,
        ),
      ],
      { around: candidate.leaf.name, at: names(leaves).join(',') },
    );
  }
  return null;
}

function speaks({ views }: LeafEvidence): boolean {
  return views.some(({ numeric, error }) => numeric.some((num, i) => Math.abs(num) > 20 * error[i]!));
}
