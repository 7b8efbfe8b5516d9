import type { LeafReport, Report } from '../../model/report.ts';
import { missingGradients } from '../missingGradients.ts';
import { entryName, textbookGradient } from '../names.ts';
import { formatDifference, formatShape, formatValue } from '../numbers.ts';

const signs = { correct: '✓', wrong: '✗', inconclusive: '?' };

/** A summary for a pull request or an issue: one heading per pair, one row per gradient. */
export function markdownReports(reports: Report[], relative: (file: string) => string): string {
  const count = (verdict: Report['verdict']): number => reports.filter((report) => report.verdict === verdict).length;
  const title = `## Gradient check: ${String(count('correct'))} correct, ${String(count('wrong'))} wrong, ${String(count('inconclusive'))} without a verdict`;
  return `${[title, ...reports.map((report) => reportMarkdown(report, relative(report.file)))].join('\n\n')}\n`;
}

/** One report as a section; `file` is the path as the reader knows it. */
export function reportMarkdown(report: Report, file: string): string {
  const place = `\`${file}:${String(report.range.line)}\``;
  const lines = [`### ${signs[report.verdict]} ${escape(report.backward)} (${place})`, '', escape(report.headline)];
  const missing = report.error ? null : missingGradients(report);
  if (missing !== null) lines.push('', escape(missing));
  if (report.textbook) lines.push('', `Textbook difference: ${formatDifference(report.textbook.difference)}`);
  if (report.leaves.length > 0) lines.push('', ...table(report));
  return lines.join('\n');
}

function table(report: Report): string[] {
  const head = [
    '| | gradient | shape | difference | wrong entries | worst entry | cause |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  return [...head, ...report.leaves.map((leaf) => `| ${cells(leaf).map(escape).join(' | ')} |`)];
}

function cells(leaf: LeafReport): string[] {
  const [worst] = leaf.worst;
  const entry =
    worst && leaf.verdict === 'wrong'
      ? `${entryName(leaf, worst.flat)}: backward ${formatValue(worst.analytic)}, cost ${formatValue(worst.numeric)}`
      : '';
  return [
    signs[leaf.verdict],
    textbookGradient(leaf),
    formatShape(leaf.shape),
    leaf.difference === null ? '' : formatDifference(leaf.difference),
    `${leaf.wrongIsBound ? '≥ ' : ''}${String(leaf.wrongEntries)} of ${String(leaf.size)}`,
    entry,
    leaf.cause?.message ?? '',
  ];
}

/** Text from user code must not become markup. */
function escape(text: string): string {
  return text.replaceAll('\n', ' ').replace(/[\\`*_[\]<>|#]/gu, '\\$&');
}
