import type { Report, SafeNumber } from '../model/report.ts';
import { applyChange, type FixCandidate } from './candidate.ts';

/** Checks the pair with another text of its file; the seed chooses the inputs. Null where the check was given up. */
export type CheckText = (text: string, seed: number) => Promise<Report | null>;

export interface ProofRequest {
  text: string;
  /** What the check says of that text. */
  report: Report;
  /** Name of the wrong leaf. */
  leaf: string;
  candidates: readonly FixCandidate[];
  check: CheckText;
  /** Asked before every check: true ends the search. */
  isOver(): boolean;
}

/**
 * The first change after which the check finds the gradient correct, with the inputs of the report and with other
 * ones, while everything that was correct stays so and the cost is the same. Null where none is proven.
 */
export async function provenFix(request: ProofRequest): Promise<FixCandidate | null> {
  const { report, leaf, candidates, check } = request;
  const seed = report.inputs?.seed ?? 1;
  for (const candidate of candidates) {
    if (request.isOver()) return null;
    const text = applyChange(request.text, candidate.change);
    const after = await check(text, seed);
    if (!after || !isMended(report, after, leaf) || !sameCost(report.cost, after.cost)) continue;
    if (request.isOver()) return null;
    const again = await check(text, seed + 1);
    if (again && isMended(report, again, leaf)) return candidate;
  }
  return null;
}

function isMended(before: Report, after: Report, wanted: string): boolean {
  if (after.error) return false;
  const isCorrect = (name: string): boolean => after.leaves.find((leaf) => leaf.name === name)?.verdict === 'correct';
  return isCorrect(wanted) && before.leaves.every(({ name, verdict }) => verdict !== 'correct' || isCorrect(name));
}

/** A change of the gradient leaves the cost as it is; one that changes both mends nothing. */
function sameCost(before: SafeNumber | null, after: SafeNumber | null): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return before === after;
  return Math.abs(before - after) <= 1e-9 * Math.max(Math.abs(before), Math.abs(after), 1e-300);
}
