import type { LeafReport, Report } from '../model/report.ts';
import { textbookName } from './names.ts';

const columns = ['leaf', 'flat', 'index', 'backward', 'cost', 'error', 'verdict'];

/** The listed entries of every leaf as a table (RFC 4180), one row per entry, worst first. */
export function reportCsv(report: Report): string {
  const rows = report.leaves.flatMap((leaf) => leafRows(leaf));
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}

function leafRows(leaf: LeafReport): string[][] {
  return leaf.worst.map((entry) => [
    textbookName(leaf),
    String(entry.flat),
    entry.index.join(' '),
    String(entry.analytic),
    String(entry.numeric),
    String(entry.error),
    entry.verdict,
  ]);
}

/** A field that a spreadsheet would run as a formula is written as text. */
function field(text: string): string {
  const safe = /^[=@+]|^-(?![\d.I])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
