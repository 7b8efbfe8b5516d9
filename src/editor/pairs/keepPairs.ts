import type { ModuleFacts, Pair } from '../../model/facts.ts';

/**
 * A half-typed file often loses functions to the parser. Pairs that were there before and whose backward is still
 * named in the text are kept, at the line where that name now stands.
 */
export function keepPairs(before: ModuleFacts | undefined, now: ModuleFacts, text: string): ModuleFacts {
  if (!before || !now.hasSyntaxErrors) return now;
  const found = new Set(now.pairs.map((pair) => pair.id));
  const lines = text.split(/\r\n|\r|\n/);
  const kept = before.pairs
    .filter((pair) => !found.has(pair.id))
    .map((pair) => movedTo(pair, lines))
    .filter((pair) => pair !== null);
  if (kept.length === 0) return now;
  const functions = before.functions.filter((one) => !now.functions.some((other) => sameName(one, other)));
  return { ...now, pairs: [...now.pairs, ...kept], functions: [...now.functions, ...functions] };
}

function sameName(one: { qualifiedName: string }, other: { qualifiedName: string }): boolean {
  return one.qualifiedName === other.qualifiedName;
}

/** The pair at the line nearest to its old one that still names its backward; null where none does. */
function movedTo(pair: Pair, lines: string[]): Pair | null {
  const name = pair.backward.split('.').at(-1) ?? pair.backward;
  const word = new RegExp(`(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`, 'u');
  let nearest: number | null = null;
  for (const [at, line] of lines.entries()) {
    const isNearer = nearest === null || Math.abs(at + 1 - pair.range.line) < Math.abs(nearest - pair.range.line);
    if (isNearer && word.test(line)) nearest = at + 1;
  }
  if (nearest === null) return null;
  const shift = nearest - pair.range.line;
  return { ...pair, range: { ...pair.range, line: nearest, endLine: pair.range.endLine + shift } };
}
