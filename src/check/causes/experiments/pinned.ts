import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { nameFactor } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { readings } from './readings.ts';
import type { Reading } from './readings.ts';
import { isMatrix, multipliersOf, siblingsOf } from './siblings.ts';
import { wrongWithout } from './wrongWithout.ts';
import type { Zeroing } from './zeroing.ts';

/**
 * Pins an error to one step, in networks where everything feeds everything (gates, recurrence). With the matrices of a
 * step at zero nothing is handed further down through it: if all other leaves then are right and the step's own bias is
 * not, the error is in the gradient that this step starts from. A matrix without a bias shows it by itself.
 */
export const pinnedStep: Experiment = {
  id: 'layer-step',
  async test({ leaves, all, zeroing }) {
    for (const vector of leaves) {
      const multipliers = multipliersOf(vector, all.leaves);
      const isLone = isMatrix(vector.leaf) && siblingsOf(vector, all.leaves).length === 0;
      if ((multipliers.length === 0 && !isLone) || all.meter.spent) continue;
      // What comes right without another leaf gets its error from there, and is not where it starts.
      if (isLone && (await isCuredByOthers(vector, leaves, zeroing))) continue;
      // Without other leaves nothing would be pinned.
      if (leaves.every((leaf) => leaf === vector || multipliers.includes(leaf))) continue;
      const found = await pinned(vector, isLone ? [vector] : multipliers, { leaves, all, zeroing }).catch(() => null);
      if (found) return found;
    }
    return null;
  },
};

async function isCuredByOthers(
  leaf: LeafEvidence,
  leaves: readonly LeafEvidence[],
  zeroing: Zeroing,
): Promise<boolean> {
  for (const other of leaves) if (other !== leaf && (await zeroing.effect(other, leaf))?.agrees) return true;
  return false;
}

async function pinned(
  vector: LeafEvidence,
  multipliers: LeafEvidence[],
  { leaves, all, zeroing }: Group,
): Promise<Cause | null> {
  const own: Reading[] = [];
  let says = false;
  const silent = new Set(leaves.filter((leaf) => leaf !== vector && !multipliers.includes(leaf)));
  for (const point of all.points) {
    const base = point.slice();
    for (const { leaf } of multipliers) base.fill(0, leaf.offset, leaf.offset + leaf.size);
    const others = leaves.filter((leaf) => leaf !== vector && !multipliers.includes(leaf));
    const rest = await readings(base, others, all);
    const size = rest.reduce((most, { num }) => Math.max(most, Math.abs(num)), 0);
    const slack = (all.isFloat32 ? 2e-4 : 1e-7) * size;
    if (rest.some(({ claim, num, error }) => Math.abs(claim - num) > 4 * error + slack)) return null;
    const loud = rest.filter(({ num, error }) => Math.abs(num) > 30 * error);
    says ||= loud.length > 0;
    for (const leaf of silent) if (loud.some(({ flat }) => isOf(leaf, flat))) silent.delete(leaf);
    own.push(...(await readings(base, [vector], all)));
  }
  const wrong = own.filter(
    ({ claim, num, error }) => Math.abs(claim - num) > 6 * error + (all.isFloat32 ? 1e-3 : 1e-6) * Math.abs(num),
  );
  if (!says || wrong.length < 2) return null;
  const apart = await wrongWithout([vector, ...multipliers], leaves, all, zeroing);
  return stepCause(vector, multipliers, own, apart.length > 0 ? 'none' : silent.size > 0 ? 'some' : 'all', all);
}

const isOf = ({ leaf }: LeafEvidence, flat: number): boolean => flat >= leaf.offset && flat < leaf.offset + leaf.size;

/** How much of what else is wrong is shown to follow. */
const followers = () => ({
  all: l10n.t('; all else that is wrong follows from it'),
  some: l10n.t('; what else is wrong may follow from it, or from what is made with it'),
  none: '',
});

function stepCause(
  vector: LeafEvidence,
  multipliers: LeafEvidence[],
  own: Reading[],
  following: keyof ReturnType<typeof followers>,
  all: Evidence,
): Cause {
  const step = list(names([...new Set([...multipliers, vector])]));
  const cut = list(names(multipliers));
  const evidence = [
    l10n.t('with {0} = 0 all other gradients are right, only that of {1} is not', cut, vector.leaf.name),
  ];
  const telling = own.filter(({ num, error }) => Math.abs(num) > 50 * error);
  const ratios = telling.map(({ claim, num }) => claim / num).sort((a, b) => a - b);
  const middle = ratios[ratios.length >> 1] ?? NaN;
  const spread = (all.isFloat32 ? 5e-3 : 1e-5) * Math.abs(middle);
  const named = ratios.every((r) => Math.abs(r - middle) <= spread) ? nameFactor(middle, spread / 3, all.layout) : null;
  const at = names([...new Set([...multipliers, vector])]).join(',');
  // A gradient that is gone is no factor: the product that carries it is wrong.
  if (named && Math.abs(named.value) > 1e-6 && ratios.length >= 3) {
    return cause(
      'constant-factor',
      named.value === -1
        ? l10n.t('The gradient that reaches {0} has the wrong sign{1}', step, followers()[following])
        : l10n.t('The gradient that reaches {0} is {1} × what it must be{2}', step, named.name, followers()[following]),
      l10n.t(
        'Look for {0} in the step of backward just before the lines of {1}.',
        named.value === -1 ? 'a sign' : `a factor ${named.name}`,
        vector.leaf.gradientName,
      ),
      evidence,
      { factor: named.value, name: named.name, at },
    );
  }
  return cause(
    'layer-step',
    l10n.t('The gradient that reaches {0} is wrong{1}', step, followers()[following]),
    l10n.t(
      'Look at the step of backward just before the lines of {0}: a derivative, a product with the wrong value, a mask, a part that is left out.',
      vector.leaf.gradientName,
    ),
    evidence,
    { at },
  );
}
