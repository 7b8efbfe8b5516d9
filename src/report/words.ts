import type { Doubt, LeafReport, Report } from '../model/report.ts';
import { listNames, textbookGradient } from './names.ts';
import { formatCount, formatDifference, formatValue, plainNumber } from './numbers.ts';

/** The lens: verdict first, then the textbook's number. One line, no markup. */
export function lensTitle(report: Report): string {
  if (report.error) return `${report.error.kind === 'unbound' ? '?' : '!'} ${faultTitle(report)}`;
  if (report.verdict === 'wrong') return `✗ ${wrongList(report)} wrong${differenceTail(report)}`;
  if (report.verdict === 'inconclusive') return `? cannot tell: ${doubtWords(report.doubt)}${differenceTail(report)}`;
  return `✓ correct${roundOffTail(report)}`;
}

/** The verdict in one sentence, for the panel, the command line and the notification. */
export function headline(report: Report): string {
  if (report.error) return report.error.message;
  if (report.verdict === 'correct') return correctHeadline(report);
  if (report.verdict === 'inconclusive') {
    return `No verdict on ${report.backward}: ${doubtSentence(report.doubt)}`;
  }
  const wrong = wrongLeaves(report);
  const share = `${String(wrong.length)} of ${String(report.leaves.length)} gradients`;
  const cause = report.cause ? ` ${sentence(report.cause.message)}` : '';
  const names = wrong.map((leaf) => textbookGradient(leaf));
  return `${report.backward} computes ${listNames(names, 6)} wrong (${share}).${cause}`;
}

/** What stands under the squiggle of one wrong gradient. */
export function diagnosticMessage(report: Report, leaf: LeafReport): string {
  const name = textbookGradient(leaf);
  const parts = [`${name}: ${entriesPhrase(leaf)}${largestPhrase(leaf)}.`];
  if (leaf.cause) parts.push(sentence(leaf.cause.message), sentence(leaf.cause.advice));
  else parts.push(`No known cause fits: review how ${leaf.gradientName} is computed in ${report.backward}.`);
  parts.push(...leaf.notes.map((note) => note.message));
  return parts.join(' ');
}

/** What stands behind the line of a site: "✗ 2 × in 15 of 15". */
export function inlineWords(leaf: LeafReport): string {
  if (leaf.verdict === 'correct') return '✓ correct';
  if (leaf.verdict === 'inconclusive') return `? ${doubtWords(leaf.doubt)}`;
  const count = `${atLeast(leaf)}${formatCount(leaf.wrongEntries)} of ${formatCount(leaf.size)}`;
  return leaf.cause ? `✗ ${leaf.cause.label} in ${count}` : `✗ wrong in ${count}`;
}

/** The textbook's reading of its own number. */
export function gradeWords(grade: 'excellent' | 'warning' | 'error' | 'critical'): string {
  switch (grade) {
    case 'excellent':
      return 'excellent';
    case 'warning':
      return 'a warning: double-check the components';
    case 'error':
      return 'an error: likely a bug';
    case 'critical':
      return 'critical: certainly a bug';
  }
}

/** Why there is no verdict, in two or three words. */
export function doubtWords(doubt: Doubt | null): string {
  switch (doubt) {
    case 'kink':
      return 'a kink (ReLU, max or abs at its corner)';
    case 'noise':
      return 'the cost is too noisy';
    case 'not-smooth':
      return 'the cost is not smooth here';
    case 'fault':
      return 'some points could not be computed';
    case 'cost-unknown':
      return 'the file names no cost, and no usual one fits';
    case 'not-checked':
    case null:
      return 'not checked';
  }
}

/** Why there is no verdict, with what to do. */
function doubtSentence(doubt: Doubt | null): string {
  if (doubt === 'cost-unknown') {
    return `${doubtWords(doubt)}. Say which cost backward differentiates, in an inputs file (Create Gradient Check Inputs); if it is one of the usual ones, backward is wrong.`;
  }
  return `${doubtWords(doubt)}. Try other inputs (another seed), or look at the entries in the panel.`;
}

function correctHeadline(report: Report): string {
  const count = formatCount(report.size);
  const how =
    report.method === 'exact'
      ? `${report.size === 1 ? 'its gradient agrees' : `all ${count} gradient entries agree`} with the cost`
      : `every gradient agrees with the cost along random directions (${formatCount(report.evaluations)} evaluations for ${count} entries)`;
  return `${report.backward} is correct: ${how}.`;
}

function wrongLeaves(report: Report): LeafReport[] {
  return report.leaves.filter((leaf) => leaf.verdict === 'wrong');
}

function wrongList(report: Report): string {
  const names = wrongLeaves(report).map((leaf) =>
    leaf.cause ? `${leaf.gradientName} (${leaf.cause.label})` : leaf.gradientName,
  );
  return names.length === 0 ? report.backward : listNames(names);
}

function differenceTail(report: Report): string {
  return report.textbook ? ` · difference ${formatDifference(report.textbook.difference)}` : '';
}

/** Where the textbook's number is above its own "excellent" although nothing is wrong, the tail says that it is round-off. */
function roundOffTail(report: Report): string {
  const textbook = report.textbook;
  if (!textbook) return ` · ${formatCount(report.evaluations)} evaluations`;
  const shown = formatDifference(textbook.difference);
  const bold = textbook.boldDifference;
  const isRoundOff =
    textbook.grade !== 'excellent' && bold !== null && plainNumber(bold) < plainNumber(textbook.difference);
  return isRoundOff ? ` · ${shown} (round-off; ${formatDifference(bold)} with a better step)` : ` · ${shown}`;
}

function faultTitle(report: Report): string {
  const error = report.error;
  if (!error) return '';
  if (error.kind === 'unbound') return 'needs inputs';
  const first = error.message.split('\n', 1)[0] ?? '';
  return first.length > 90 ? `${first.slice(0, 89)}…` : first;
}

function atLeast(leaf: LeafReport): string {
  return leaf.wrongIsBound ? 'at least ' : '';
}

function entriesPhrase(leaf: LeafReport): string {
  if (leaf.size === 1) return 'wrong';
  const hidden = leaf.hiddenEntries > 0 ? ` (${formatCount(leaf.hiddenEntries)} of them are 0 with these inputs)` : '';
  return `${atLeast(leaf)}${formatCount(leaf.wrongEntries)} of ${formatCount(leaf.size)} entries wrong${hidden}`;
}

function largestPhrase(leaf: LeafReport): string {
  const worst = leaf.worst[0];
  if (!worst) return '';
  const place = worst.index.length > 0 ? `; largest at [${worst.index.join(',')}] (θ index ${String(worst.flat)})` : '';
  return `${place}: backward says ${formatValue(worst.analytic)}, the cost says ${formatValue(worst.numeric)}`;
}

/** Closes a sentence that has no full stop yet. */
function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
