import * as l10n from '@vscode/l10n';
import type { Language } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { entryIndex, entryName } from '../../report/names.ts';
import { formatError, formatValue } from '../../report/numbers.ts';
import { entryCondition } from './entryCondition.ts';

/** The entry of a gradient that a debug session is about. */
export interface LookedAt {
  /** Index into θ. */
  flat: number;
  site: Report['leaves'][number]['site'];
  /** When the line of the site computes this entry; null where it computes all of them at once. */
  condition: string | null;
  /** What is known of it, for the debug console. */
  note: string;
}

/**
 * What to stop at, and what to say.
 * @param at index into θ, or into the leaf
 * @returns null where the report has no such entry
 */
export function lookAt(
  report: Report,
  name: string,
  at: number | readonly number[],
  source: { text: string; language: Language } | null,
): LookedAt | null {
  const leaf = report.leaves.find((one) => one.name === name);
  if (!leaf) return null;
  const flat = typeof at === 'number' ? at : leaf.offset + flatOf(leaf.shape, at);
  if (!Number.isInteger(flat) || flat < leaf.offset || flat >= leaf.offset + leaf.size) return null;
  const known = leaf.worst.find((entry) => entry.flat === flat);
  const entry = entryName(leaf, flat);
  const { site } = leaf;
  const index = entryIndex(leaf, flat);
  const condition =
    source && site?.file === report.file ? entryCondition(source, site, index, flat - leaf.offset) : null;
  const note = known
    ? l10n.t(
        '{0} (θ index {1}): backward says {2}, the cost says {3} ± {4}.',
        entry,
        flat,
        formatValue(known.analytic),
        formatValue(known.numeric),
        formatError(known.error),
      )
    : l10n.t('{0} (θ index {1})', entry, flat);
  return { flat, site, condition, note };
}

function flatOf(shape: readonly number[], index: readonly number[]): number {
  if (index.length !== shape.length || index.some((i, axis) => i < 0 || i >= shape[axis]!)) return NaN;
  return index.reduce((sum, i, axis) => sum * shape[axis]! + i, 0);
}
