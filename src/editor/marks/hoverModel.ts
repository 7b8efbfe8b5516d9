import * as l10n from '@vscode/l10n';
import type { Range } from '../../model/range.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import { entryName, textbookGradient } from '../../report/names.ts';
import { formatDifference, formatShape, formatValue } from '../../report/numbers.ts';
import { lensTitle } from '../../report/words.ts';

const mostLeaves = 8;
const mostEntries = 3;
const signs = { correct: '✓', wrong: '✗', inconclusive: '?' };

/** The leaves that a hover at a place speaks of: those computed there, or all of them at the name of backward. */
export function leavesAt(report: Report, file: string, line: number, column: number): LeafReport[] {
  const here = report.leaves.filter((leaf) => leaf.site?.file === file && holds(leaf.site, line, column));
  if (here.length > 0) return here;
  return report.file === file && holds(report.range, line, column) ? report.leaves : [];
}

/** A small table in Markdown; `links` stand above it, where they are seen without scrolling. */
export function hoverMarkdown(report: Report, leaves: LeafReport[], links: string): string {
  const [only] = leaves;
  const title = `**${l10n.t('Gradient check')}:** ${escape(lensTitle(report))}`;
  const lines = only && leaves.length === 1 ? leafLines(only) : [title, '', ...table(leaves)];
  const [head = '', ...rest] = lines;
  return [`${head} · ${links}`, ...rest].join('\n');
}

/** What the squiggle's own message above does not say: the entries. */
function leafLines(leaf: LeafReport): string[] {
  const difference = leaf.difference === null ? '' : `, ${l10n.t('difference {0}', formatDifference(leaf.difference))}`;
  const name = `**${escape(textbookGradient(leaf))}**`;
  const lines = [`${signs[leaf.verdict]} ${name} ${formatShape(leaf.shape)}${difference}`, ''];
  const worst = leaf.worst.filter((entry) => entry.verdict === 'wrong').slice(0, mostEntries);
  if (worst.length === 0) return lines;
  lines.push(heading([l10n.t('entry'), l10n.t('backward says'), l10n.t('the cost says')]));
  for (const { flat, analytic, numeric } of worst) {
    lines.push(`| ${escape(entryName(leaf, flat))} | ${formatValue(analytic)} | ${formatValue(numeric)} |`);
  }
  return lines;
}

function table(leaves: LeafReport[]): string[] {
  const rows = leaves.slice(0, mostLeaves).map((leaf) => {
    const difference = leaf.difference === null ? '' : formatDifference(leaf.difference);
    return `| ${signs[leaf.verdict]} | ${escape(textbookGradient(leaf))} | ${formatShape(leaf.shape)} | ${difference} |`;
  });
  const more = leaves.length - rows.length;
  const rest = more > 0 ? ['', l10n.t('and {0} more', more)] : [];
  return [heading(['', l10n.t('gradient'), l10n.t('shape'), l10n.t('difference')]), ...rows, ...rest];
}

function heading(titles: string[]): string {
  // VS Code sets the columns of a table so close that two titles read as one.
  return `| ${titles.join('&nbsp;&nbsp; | ')} |\n${'|---'.repeat(titles.length)}|`;
}

/** Names come from the user's code: nothing in them may become a link, a picture or a table's edge. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~$]/g, '\\$&').replace(/\s+/g, ' ');
}

function holds(range: Range, line: number, column: number): boolean {
  const afterStart = line > range.line || (line === range.line && column >= range.column);
  return afterStart && (line < range.endLine || (line === range.endLine && column <= range.endColumn));
}
