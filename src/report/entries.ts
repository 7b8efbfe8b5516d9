import type { EntryResult, LeafResult } from '../check/result.ts';
import type { EntryReport, Verdict } from '../model/report.ts';
import type { Leaf } from '../model/target.ts';
import { entryIndex } from './names.ts';
import { safeNumber } from './numbers.ts';

const mostWorst = 100;
const mostOfCorrect = 10;
const verdicts: Verdict[] = ['correct', 'wrong', 'inconclusive'];

/** The entries that a person looks at first: wrong and doubtful ones, else the largest residuals of the sweep. */
export function worstEntries(leaf: Leaf, analytic: Float64Array, result: LeafResult): EntryReport[] {
  if (result.entries.length > 0) return result.entries.slice(0, mostWorst).map((entry) => entryReport(leaf, entry));
  return largestResiduals(leaf, analytic, result).map((entry) => entryReport(leaf, entry));
}

function entryReport(leaf: Leaf, entry: EntryResult): EntryReport {
  return {
    flat: entry.flat,
    index: entryIndex(leaf, entry.flat),
    analytic: safeNumber(entry.analytic),
    numeric: safeNumber(entry.numeric),
    error: safeNumber(entry.error),
    verdict: entry.verdict,
    doubt: entry.doubt,
    slopes: entry.slopes ? [safeNumber(entry.slopes[0]), safeNumber(entry.slopes[1])] : null,
  };
}

function largestResiduals(leaf: Leaf, analytic: Float64Array, result: LeafResult): EntryResult[] {
  const sweep = result.sweep;
  if (!sweep) return [];
  // A doubt that no entry has by itself is one of the whole leaf: then none of them is known to be right.
  const { doubt } = result;
  const verdictAt = (at: number): Verdict =>
    result.verdict === 'inconclusive' ? 'inconclusive' : (verdicts[sweep.verdict[at] ?? 2] ?? 'inconclusive');
  const residual = (at: number): number => Math.abs((analytic[at] ?? 0) - (sweep.numeric[at] ?? 0));
  return largest(leaf.size, mostOfCorrect, residual).map((at) => ({
    flat: leaf.offset + at,
    analytic: analytic[at] ?? NaN,
    numeric: sweep.numeric[at] ?? NaN,
    error: sweep.error[at] ?? NaN,
    verdict: verdictAt(at),
    doubt,
    slopes: null,
  }));
}

/** Indices of the `count` largest values, largest first, in one pass. */
function largest(size: number, count: number, value: (at: number) => number): number[] {
  const best: number[] = [];
  for (let at = 0; at < size; at++) {
    if (best.length === count && value(at) <= value(best.at(-1) ?? 0)) continue;
    const place = best.findIndex((other) => value(at) > value(other));
    best.splice(place === -1 ? best.length : place, 0, at);
    if (best.length > count) best.pop();
  }
  return best;
}
