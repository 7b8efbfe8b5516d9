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
    const isShared = all.wrong.some(
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
    message: `${leaf.gradientName} is wrong as a consequence: ${known.message}`,
    evidence: [
      cured
        ? `with ${name} = 0 ${leaf.gradientName} is right`
        : `all of ${leaf.gradientName} comes through ${name}, and what is wrong with ${gradientName} is handed down`,
      ...known.evidence,
    ],
  };
}
