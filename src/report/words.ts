import * as l10n from '@vscode/l10n';
import type { Doubt, LeafReport, Report } from '../model/report.ts';
import { missingGradients } from './missingGradients.ts';
import { listNames, shortName, textbookGradient } from './names.ts';
import { formatCount, formatDifference, formatValue, plainNumber } from './numbers.ts';

/** The lens: verdict first, then the textbook's number. One line, no markup. */
export function lensTitle(report: Report): string {
  if (report.error) return `${report.error.kind === 'unbound' ? '?' : '!'} ${faultTitle(report)}`;
  if (report.verdict === 'wrong') return `✗ ${l10n.t('{0} wrong', wrongList(report))}${differenceTail(report)}`;
  if (report.verdict === 'inconclusive') {
    return `? ${l10n.t('cannot tell: {0}', doubtWords(report.doubt))}${differenceTail(report)}`;
  }
  const missing = missingGradients(report) === null ? '' : ` · ${l10n.t('a gradient is missing')}`;
  return `✓ ${l10n.t('correct')}${missing}${roundOffTail(report)}`;
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
  if (report.verdict === 'inconclusive') {
    return l10n.t('No verdict on {0}: {1}', report.backward, doubtSentence(report.doubt));
  }
  const wrong = wrongLeaves(report);
  const names = listNames(wrong.map(textbookGradient), 6);
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
  if (leaf.cause) parts.push(sentence(leaf.cause.message), sentence(leaf.cause.advice));
  else {
    const { gradientName } = leaf;
    parts.push(l10n.t('No known cause fits: review how {0} is computed in {1}.', gradientName, report.backward));
  }
  parts.push(...leaf.notes.map((note) => note.message));
  return parts.join(' ');
}

/** How many entries are wrong, and the one that is by most. */
export function wrongSentence(leaf: LeafReport): string {
  return `${textbookGradient(leaf)}: ${entriesPhrase(leaf)}${largestPhrase(leaf)}.`;
}

/** What stands behind the line of a site: "✗ 2 × in 15 of 15". */
export function inlineWords(leaf: LeafReport): string {
  if (leaf.verdict === 'correct') return `✓ ${l10n.t('correct')}`;
  if (leaf.verdict === 'inconclusive') return `? ${doubtWords(leaf.doubt)}`;
  const what = leaf.cause?.label ?? l10n.t('wrong');
  return `✗ ${l10n.t('{0} in {1}', what, wrongCount(leaf))}`;
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

/** Why there is no verdict, in two or three words. */
export function doubtWords(doubt: Doubt | null): string {
  switch (doubt) {
    case 'kink':
      return l10n.t('a kink (ReLU, max or abs at its corner)');
    case 'noise':
      return l10n.t('the cost is too noisy');
    case 'not-smooth':
      return l10n.t('the cost is not smooth here');
    case 'fault':
      return l10n.t('some points could not be computed');
    case 'cost-unknown':
      return l10n.t('the file names no cost, and no usual one fits');
    case 'inputs-unknown':
      return l10n.t('nothing says what backward is called with');
    case 'cost-constant':
      return l10n.t('the cost does not react to any parameter with these inputs');
    case 'softmax-diagonal':
      return l10n.t("p·(1 − p) is the diagonal of softmax's Jacobian, not a gradient");
    case 'logit-derivative':
      return l10n.t('this is the derivative by the scores before sigmoid or softmax, not by what they return');
    case 'adaptive-update':
      return l10n.t('the weights change by the sign of the gradient only');
    case 'not-checked':
    case null:
      return l10n.t('not checked');
  }
}

/** Why there is no verdict, with what to do. */
function doubtSentence(doubt: Doubt | null): string {
  if (doubt === 'cost-unknown') {
    return l10n.t(
      '{0}. Say which cost backward differentiates, in an inputs file (Create Gradient Check Inputs); if it is one of the usual ones, backward is wrong.',
      doubtWords(doubt),
    );
  }
  if (doubt === 'inputs-unknown') {
    return l10n.t(
      '{0}, so an argument of it was drawn at random, and no gradient agrees then. Say what it is called with (Create Gradient Check Inputs).',
      doubtWords(doubt),
    );
  }
  if (doubt === 'cost-constant') {
    return l10n.t(
      '{0}, which were made up from the text: they may have another form than the cost expects. Say what the functions are called with (Create Gradient Check Inputs).',
      doubtWords(doubt),
    );
  }
  if (doubt === 'softmax-diagonal') {
    return l10n.t(
      '{0}: each output of softmax depends on every input. Backpropagate with an upstream gradient, dz = p·(dout − Σ dout·p), or with the cross-entropy behind it, dz = p − y. Where p·(1 − p) is multiplied with an error instead, that is a bug.',
      doubtWords(doubt),
    );
  }
  if (doubt === 'logit-derivative') {
    return l10n.t(
      '{0}. It is right where it starts a backward pass at those scores (dz = p − y). Multiplied with the derivative of the sigmoid or softmax once more, it is a bug. To check it, hand the loss the scores instead.',
      doubtWords(doubt),
    );
  }
  if (doubt === 'adaptive-update') {
    return l10n.t(
      '{0}, as in the first step of Adam or RMSprop: the gradient itself cannot be read from that. Return it, keep it in a field, or check with plain gradient descent.',
      doubtWords(doubt),
    );
  }
  return l10n.t('{0}. Try other inputs (another seed), or look at the entries in the panel.', doubtWords(doubt));
}

function correctHeadline(report: Report): string {
  const count = formatCount(report.size);
  const { backward } = report;
  if (missingGradients(report) !== null) {
    return l10n.t('{0} is correct in what it returns, but a gradient is missing.', backward);
  }
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

function wrongList(report: Report): string {
  const names = wrongLeaves(report).map((leaf) =>
    leaf.cause ? `${shortName(leaf.gradientName)} (${leaf.cause.label})` : shortName(leaf.gradientName),
  );
  return names.length === 0 ? report.backward : listNames(names);
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
  if (leaf.size === 1) return l10n.t('wrong');
  const wrong = l10n.t('{0} entries wrong', wrongCount(leaf));
  if (leaf.hiddenEntries === 0) return wrong;
  return leaf.hiddenEntries === 1
    ? l10n.t('{0} (one of them is 0 with these inputs)', wrong)
    : l10n.t('{0} ({1} of them are 0 with these inputs)', wrong, formatCount(leaf.hiddenEntries));
}

function largestPhrase(leaf: LeafReport): string {
  const worst = leaf.worst[0];
  if (!worst) return '';
  const values = l10n.t(
    'backward says {0}, the cost says {1}',
    formatValue(worst.analytic),
    formatValue(worst.numeric),
  );
  if (worst.index.length === 0) return `: ${values}`;
  return `; ${l10n.t('largest at [{0}] (θ index {1})', worst.index.join(','), worst.flat)}: ${values}`;
}

/** Closes a sentence that has no full stop yet. */
function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
