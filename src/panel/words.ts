import * as l10n from '@vscode/l10n';
import type { LeafReport, Report, Verdict } from '../model/report.ts';
import { wrongCount } from '../report/words.ts';
import type { HistoryEntry } from './historyEntry.ts';
import type { PictureMode } from './state.ts';

/** A verdict is never told by colour alone. */
export const signs: Record<Verdict, string> = { correct: '✓', wrong: '✗', inconclusive: '?' };

/** The sign of a whole check, as the lens has it. */
export function signOf(report: Report): string {
  if (report.error) return report.error.kind === 'unbound' ? '?' : '!';
  return signs[report.verdict];
}

export function verdictWord(verdict: Verdict): string {
  switch (verdict) {
    case 'correct':
      return l10n.t('correct');
    case 'wrong':
      return l10n.t('wrong');
    case 'inconclusive':
      return l10n.t('cannot tell');
  }
}

/** Title of the page: the verdict in one or two words. */
export function verdictTitle(report: Report): string {
  if (report.error?.kind === 'unbound') return l10n.t('Needs inputs');
  if (report.error) return l10n.t('Could not be checked');
  if (report.doubt === 'missing-gradient') return l10n.t('Incomplete');
  return { correct: l10n.t('Correct'), wrong: l10n.t('Wrong'), inconclusive: l10n.t('Cannot tell') }[report.verdict];
}

/** "15 of 15", "at least 3 of 40", or nothing where none is wrong. */
export function wrongCountWords(leaf: LeafReport): string {
  return leaf.verdict === 'wrong' ? wrongCount(leaf) : '';
}

export function modeTitle(mode: PictureMode): string {
  switch (mode) {
    case 'residual':
      return l10n.t('Difference');
    case 'analytic':
      return l10n.t('Backward says');
    case 'numeric':
      return l10n.t('The cost says');
    case 'ratio':
      return l10n.t('Ratio');
  }
}

/** What a picture shows, in one sentence. */
export function modeHelp(mode: PictureMode): string {
  switch (mode) {
    case 'residual':
      return l10n.t('What backward says minus what the cost says. Empty is right.');
    case 'analytic':
      return l10n.t('The gradient that backward computes.');
    case 'numeric':
      return l10n.t('The gradient measured from the cost by central differences.');
    case 'ratio':
      return l10n.t('What backward says divided by what the cost says. Empty is 1, which is right.');
  }
}

/** How an earlier run ended. */
export function outcomeWord({ failed, verdict }: HistoryEntry): string {
  return failed ? l10n.t('could not be checked') : verdictWord(verdict);
}

/** What changed between two runs of a pair; empty where nothing did, and where there is nothing to compare. */
export function changeSince(now: HistoryEntry, before: HistoryEntry | undefined): string {
  if (!before || now.failed) return '';
  const mended = before.wrong.filter((name) => !now.wrong.includes(name));
  const broken = now.wrong.filter((name) => !before.wrong.includes(name));
  const parts = [
    mended.length > 0 && now.verdict !== 'inconclusive' ? l10n.t('no longer wrong: {0}', mended.join(', ')) : '',
    broken.length > 0 ? l10n.t('newly wrong: {0}', broken.join(', ')) : '',
    now.seed !== before.seed ? l10n.t('other inputs') : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
