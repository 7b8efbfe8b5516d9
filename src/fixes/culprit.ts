import type { FixCandidate, Scene } from './candidate.ts';
import { offsetOf } from './statements.ts';

/** Longer pieces are no small change to whoever reads the title of a fix. */
const longest = 60;

/** The change with which the check found the gradient right, where it looked for the line of the mistake. */
export function culpritFixes({ text, cause }: Scene): FixCandidate[] {
  const { line, column, was, now } = cause?.constants ?? {};
  if (typeof line !== 'number' || typeof column !== 'number' || typeof was !== 'string' || typeof now !== 'string')
    return [];
  const start = offsetOf(text, line, column);
  const end = start + was.length;
  const isShort = [was, now].every((one) => one.length <= longest && !one.includes('\n'));
  if (!isShort || text.slice(start, end) !== was) return [];
  // A sum in the place of a factor needs its parentheses; which of the two is right a check tells.
  return [now, `(${now})`].map((to) => ({
    words: { kind: 'replace', from: was, to },
    change: { start, end, text: to },
  }));
}
