import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';

/** The pair whose forward, backward or cost the line is in; the innermost where functions are nested. */
export function pairAt(facts: ModuleFacts, line: number): Pair | null {
  const holding = facts.functions
    .filter((one) => holds(one.range, line))
    .sort((one, other) => lines(one.range) - lines(other.range));
  for (const { qualifiedName } of holding) {
    const pair =
      facts.pairs.find((one) => one.backward === qualifiedName) ??
      facts.pairs.find((one) => one.forward === qualifiedName) ??
      facts.pairs.find((one) => one.costs[0] === qualifiedName);
    if (pair) return pair;
  }
  return facts.pairs.find((one) => holds(one.range, line)) ?? null;
}

function holds(range: Range, line: number): boolean {
  return range.line <= line && line <= range.endLine;
}

function lines(range: Range): number {
  return range.endLine - range.line;
}
