import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { multiIndex, positionOf } from '../../layout.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, everywhere, repeated } from '../words.ts';
import { axisWord, lineOf } from './lines.ts';
import { fitOf } from './rearranged.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Rows or columns (or blocks of them) stand in each other's places: shifted by one, gates swapped, tokens off by one. */
export const permuted: Hypothesis = {
  id: 'permuted',
  test(leaf, all) {
    if (!leaf.isFull || leaf.leaf.size < 3) return null;
    for (const axis of leaf.leaf.shape.keys()) {
      if (leaf.leaf.shape[axis]! < 2) continue;
      const found = shifted(leaf, axis, all) ?? matched(leaf, axis, all);
      if (found) return found;
    }
    return null;
  },
};

/** Line i of the leaf along `axis` taken from line `sources[i]`; −1 stands for zeros. */
function fromLines(leaf: LeafEvidence, axis: number, sources: readonly number[]): Int32Array {
  return Int32Array.from({ length: leaf.leaf.size }, (_, i) => {
    const index = multiIndex(leaf.leaf.shape, i);
    index[axis] = sources[index[axis]!]!;
    return index[axis] < 0 ? -1 : positionOf(leaf.leaf.shape, index);
  });
}

function shifted(leaf: LeafEvidence, axis: number, all: Evidence): Cause | null {
  const length = leaf.leaf.shape[axis]!;
  if (length < 3) return null;
  for (const by of [1, -1, 2, -2]) {
    if (Math.abs(by) >= length - 1) continue;
    for (const wraps of [true, false]) {
      const sources = Array.from({ length }, (_, i) => {
        const source = i - by;
        return wraps ? (source + length) % length : source >= 0 && source < length ? source : -1;
      });
      const c = fitOf(leaf, fromLines(leaf, axis, sources), all);
      if (c === null) continue;
      const { gradientName } = leaf.leaf;
      return cause(
        'permuted',
        l10n.t(
          '{0} holds the right numbers shifted by {1} along {2}{3}, {4}',
          gradientName,
          Math.abs(by),
          axisWord(leaf, axis),
          wraps ? '' : l10n.t(', with zeros where nothing is left'),
          everywhere(leaf),
        ),
        l10n.t(
          'Look for an index that is off by one: i + 1 for i, tokens counted from 1, a slice that starts too late.',
        ),
        [l10n.t('line i holds what belongs to line i {0} {1}; {2}', by > 0 ? '−' : '+', Math.abs(by), repeated(leaf))],
        { shift: by, axis },
      );
    }
  }
  return null;
}

/** Finds for every line the one line of the right gradient that it equals. */
function matched(leaf: LeafEvidence, axis: number, all: Evidence): Cause | null {
  const length = leaf.leaf.shape[axis]!;
  if (length > 512) return null;
  const view = leaf.views[0]!;
  const lines = Array.from({ length }, (_, i) => lineOf(leaf.leaf.shape, axis, i));
  const distance = (i: number, j: number) =>
    lines[i]!.reduce((sum, entry, k) => sum + (view.analytic[entry]! - view.numeric[lines[j]![k]!]!) ** 2, 0);
  const sources = lines.map((_, i) => {
    let best = i;
    for (let j = 0; j < length; j++) if (distance(i, j) < distance(i, best)) best = j;
    return best;
  });
  const changed = sources.filter((source, i) => source !== i).length;
  // Numbers without neighbours are matched too easily: ask for whole lines, or for most of a long vector.
  if (changed < 2 || (lines[0]!.length < 2 && length < 4)) return null;
  if (fitOf(leaf, fromLines(leaf, axis, sources), all) !== 1) return null;
  const where = axisWord(leaf, axis);
  const example = sources.findIndex((source, i) => source !== i);
  const isPermutation = new Set(sources).size === length;
  return cause(
    'permuted',
    l10n.t(
      '{0} holds the right {1} in the wrong places: {2} of {3} are {4}',
      leaf.leaf.gradientName,
      where,
      changed,
      length,
      isPermutation ? 'exchanged' : l10n.t('taken from others'),
    ),
    l10n.t(
      'Look for blocks that are joined in another order than they are split (gates, heads, channels), or an index that is off.',
    ),
    [
      l10n.t(
        'of the {0}, number {1} holds what belongs to number {2}; {3}',
        where,
        example,
        sources[example]!,
        repeated(leaf),
      ),
    ],
    { axis, sources: sources.slice(0, 24).join(',') },
  );
}
