import type { Report, Verdict } from '../model/report.ts';
import type { HistoryEntry } from './messages.ts';
import { formatCount } from '../report/numbers.ts';
import type { LeafReport } from '../model/report.ts';
import type { PictureMode } from './state.ts';

/** A verdict is never told by colour alone. */
export const signs: Record<Verdict, string> = { correct: '✓', wrong: '✗', inconclusive: '?' };

const verdictWords: Record<Verdict, string> = { correct: 'correct', wrong: 'wrong', inconclusive: 'cannot tell' };

export function verdictWord(verdict: Verdict): string {
  return verdictWords[verdict];
}

/** Title of the page: the verdict in one or two words. */
export function verdictTitle(report: Report): string {
  if (report.error?.kind === 'unbound') return 'Needs inputs';
  if (report.error) return 'Could not be checked';
  return { correct: 'Correct', wrong: 'Wrong', inconclusive: 'Cannot tell' }[report.verdict];
}

/** "15 of 15", "at least 3 of 40", or nothing where none is wrong. */
export function wrongCount(leaf: LeafReport): string {
  if (leaf.verdict !== 'wrong') return '';
  return `${leaf.wrongIsBound ? 'at least ' : ''}${formatCount(leaf.wrongEntries)} of ${formatCount(leaf.size)}`;
}

export const modeTitles: Record<PictureMode, string> = {
  residual: 'Difference',
  analytic: 'Backward says',
  numeric: 'The cost says',
  ratio: 'Ratio',
};

/** What a picture shows, in one sentence. */
export const modeHelp: Record<PictureMode, string> = {
  residual: 'What backward says minus what the cost says. Empty is right.',
  analytic: 'The gradient that backward computes.',
  numeric: 'The gradient measured from the cost by central differences.',
  ratio: 'What backward says divided by what the cost says. Empty is 1, which is right.',
};

/** What changed between two runs of a pair; empty where nothing did. */
export function changeSince(now: HistoryEntry, before: HistoryEntry | undefined): string {
  if (!before) return '';
  const mended = before.wrong.filter((name) => !now.wrong.includes(name));
  const broken = now.wrong.filter((name) => !before.wrong.includes(name));
  const parts = [
    mended.length > 0 && now.verdict !== 'inconclusive' ? `no longer wrong: ${mended.join(', ')}` : '',
    broken.length > 0 ? `newly wrong: ${broken.join(', ')}` : '',
    now.seed !== before.seed ? 'other inputs' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
