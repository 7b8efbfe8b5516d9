import type { LeafReport, Report } from '../model/report.ts';
import { entryName, textbookGradient } from './names.ts';
import { formatCount, formatDifference, formatShape, formatValue } from './numbers.ts';
import { gradeWords } from './words.ts';

const mostEntries = 10;
const signs = { correct: '✓', wrong: '✗', inconclusive: '?' };

/** A report for a chat, an issue or a merge request; bounded in size. `file` is the path as the reader knows it. */
export function reportMarkdown(report: Report, file: string): string {
  const lines = [
    `### ${signs[report.verdict]} Gradient check of \`${report.backward}\` (${file}:${String(report.range.line)})`,
    '',
    report.headline,
  ];
  if (report.textbook) lines.push('', textbookSentence(report.textbook));
  if (report.leaves.length > 0) lines.push('', ...leafTable(report));
  for (const leaf of report.leaves.filter((one) => one.verdict === 'wrong')) lines.push('', ...wrongLeaf(leaf));
  if (report.notes.length > 0) lines.push('', ...report.notes.map((note) => `- ${note.message}`));
  lines.push('', footer(report));
  return lines.join('\n');
}

function textbookSentence(textbook: NonNullable<Report['textbook']>): string {
  const shown = `Textbook difference: ${formatDifference(textbook.difference)} at ε = ${formatValue(textbook.epsilon)}`;
  return `${shown} (${gradeWords(textbook.grade)}).`;
}

function leafTable(report: Report): string[] {
  const row = (leaf: LeafReport): string => {
    const difference = leaf.difference === null ? '' : formatDifference(leaf.difference);
    const wrong = leaf.verdict === 'wrong' ? `${formatCount(leaf.wrongEntries)} of ${formatCount(leaf.size)}` : '';
    const site = leaf.site ? String(leaf.site.line) : '';
    const cells = [signs[leaf.verdict], textbookGradient(leaf), formatShape(leaf.shape), difference, wrong, site];
    return `| ${cells.map(cell).join(' | ')} |`;
  };
  const head = '| | gradient | shape | difference | wrong entries | line |';
  return [head, '|---|---|---|---|---|---|', ...report.leaves.slice(0, 100).map(row)];
}

function wrongLeaf(leaf: LeafReport): string[] {
  const lines = [`**${textbookGradient(leaf)}**: ${leaf.cause?.message ?? 'no known cause fits.'}`];
  if (leaf.cause) lines.push(leaf.cause.advice);
  const wrong = leaf.worst.filter((entry) => entry.verdict === 'wrong').slice(0, mostEntries);
  if (wrong.length === 0) return lines;
  lines.push('', '| entry | θ index | backward says | the cost says | ± |', '|---|---|---|---|---|');
  for (const { flat, analytic, numeric, error } of wrong) {
    const values = [analytic, numeric, error].map(formatValue);
    lines.push(`| ${[entryName(leaf, flat), String(flat), ...values].map(cell).join(' | ')} |`);
  }
  return lines;
}

function footer(report: Report): string {
  const parts = [
    report.inputs ? `inputs: ${report.inputs.description}, seed ${String(report.inputs.seed)}` : '',
    report.evaluations > 0 ? `${formatCount(report.evaluations)} evaluations (${report.method})` : '',
    report.host,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
