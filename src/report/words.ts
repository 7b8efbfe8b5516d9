import * as l10n from '@vscode/l10n';
import type { Cause, LeafReport, Report } from '../model/report.ts';
import { doubtSentence, doubtWords } from './doubts.ts';
import { missingGradients } from './missingGradients.ts';
import { listNames, shortName, textbookGradient } from './names.ts';
import { formatCount, formatDifference, formatValue, plainNumber } from './numbers.ts';

/** The lens: verdict first, then the textbook's number. One line, no markup. */
export function lensTitle(report: Report): string {
  if (report.error) return `${report.error.kind === 'unbound' ? '?' : '!'} ${faultTitle(report)}`;
  if (report.verdict === 'wrong') return `✗ ${wrongWords(report)}${missingTail(report)}${differenceTail(report)}`;
  if (report.doubt === 'missing-gradient') {
    return `? ${l10n.t('a gradient is missing, the rest is correct')}${roundOffTail(report)}`;
  }
  if (report.verdict === 'inconclusive') {
    return `? ${l10n.t('cannot tell: {0}', doubtWords(report.doubt))}${differenceTail(report)}`;
  }
  return `✓ ${l10n.t('correct')}${roundOffTail(report)}`;
}

/** The verdict in one sentence and its cause in another, for the command line and the notification. */
export function headline(report: Report): string {
  const cause = report.verdict === 'wrong' && report.cause ? ` ${sentence(report.cause.message)}` : '';
  return `${verdictSentence(report)}${cause}`;
}

/** The verdict in one sentence; a fault is its own. */
export function verdictSentence(report: Report): string {
  if (report.error) return report.error.message;
  if (report.verdict === 'correct') return correctHeadline(report);
  if (report.doubt === 'missing-gradient') {
    return l10n.t('{0} is correct in what it returns, but a gradient is missing.', report.backward);
  }
  if (report.verdict === 'inconclusive') {
    return l10n.t('No verdict on {0}: {1}', report.backward, doubtSentence(report.doubt));
  }
  const wrong = wrongLeaves(report);
  if (isOwnGradient(report)) return l10n.t('{0} computes a wrong gradient.', report.backward);
  const names = listNames(wrong.map(textbookGradient), 6);
  if (report.leaves.length === 1) return l10n.t('{0} computes {1} wrong.', report.backward, names);
  return l10n.t(
    '{0} computes {1} wrong ({2} of {3} gradients).',
    report.backward,
    names,
    wrong.length,
    report.leaves.length,
  );
}

/** What stands under the squiggle of one wrong gradient. */
export function diagnosticMessage(report: Report, leaf: LeafReport): string {
  const parts = [wrongSentence(leaf)];
  const cause = namedCause(leaf);
  if (cause) parts.push(sentence(cause.message), sentence(cause.advice));
  else if (leaf.cause) parts.push(sentence(leaf.cause.advice));
  else {
    const { gradientName } = leaf;
    parts.push(l10n.t('No known cause fits: review how {0} is computed in {1}.', gradientName, report.backward));
  }
  parts.push(...hiddenSentence(leaf), ...leaf.notes.map((note) => note.message));
  return parts.join(' ');
}

/** How many entries are wrong, and the one that is by most. */
export function wrongSentence(leaf: LeafReport): string {
  return `${textbookGradient(leaf)}: ${entriesPhrase(leaf)}${largestPhrase(leaf)}.`;
}

/** What stands behind the line of a site: "✗ 2 × in all 15 entries". */
export function inlineWords(leaf: LeafReport): string {
  if (leaf.verdict === 'correct') return `✓ ${l10n.t('correct')}`;
  if (leaf.verdict === 'inconclusive') return `? ${doubtWords(leaf.doubt)}`;
  const what = namedCause(leaf)?.label ?? l10n.t('wrong');
  if (leaf.size === 1) return `✗ ${what}`;
  if (leaf.wrongEntries === leaf.size) return `✗ ${l10n.t('{0} in all {1} entries', what, formatCount(leaf.size))}`;
  return `✗ ${l10n.t('{0} in {1} entries', what, wrongCount(leaf))}`;
}

/** "15 of 15", "at least 3 of 40". */
export function wrongCount(leaf: LeafReport): string {
  const [wrong, size] = [formatCount(leaf.wrongEntries), formatCount(leaf.size)];
  return leaf.wrongIsBound ? l10n.t('at least {0} of {1}', wrong, size) : l10n.t('{0} of {1}', wrong, size);
}

/** The textbook's reading of its own number. */
export function gradeWords(grade: 'excellent' | 'warning' | 'error' | 'critical'): string {
  switch (grade) {
    case 'excellent':
      return l10n.t('excellent');
    case 'warning':
      return l10n.t('a warning: double-check the components');
    case 'error':
      return l10n.t('an error: likely a bug');
    case 'critical':
      return l10n.t('critical: certainly a bug');
  }
}

function correctHeadline(report: Report): string {
  const count = formatCount(report.size);
  const { backward } = report;
  if (report.method === 'exact') {
    return report.size === 1
      ? l10n.t('{0} is correct: its gradient agrees with the cost.', backward)
      : l10n.t('{0} is correct: all {1} gradient entries agree with the cost.', backward, count);
  }
  return l10n.t(
    '{0} is correct: every gradient agrees with the cost along random directions ({1} evaluations for {2} entries).',
    backward,
    formatCount(report.evaluations),
    count,
  );
}

function wrongLeaves(report: Report): LeafReport[] {
  return report.leaves.filter((leaf) => leaf.verdict === 'wrong');
}

/** A cause that says more than that none is known. */
function namedCause({ cause }: LeafReport): Cause | null {
  return cause?.id === 'unknown' ? null : cause;
}

/** What backward returns is the one gradient, which has no other name than its own: `tanhPrime()`. */
function isOwnGradient({ leaves, backward }: Report): boolean {
  const name = backward.slice(backward.lastIndexOf('.') + 1);
  return leaves.length === 1 && leaves[0]?.gradientName === `${name}()`;
}

function wrongWords(report: Report): string {
  const wrong = wrongLeaves(report);
  const labels = wrong.map((leaf) => namedCause(leaf)?.label);
  const names = wrong.map(({ gradientName }) => shortName(gradientName));
  // One cause of all of them is said once: a lens has little room.
  const [label] = labels;
  const isShared = label !== undefined && wrong.length > 1 && labels.every((one) => one === label);
  if (isOwnGradient(report) || isShared) {
    const words = isShared ? l10n.t('{0} wrong', listNames(names)) : l10n.t('wrong');
    return label === undefined ? words : `${words} (${label})`;
  }
  const list = names.map((name, at) => (labels[at] === undefined ? name : `${name} (${labels[at]})`));
  return l10n.t('{0} wrong', list.length === 0 ? report.backward : listNames(list));
}

/** What is wrong does not say that something else is not there at all. */
function missingTail(report: Report): string {
  return missingGradients(report) === null ? '' : `, ${l10n.t('a gradient is missing')}`;
}

function differenceTail(report: Report): string {
  if (!report.textbook) return '';
  return ` · ${l10n.t('difference {0}', formatDifference(report.textbook.difference))}`;
}

/** Where the textbook's number is above its own "excellent" although nothing is wrong, the tail says that it is round-off. */
function roundOffTail(report: Report): string {
  const textbook = report.textbook;
  if (!textbook) return ` · ${l10n.t('{0} evaluations', formatCount(report.evaluations))}`;
  const shown = formatDifference(textbook.difference);
  const bold = textbook.boldDifference;
  const isRoundOff =
    textbook.grade !== 'excellent' && bold !== null && plainNumber(bold) < plainNumber(textbook.difference);
  if (!isRoundOff) return ` · ${shown}`;
  return ` · ${l10n.t('{0} (round-off; {1} with a better step)', shown, formatDifference(bold))}`;
}

function faultTitle(report: Report): string {
  const error = report.error;
  if (!error) return '';
  if (error.kind === 'unbound') return l10n.t('needs inputs');
  const first = error.message.split('\n', 1)[0] ?? '';
  return first.length > 90 ? `${first.slice(0, 89)}…` : first;
}

function entriesPhrase(leaf: LeafReport): string {
  return leaf.size === 1 ? l10n.t('wrong') : l10n.t('{0} entries wrong', wrongCount(leaf));
}

/** Why fewer wrong entries can be seen than are counted; a cause stands for the others. */
function hiddenSentence({ hiddenEntries }: LeafReport): string[] {
  if (hiddenEntries === 0) return [];
  return [
    hiddenEntries === 1
      ? l10n.t('One of the wrong entries is 0 with these inputs, so it cannot be seen.')
      : l10n.t('{0} of the wrong entries are 0 with these inputs, so they cannot be seen.', formatCount(hiddenEntries)),
  ];
}

function largestPhrase(leaf: LeafReport): string {
  const worst = leaf.worst[0];
  if (!worst) return '';
  const values = l10n.t(
    'backward says {0}, the cost says {1}',
    formatValue(worst.analytic),
    formatValue(worst.numeric),
  );
  if (worst.index.length === 0) return `; ${values}`;
  return `; ${l10n.t('largest at [{0}] (θ index {1})', worst.index.join(','), worst.flat)}: ${values}`;
}

/** Closes a sentence that has no full stop yet. */
function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
