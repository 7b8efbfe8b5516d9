import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Target } from '../../../model/target.ts';
import type { CheckResult } from '../../result.ts';
import { leafOf } from '../../layout.ts';
import { largest } from '../../vectors.ts';
import { cause, list } from '../words.ts';

/**
 * Calls backward twice at the same point. Where the second answer is larger by the right gradient, backward adds to
 * what it left: an accumulator that nobody clears. One cause (or null) per leaf.
 */
export async function accumulation(target: Target, result: CheckResult): Promise<(Cause | null)[]> {
  const first = await target.gradients(null);
  const second = await target.gradients(null);
  const grows = result.layout.leaves.map((leaf, l) => {
    const sweep = result.leaves[l]?.sweep;
    const [a, b] = [leafOf(leaf, first), leafOf(leaf, second)];
    const size = largest(b);
    if (!sweep || size === 0 || a.every((x, i) => x === b[i])) return false;
    return b.every((x, i) => Math.abs(x - a[i]! - sweep.numeric[i]!) <= 4 * sweep.error[i]! + 1e-5 * size);
  });
  const together = result.layout.leaves.filter((_, l) => grows[l]).map(({ gradientName }) => gradientName);
  return grows.map((growing) => {
    if (!growing) return null;
    const what = list(together);
    return cause(
      'accumulation',
      together.length > 1
        ? l10n.t('{0} grow with every call of backward: gradients are added to those of the call before', what)
        : l10n.t('{0} grows with every call of backward: gradients are added to those of the call before', what),
      l10n.t('Set the accumulators to zero at the start of backward (or before each call), or assign where += stands.'),
      [l10n.t('a second call at the same point gives more by just the right gradient')],
    );
  });
}
