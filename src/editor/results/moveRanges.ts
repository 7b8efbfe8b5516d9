import type { Range } from '../../model/range.ts';
import type { LeafReport, Report } from '../../model/report.ts';

/** One edit of a text: the range that was replaced (from 1, end exclusive) and what stands there now. */
export interface TextEdit {
  range: Range;
  text: string;
}

/**
 * Moves a range along with edits that the user makes, so that a squiggle stays on its line while its report is stale.
 * Edits inside the range keep it; a range whose text is replaced as a whole shrinks to the replacement.
 */
export function moveRange<R extends Range>(range: R, edits: readonly TextEdit[]): R {
  return edits.reduce((moved, edit) => moveByOne(moved, edit), range);
}

/** The report with every place in `file` moved. */
export function moveReport(report: Report, file: string, edits: readonly TextEdit[]): Report {
  const moveLeaf = (leaf: LeafReport): LeafReport =>
    leaf.site?.file === file ? { ...leaf, site: moveRange(leaf.site, edits) } : leaf;
  const own = report.file === file;
  return {
    ...report,
    range: own ? moveRange(report.range, edits) : report.range,
    forwardRange: own && report.forwardRange ? moveRange(report.forwardRange, edits) : report.forwardRange,
    leaves: report.leaves.map(moveLeaf),
    error: report.error?.file === file ? moveFault(report.error, edits) : report.error,
  };
}

function moveFault(error: NonNullable<Report['error']>, edits: readonly TextEdit[]): Report['error'] {
  if (error.line === null) return error;
  const column = error.column ?? 1;
  const moved = moveRange({ line: error.line, column, endLine: error.line, endColumn: column }, edits);
  return { ...error, line: moved.line, column: error.column === null ? null : moved.column };
}

function moveByOne<R extends Range>(range: R, edit: TextEdit): R {
  const start = movePosition(range.line, range.column, edit, true);
  const end = movePosition(range.endLine, range.endColumn, edit, false);
  return { ...range, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** `sticksRight`: text that is inserted exactly at the position pushes it to the right. */
function movePosition(
  line: number,
  column: number,
  { range, text }: TextEdit,
  sticksRight: boolean,
): { line: number; column: number } {
  const before = line < range.line || (line === range.line && column < range.column);
  if (before || (!sticksRight && line === range.line && column === range.column)) return { line, column };
  const lines = text.split(/\r\n|\r|\n/);
  const lastLine = lines.at(-1) ?? '';
  const end = {
    line: range.line + lines.length - 1,
    column: lines.length === 1 ? range.column + lastLine.length : lastLine.length + 1,
  };
  const inside = line < range.endLine || (line === range.endLine && column < range.endColumn);
  if (inside) return end;
  return line === range.endLine
    ? { line: end.line, column: end.column + column - range.endColumn }
    : { line: line + end.line - range.endLine, column };
}
