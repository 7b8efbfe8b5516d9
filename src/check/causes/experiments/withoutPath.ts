import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { byItself } from '../table.ts';
import { agreement } from '../fit.ts';
import { list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { isMatrix } from './siblings.ts';

/**
 * A mistake that comes back round a loop is in every leaf, and looks like nothing known. With the matrix of the loop at
 * zero it is made once: what each leaf then shows by itself is the mistake.
 */
export const withoutPath: Experiment = {
  id: 'through-leaf',
  async test(group) {
    for (const matrix of group.leaves) {
      if (!isMatrix(matrix.leaf) || group.all.meter.spent) continue;
      const others = group.leaves.filter((leaf) => leaf !== matrix && leaf.leaf.size <= 600);
      if (others.length < 2) continue;
      const found = await without(matrix, others, group).catch(() => null);
      if (found) return found;
    }
    return null;
  },
};

async function without(matrix: LeafEvidence, others: LeafEvidence[], group: Group): Promise<Cause | null> {
  // One point tells where nothing is to be found, for a third of what three cost.
  const { all } = group;
  if (!shownIn(await cutEvidence(matrix, others, all, all.points.slice(-1)), matrix, group)) return null;
  return shownIn(await cutEvidence(matrix, others, all, all.points), matrix, group);
}

function shownIn(cut: Evidence, matrix: LeafEvidence, { leaves }: Group): Cause | null {
  let first: Cause | null = null;
  const shown: LeafEvidence[] = [];
  for (const leaf of cut.wrong) {
    if (isRight(leaf, cut)) continue;
    const likely = byItself(leaf, cut);
    const found = likely?.confidence === 'certain' ? likely : null;
    // What a layer is given is wrong by what is handed down, which may look like anything.
    if (!found && leaf.leaf.role === 'input') continue;
    if (!found || (first && !isSame(found, first))) return null;
    first ??= found;
    shown.push(leaf);
  }
  if (!first || shown.length < 2) return null;
  return {
    ...first,
    message: l10n.t('Seen with {0} = 0, so that nothing comes back through it: {1}', matrix.leaf.name, first.message),
    evidence: [
      l10n.t('with {0} = 0 this explains {1}; the rest is right there', matrix.leaf.name, list(names(shown))),
      ...first.evidence,
    ],
    constants: { ...first.constants, at: names([...leaves]).join(',') },
    confidence: 'likely',
  };
}

const isSame = (a: Cause, b: Cause): boolean => a.id === b.id && a.constants['factor'] === b.constants['factor'];

/** Right where it can be measured, or without a say. */
function isRight({ views }: LeafEvidence, cut: Evidence): boolean {
  return agreement(views, ({ numeric, error }) => ({ value: numeric, error }), cut).fits;
}

/** The same leaves, measured where the matrix is zero. */
async function cutEvidence(
  matrix: LeafEvidence,
  others: LeafEvidence[],
  all: Evidence,
  at: readonly Float64Array[],
): Promise<Evidence> {
  const points = at.map((point) => {
    const base = point.slice();
    base.fill(0, matrix.leaf.offset, matrix.leaf.offset + matrix.leaf.size);
    return base;
  });
  const leaves: LeafEvidence[] = [];
  for (const other of others) {
    const views: View[] = [];
    for (const point of points) views.push(await viewAt(other, point, all));
    leaves.push({ ...other, isFull: true, views });
  }
  return { ...all, leaves, wrong: leaves, points };
}

async function viewAt({ leaf }: LeafEvidence, point: Float64Array, { meter }: Evidence): Promise<View> {
  const [from, to] = [leaf.offset, leaf.offset + leaf.size];
  const claimed = await meter.claim(point);
  const slopes = await meter.slopes(
    point,
    Array.from({ length: leaf.size }, (_, i) => from + i),
  );
  return { theta: point.subarray(from, to), analytic: claimed.subarray(from, to), ...slopes };
}
