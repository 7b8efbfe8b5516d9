import type { Range } from '../../model/range.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import { openSource } from '../documents/places.ts';

/** Where the forward function first uses a parameter, read from the open source; null where it is not seen. */
export function parameterPlace(report: Report, leaf: LeafReport): Range | null {
  const name = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(leaf.name)?.[0];
  const lines = openSource(report.file)?.code.split(/\r\n|\r|\n/);
  if (!name || !lines || !report.forwardRange) return null;
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
  const last = Math.min(lines.length, report.forwardRange.line + 200);
  for (let line = report.forwardRange.line; line <= last; line++) {
    const found = word.exec(lines[line - 1] ?? '');
    if (!found) continue;
    const column = found.index + 1;
    return { line, column, endLine: line, endColumn: column + name.length };
  }
  return null;
}
