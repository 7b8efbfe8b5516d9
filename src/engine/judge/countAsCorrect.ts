import type { CheckResult, LeafResult } from '../../check/result.ts';
import type { Note, Verdict } from '../../model/report.ts';

/**
 * The same result with wrong leaves counted as correct, for a reason outside of backward that explains them; the note says
 * which.
 * @param isExplained which of the wrong leaves the reason explains
 */
export function countAsCorrect(
  result: CheckResult,
  note: Note,
  isExplained: (wrong: LeafResult) => boolean = () => true,
): CheckResult {
  const leaves = result.leaves.map((leaf): LeafResult =>
    leaf.verdict === 'wrong' && isExplained(leaf) ? settled(leaf) : leaf,
  );
  if (leaves.some(({ verdict }) => verdict === 'wrong')) return { ...result, leaves, notes: [...result.notes, note] };
  const open = leaves.find((leaf) => leaf.verdict === 'inconclusive');
  const verdict: Verdict = open ? 'inconclusive' : 'correct';
  return { ...result, verdict, doubt: open?.doubt ?? null, leaves, notes: [...result.notes, note] };
}

function settled(leaf: LeafResult): LeafResult {
  const sweep = leaf.sweep && { ...leaf.sweep, verdict: new Uint8Array(leaf.sweep.verdict.length) };
  return { ...leaf, verdict: 'correct', doubt: null, entries: [], wrongEntries: 0, sweep };
}
