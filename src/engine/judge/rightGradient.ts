import { leafOf } from '../../check/layout.ts';
import type { CheckResult } from '../../check/result.ts';

/** Whether some gradient agrees with the cost and is not zero: zeros are right of many a cost and in many a form. */
export function hasRightGradient({ leaves, layout, analytic }: CheckResult): boolean {
  return leaves.some(
    ({ verdict, leaf }) => verdict === 'correct' && leafOf(layout.leaves[leaf]!, analytic).some((value) => value !== 0),
  );
}
