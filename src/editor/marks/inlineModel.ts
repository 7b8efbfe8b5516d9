import * as l10n from '@vscode/l10n';
import type { LeafReport, Verdict } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { inlineWords } from '../../report/words.ts';
import type { Result } from '../results/resultStore.ts';
import type { InlineWords } from '../settingDefaults.ts';

/** Words behind one line. */
export interface InlineText {
  /** From 1. */
  line: number;
  text: string;
  /** The worst verdict of the line. */
  verdict: Verdict;
}

const mostPerLine = 3;
const severity: Verdict[] = ['correct', 'inconclusive', 'wrong'];

/** The words behind the lines of a file; a stale result has none, because it no longer speaks of this text. */
export function inlineTexts(results: Result[], file: string, mode: InlineWords): InlineText[] {
  if (mode === 'off') return [];
  const byLine = new Map<number, LeafReport[]>();
  for (const { report, stale } of results) {
    if (stale) continue;
    for (const leaf of report.leaves) {
      if (leaf.site?.file !== file || (mode === 'wrong' && leaf.verdict === 'correct')) continue;
      byLine.set(leaf.site.endLine, [...(byLine.get(leaf.site.endLine) ?? []), leaf]);
    }
  }
  return [...byLine].map(([line, leaves]) => ({ line, text: lineText(leaves), verdict: worst(leaves) }));
}

function lineText(leaves: LeafReport[]): string {
  const [only] = leaves;
  if (only && leaves.length === 1) return inlineWords(only);
  const ordered = [...leaves].sort((one, other) => severity.indexOf(other.verdict) - severity.indexOf(one.verdict));
  const words = ordered.slice(0, mostPerLine).map((leaf) => `${textbookGradient(leaf)} ${inlineWords(leaf)}`);
  const more = leaves.length - words.length;
  return words.join(' · ') + (more > 0 ? ` · ${l10n.t('and {0} more', more)}` : '');
}

function worst(leaves: LeafReport[]): Verdict {
  const most = Math.max(...leaves.map((leaf) => severity.indexOf(leaf.verdict)));
  return severity[most] ?? 'inconclusive';
}
