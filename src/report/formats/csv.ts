import type { Report } from '../../model/report.ts';
import { plainNumber } from '../numbers.ts';
import { entryName } from '../names.ts';

const header = ['flat', 'entry', 'verdict', 'analytic', 'numeric', 'error'];

/** The entries that a report lists (the worst of every leaf), one per line, in full precision (RFC 4180). */
export function reportCsv(report: Report): string {
  const rows = report.leaves.flatMap((leaf) =>
    leaf.worst.map((entry) => [
      String(entry.flat),
      entryName(leaf, entry.flat),
      entry.verdict,
      ...[entry.analytic, entry.numeric, entry.error].map((value) => String(plainNumber(value))),
    ]),
  );
  return [header, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

function quote(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
