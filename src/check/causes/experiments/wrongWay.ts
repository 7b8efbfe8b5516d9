import * as l10n from '@vscode/l10n';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { mirrored, swapped } from '../hypotheses/rearranged.ts';
import { cause, list } from '../words.ts';
import type { Experiment } from './experiment.ts';
import { someEntries } from './readings.ts';

/** A way in which the entries of a parameter may be read in the wrong order. */
interface Turn {
  words: string;
  /** Entry i is read from entry from[i]. */
  from: Int32Array;
}

/**
 * What is handed down goes through a kernel that is not rotated, or through a matrix that is not transposed: backward then
 * gives exactly what the cost would ask for if the parameter's entries stood in that other order. The cost must be linear
 * in what forward returns (an upstream gradient of ours), or the order would change that gradient as well.
 */
export const wrongWay: Experiment = {
  id: 'through-leaf',
  async test({ leaves, all }) {
    if (!all.takesUpstream) return null;
    for (const through of all.leaves) {
      if (through.isWrong || through.leaf.shape.length < 2) continue;
      for (const turn of turnsOf(through.leaf.shape)) {
        if (all.meter.spent) return null;
        if (await isTurned(turn, through, leaves, all)) return turnedCause(turn, through, leaves);
      }
    }
    return null;
  },
};

function turnedCause({ words }: Turn, through: LeafEvidence, leaves: readonly LeafEvidence[]) {
  const gradients = list(leaves.map(({ leaf }) => leaf.gradientName));
  const { name } = through.leaf;
  return cause(
    'through-leaf',
    l10n.t('On the way to {0} backward reads {1} {2}', gradients, name, words),
    l10n.t(
      'Look at the line that brings the upstream gradient down through {0}: its indices there must be those that forward used, so that what forward multiplied by an entry gets its gradient through the same entry. Written as a convolution of its own, that takes the kernel rotated by 180°.',
      name,
    ),
    [
      l10n.t(
        'with {0} put into that order in the cost alone, the cost agrees with {1} in all entries that were measured',
        name,
        gradients,
      ),
    ],
    { through: name },
  );
}

/** The last two axes mirrored, and every two axes of one length swapped. */
function turnsOf(shape: readonly number[]): Turn[] {
  const [row, column] = [shape.length - 2, shape.length - 1];
  const mirrors = [[row, column], [row], [column]].map((axes) => ({
    words: axes.length > 1 ? l10n.t('rotated by 180°') : l10n.t('in reverse order along axis {0}', axes[0]!),
    from: mirrored(shape, axes),
  }));
  const swaps = shape.flatMap((length, one) =>
    shape.flatMap((other, two) =>
      two > one && other === length && length > 1
        ? [{ words: l10n.t('with axes {0} and {1} swapped (transposed)', one, two), from: swapped(shape, one, two) }]
        : [],
    ),
  );
  return [...mirrors, ...swaps].filter(({ from }) => from.some((source, i) => source !== i));
}

/** A few entries first, then more and at another point. */
async function isTurned(
  turn: Turn,
  through: LeafEvidence,
  leaves: readonly LeafEvidence[],
  all: Evidence,
): Promise<boolean> {
  const [here, there] = [all.points[0]!, all.points.at(-1)!];
  for (const [base, most] of [
    [here, 4],
    [here, 24],
    [there, 24],
  ] as const) {
    if (!(await agrees(turn, through, base, someEntries(leaves, most), all))) return false;
  }
  return true;
}

async function agrees(
  { from }: Turn,
  { leaf }: LeafEvidence,
  base: Float64Array,
  entries: readonly number[],
  all: Evidence,
): Promise<boolean> {
  const turned = base.slice();
  from.forEach((source, i) => (turned[leaf.offset + i] = base[leaf.offset + source]!));
  const claimed = await all.meter.claim(base);
  const { numeric, error } = await all.meter.slopes(turned, entries);
  const size = numeric.reduce((most, x) => Math.max(most, Math.abs(x) || 0), 0);
  const slack = (all.isFloat32 ? 1e-4 : 1e-7) * size;
  const fits = entries.every((flat, k) => Math.abs(claimed[flat]! - numeric[k]!) <= 4 * error[k]! + slack);
  return fits && size > 0;
}
