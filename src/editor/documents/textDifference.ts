import type { TextEdit } from '../results/moveRanges.ts';

/** One edit that turns a text into another: all between their common beginning and end. Null where they are the same. */
export function textDifference(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const from = position(before, start);
  const to = position(before, before.length - tail);
  return {
    range: { line: from.line, column: from.column, endLine: to.line, endColumn: to.column },
    text: after.slice(start, after.length - tail),
  };
}

/** Line and column, from 1, of an offset; lines end with \n. */
function position(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
