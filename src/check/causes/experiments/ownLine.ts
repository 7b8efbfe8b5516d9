import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { oneExample } from '../hypotheses/oneExample.ts';
import { rowFactor } from '../hypotheses/rowFactor.ts';
import { wrongSum } from '../hypotheses/wrongSum.ts';
import { axisWord, ranges } from '../hypotheses/lines.ts';
import { entryStates, wrongLines } from '../hypotheses/partial.ts';
import { cause, list } from '../words.ts';
import type { Experiment } from './experiment.ts';
import { names } from './experiment.ts';
import type { Zeroing } from './zeroing.ts';
import { besideOf, isShift } from './shift.ts';
import { siblingsOf } from './siblings.ts';

/** What may be said about the line itself, once the upstream gradient is known to be right. */
const finerHypotheses = [wrongSum, oneExample, rowFactor];

/** One leaf is wrong while what hangs on the same upstream gradient is right: the error is in the line of that leaf. */
export const ownLine: Experiment = {
  id: 'own-line',
  async test({ leaves, all, zeroing }) {
    if (leaves.length !== 1) return null;
    const leaf = leaves[0]!;
    const witnesses = await rightBeside(leaf, all, zeroing);
    if (witnesses.length === 0) return null;
    const finer = finerHypotheses.map((hypothesis) => hypothesis.test(leaf, all)).find((found) => found !== null);
    if (finer)
      return {
        ...finer,
        evidence: [...finer.evidence, l10n.t('{0} right, so the upstream gradient is', list(names(witnesses)))],
      };
    return ownLineCause(leaf, witnesses, all);
  },
};

function ownLineCause(leaf: LeafEvidence, witnesses: LeafEvidence[], all: Evidence): Cause {
  const { gradientName, name } = leaf.leaf;
  const lines = wrongLines(leaf, entryStates(leaf, all));
  const where = lines
    ? l10n.t(' (only in {0} {1}, counted from 0)', axisWord(leaf, lines.axis), ranges(lines.wrong))
    : '';
  const they = list(names(witnesses));
  return cause(
    'own-line',
    l10n.t(
      'Only {0} is wrong{1}: the gradient that reaches the layer of {2} is right, the line that computes {0} is not',
      gradientName,
      where,
      name,
    ),
    l10n.t(
      "Look at the line of {0} itself: another input than forward used, a sum over examples or steps that is incomplete, an assignment where += belongs, another step's value.",
      gradientName,
    ),
    [l10n.t('{0} {1} right and made from the same upstream gradient', they, witnesses.length > 1 ? 'are' : 'is')],
    { at: name },
  );
}

/** Right leaves that hang on the same upstream gradient, or get theirs through this leaf. */
async function rightBeside(leaf: LeafEvidence, all: Evidence, zeroing: Zeroing): Promise<LeafEvidence[]> {
  const beside = (await besideOf(leaf, all, zeroing)).filter((other) => !other.isWrong && speaks(other));
  if (beside.length > 0) return beside;
  const below: LeafEvidence[] = [];
  for (const via of [leaf, ...siblingsOf(leaf, all.leaves)]) {
    const effects = await zeroing.effects(via);
    if (!effects) continue;
    for (const other of all.leaves) {
      if (other === leaf || other.isWrong || !speaks(other) || !effects[other.index]!.vanishes) continue;
      // Two factors of one product each cut off the other: that says nothing about which comes first.
      if ((await zeroing.effect(other, via))?.vanishes) continue;
      // A factor above it may vanish as well, for want of an input; what is added vanishes only from below.
      if (await isShift(other, all, zeroing)) below.push(other);
    }
  }
  return [...new Set(below)];
}

/** A leaf whose true gradient is 0 is no witness. */
function speaks({ views }: LeafEvidence): boolean {
  return views.some(({ numeric, error }) => numeric.some((num, i) => Math.abs(num) > 20 * error[i]!));
}
