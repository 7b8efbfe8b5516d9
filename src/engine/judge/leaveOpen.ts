import type { CheckResult, LeafResult } from '../../check/result.ts';
import type { Doubt } from '../../model/report.ts';

/**
 * The same result with wrong leaves left open for a reason that lies outside of backward; the check as a whole is open where
 * no other leaf is wrong.
 * @param isOpen which of the wrong leaves the reason excuses
 */
export function leaveOpen(
  result: CheckResult,
  doubt: Doubt,
  isOpen: (wrong: LeafResult) => boolean = () => true,
): CheckResult {
  const leaves = result.leaves.map((leaf): LeafResult =>
    leaf.verdict === 'wrong' && isOpen(leaf) ? { ...leaf, verdict: 'inconclusive', doubt } : leaf,
  );
  const isStillWrong = leaves.some(({ verdict }) => verdict === 'wrong');
  return isStillWrong ? { ...result, leaves } : { ...result, leaves, verdict: 'inconclusive', doubt };
}
