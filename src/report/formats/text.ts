import type { LeafReport, Note, Report } from '../../model/report.ts';
import { entryName, textbookGradient, textbookName } from '../names.ts';
import { formatCount, formatDifference, formatDuration, formatError, formatShape, formatValue } from '../numbers.ts';
import { isRightInWhatItReturns } from '../missingGradients.ts';
import { doubtWords } from '../doubts.ts';
import { diagnosticMessage, gradeWords, wrongSentence } from '../words.ts';

/** Colours are the terminal's business; a format without them uses `plain`. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  unsure(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

const same = (text: string): string => text;
export const plain: Paint = { good: same, bad: same, unsure: same, faint: same, strong: same };

const mostEntries = 5;

/** One report for a terminal; `file` is the path as the user wants to see it, '' for none. Ends without a newline. */
export function reportText(report: Report, file: string, paint: Paint = plain): string {
  const lines = [titleLine(report, file, paint), `  ${report.headline}`];
  if (report.error) lines.push(...errorLines(report, file));
  if (report.textbook) lines.push(`  ${textbookLine(report)}`);
  lines.push(...report.leaves.flatMap((leaf) => leafLines(report, leaf, file, paint)));
  lines.push(...report.notes.map((note) => noteLine(note, paint)));
  lines.push(paint.faint(`  ${summaryLine(report)}`));
  return lines.join('\n');
}

function titleLine(report: Report, file: string, paint: Paint): string {
  const sign = { correct: paint.good('✓'), wrong: paint.bad('✗'), inconclusive: paint.unsure('?') }[report.verdict];
  const forward =
    report.forward && report.forward !== report.backward ? paint.faint(` (forward: ${report.forward})`) : '';
  const place = file === '' ? '' : `  ${file}:${String(report.range.line)}`;
  return `${sign} ${paint.strong(report.backward)}${forward}${place}`;
}

function errorLines(report: Report, file: string): string[] {
  const { error, question } = report;
  const lines: string[] = [];
  if (error?.file && error.line !== null)
    lines.push(
      `  at ${error.file === report.file ? file : error.file}:${String(error.line)}:${String(error.column ?? 1)}`,
    );
  if (question) {
    lines.push(
      `  Add to its doc comment:  @gradcheck ${question.tag}`,
      `  or write ${question.file.name} beside it: gradient-check check ${file} --init`,
    );
  }
  return lines;
}

function textbookLine(report: Report): string {
  const textbook = report.textbook;
  if (!textbook) return '';
  const bold = textbook.boldDifference;
  // The textbook's own reading is always shown; beside "correct" it needs a word, or "certainly a bug" would contradict it.
  const isRoundOff = isRightInWhatItReturns(report) && textbook.grade !== 'excellent';
  const saysMore = bold !== null && (isRoundOff || formatDifference(bold) !== formatDifference(textbook.difference));
  const better = saysMore ? `${isRoundOff ? 'here round-off: ' : ''}${formatDifference(bold)} with a better step` : '';
  const reading = [gradeWords(textbook.grade), better];
  const words = reading.filter((part) => part !== '').join('; ');
  return `textbook difference ${formatDifference(textbook.difference)} at ε = ${String(textbook.epsilon)} (${words})`;
}

function leafLines(report: Report, leaf: LeafReport, file: string, paint: Paint): string[] {
  const sign = { correct: paint.good('✓'), wrong: paint.bad('✗'), inconclusive: paint.unsure('?') }[leaf.verdict];
  const difference = leaf.difference === null ? '' : `  difference ${formatDifference(leaf.difference)}`;
  const line = `  ${sign} ${textbookGradient(leaf)}  ${formatShape(leaf.shape)}${difference}`;
  if (leaf.verdict === 'correct') return [line];
  if (leaf.verdict === 'inconclusive') return [`${line}  ${doubtWords(leaf.doubt)}`];
  const site = leaf.site ? `      ${file}:${String(leaf.site.line)}:${String(leaf.site.column)}  ` : '      ';
  const message = isExplainedAbove(report, leaf)
    ? `${wrongSentence(leaf)} The cause is the one above.`
    : diagnosticMessage(report, leaf);
  return [line, `${site}${message}`, ...entryLines(leaf, paint)];
}

/** A cause that several gradients share is told in full once: a person reads the lines from top to bottom. */
function isExplainedAbove({ leaves }: Report, leaf: LeafReport): boolean {
  const first = leaves.find(({ verdict, cause }) => verdict === 'wrong' && cause?.message === leaf.cause?.message);
  return leaf.cause !== null && leaf.notes.length === 0 && first !== leaf;
}

function entryLines(leaf: LeafReport, paint: Paint): string[] {
  const wrong = leaf.worst.filter((entry) => entry.verdict === 'wrong').slice(0, mostEntries);
  return wrong.map((entry) =>
    paint.faint(
      `        θ[${String(entry.flat)}] = ${entryName(leaf, entry.flat)}: backward ${formatValue(entry.analytic)}, cost ${formatValue(entry.numeric)} ± ${formatError(entry.error)}`,
    ),
  );
}

function noteLine(note: Note, paint: Paint): string {
  return `  ${note.severity === 'warning' ? paint.unsure('!') : paint.faint('·')} ${note.message}`;
}

function summaryLine(report: Report): string {
  const parts = [
    report.size > 0
      ? `${formatCount(report.size)} ${report.size === 1 ? 'parameter' : 'parameters'} in ${report.leaves.map((leaf) => textbookName(leaf)).join(', ')}`
      : '',
    report.evaluations > 0 ? `${formatCount(report.evaluations)} evaluations` : '',
    formatDuration(report.milliseconds),
    report.inputs ? `inputs ${report.inputs.description}, seed ${String(report.inputs.seed)}` : '',
    report.host,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
