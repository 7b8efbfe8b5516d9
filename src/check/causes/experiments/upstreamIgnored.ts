import * as l10n from '@vscode/l10n';
import { wrongSum } from '../hypotheses/wrongSum.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';

/** Backward does not use the gradient from above: it claims a slope where nothing can reach, and does not react. */
export const upstreamIgnored: Experiment = {
  id: 'upstream-ignored',
  async test(group) {
    const equal = group.leaves.map((leaf) => wrongSum.test(leaf, group.all));
    if (group.leaves.length > 1 && equal.every((found) => found?.id === 'upstream-ignored')) {
      return {
        ...equal[0]!,
        message: l10n.t(
          'A factor is not used: {0} have equal numbers where the cost tells them apart',
          list(group.leaves.map(({ leaf }) => leaf.gradientName)),
        ),
        evidence: equal.flatMap((found) => found!.evidence),
        confidence: 'certain',
      };
    }
    return deaf(group);
  },
};

/** A leaf above that cuts the gradient off when it is 0, and to which backward does not react at all. */
async function deaf({ leaves, all, zeroing }: Group) {
  for (const above of all.leaves) {
    if (leaves.includes(above)) continue;
    const effects = await zeroing.effects(above);
    const reached = leaves.filter(({ index }) => effects?.[index]?.invented);
    if (!effects || reached.length !== leaves.length) continue;
    const base = all.points.at(-1)!;
    const other = base.slice();
    for (let i = above.leaf.offset; i < above.leaf.offset + above.leaf.size; i++)
      other[i] = Math.fround(1.7 * base[i]! + 0.3);
    const [a, b] = [await all.meter.claim(base), await all.meter.claim(other)];
    const moves = reached.some(({ leaf }) =>
      a.subarray(leaf.offset, leaf.offset + leaf.size).some((x, i) => x !== b[leaf.offset + i]),
    );
    if (moves) continue;
    return cause(
      'upstream-ignored',
      reached.length > 1
        ? l10n.t(
            "{0} do not depend on {1}, the cost's gradient does: {1}, or what comes back through it, is not used",
            list(reached.map(({ leaf }) => leaf.gradientName)),
            above.leaf.name,
          )
        : l10n.t(
            "{0} does not depend on {1}, the cost's gradient does: {1}, or what comes back through it, is not used",
            reached[0]!.leaf.gradientName,
            above.leaf.name,
          ),
      l10n.t('Look for the product with {0}: it is left out, overwritten or replaced by 1.', above.leaf.name),
      [
        l10n.t(
          'with {0} = 0 the cost does not depend on {1}, backward gives the same as before',
          above.leaf.name,
          list(names(reached)),
        ),
      ],
      { of: above.leaf.name, at: names(leaves).join(',') },
    );
  }
  return null;
}
