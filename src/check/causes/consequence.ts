import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import type { LeafEvidence } from './evidence.ts';
import type { Group } from './experiments/experiment.ts';
import { multipliersOf } from './experiments/siblings.ts';
import { isCured, isFactor } from './experiments/throughLeaf.ts';

/**
 * Unexplained leaves that are wrong only because of an explained error: they come right when the explained leaf is
 * taken out, or lie below a matrix and a bias that share one mistake (so that it is in what they hand down).
 */
export async function consequences(group: Group, causes: readonly (Cause | null)[]): Promise<[LeafEvidence, Cause][]> {
  const { all, leaves } = group;
  for (const source of all.wrong) {
    const known = causes[source.index];
    if (!known || !isFactor(source, all)) continue;
    const effects = await group.zeroing.effects(source);
    if (!effects) continue;
    const of = leaves.map(({ index }) => effects[index]!);
    const seemsCured =
      of.every(({ agrees, vanishes, invented }) => agrees || (vanishes && !invented)) &&
      of.some(({ agrees }) => agrees);
    const cured = seemsCured && (await isCured([source], leaves, all));
    // A factor of the gradient that both share would be the factor of all that lies below as well, and be found there.
    const isShared =
      known.id !== 'constant-factor' &&
      all.wrong.some(
        (other) => causes[other.index]?.id === known.id && multipliersOf(other, all.leaves).includes(source),
      );
    if (cured || (isShared && of.every(({ vanishes }) => vanishes)))
      return leaves.map((leaf) => [leaf, follow(leaf, source, known, cured)]);
  }
  return [];
}

function follow({ leaf }: LeafEvidence, source: LeafEvidence, known: Cause, cured: boolean): Cause {
  const { name, gradientName } = source.leaf;
  return {
    ...known,
    message: l10n.t('{0} is wrong as a consequence: {1}', leaf.gradientName, known.message),
    evidence: [
      cured
        ? l10n.t('with {0} = 0 {1} is right', name, leaf.gradientName)
        : l10n.t(
            'all of {0} comes through {1}, and what is wrong with {2} is handed down',
            leaf.gradientName,
            name,
            gradientName,
          ),
      ...known.evidence,
    ],
    constants: { ...known.constants, follows: name },
  };
}
