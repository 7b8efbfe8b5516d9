import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { activationWords } from '../activationWords.ts';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';
import type { Experiment } from './experiment.ts';
import { names } from './experiment.ts';
import { activationsBetween } from './forwardActivation.ts';
import { readings } from './readings.ts';
import { multipliersOf } from './siblings.ts';
import { isCured } from './throughLeaf.ts';

/** Where the slopes of a step are asked. */
const values = [-1.25, -0.625, 0.5, 1.125];

/**
 * A derivative that is wrong in a way that has no name. Where all units have the same z, they have the same φ′(z), right
 * or wrong: backward / cost is then one number for all of them, another for another z, and the same whatever lies above.
 */
export const unknownSlope: Experiment = {
  id: 'activation-derivative',
  async test({ leaves, all }) {
    for (const vector of leaves) {
      const multipliers = multipliersOf(vector, all.leaves);
      const isAlone = all.leaves.length === 1 && vector.leaf.role === 'input';
      if ((multipliers.length === 0 && !isAlone) || vector.leaf.size < 2 || all.meter.spent) continue;
      const ratios = await ratiosAt(vector, multipliers, all).catch(() => null);
      if (!ratios) continue;
      const others = leaves.filter((leaf) => leaf !== vector && !multipliers.includes(leaf));
      if (others.length > 0 && !(await isCured(multipliers, others, all))) continue;
      const known = await activationsBetween(vector, multipliers, all).catch(() => null);
      return slopeCause(vector, multipliers, ratios, known?.size === 1 ? [...known][0]! : null);
    }
    return null;
  },
};

interface Ratio {
  z: number;
  ratio: number;
}

/** backward / cost at each z; null where it is not one number for all units, or the same at every z. */
async function ratiosAt(vector: LeafEvidence, multipliers: LeafEvidence[], all: Evidence): Promise<Ratio[] | null> {
  const found: Ratio[] = [];
  const tolerance = all.isFloat32 ? 5e-3 : 1e-5;
  // Another point changes what comes from above, not what the activation does.
  const points = multipliers.length > 0 ? all.points.slice(-2) : all.points.slice(-1);
  for (const z of values) {
    const ratios: number[] = [];
    for (const point of points) {
      const base = point.slice();
      for (const { leaf } of multipliers) base.fill(0, leaf.offset, leaf.offset + leaf.size);
      base.fill(z, vector.leaf.offset, vector.leaf.offset + vector.leaf.size);
      const loud = (await readings(base, [vector], all, 24)).filter(({ num, error }) => Math.abs(num) > 1e3 * error);
      ratios.push(...loud.map(({ claim, num }) => claim / num));
    }
    if (ratios.length < Math.max(3, 2 * points.length)) continue;
    if (ratios.some((ratio) => Math.abs(ratio - ratios[0]!) > tolerance * (1 + Math.abs(ratio)))) return null;
    found.push({ z, ratio: ratios[0]! });
  }
  const isOneFactor = found.every(({ ratio }) => Math.abs(ratio - found[0]!.ratio) < 10 * tolerance);
  return found.length < 2 || isOneFactor ? null : found;
}

function slopeCause(
  vector: LeafEvidence,
  multipliers: LeafEvidence[],
  ratios: Ratio[],
  activation: string | null,
): Cause {
  const step = multipliers.length > 0 ? list(names([...multipliers, vector])) : vector.leaf.name;
  return cause(
    'activation-derivative',
    activation === null
      ? l10n.t('The derivative of the function between {0} and what lies above is wrong', step)
      : l10n.t('The derivative of {0} in the step back to {1} is wrong', activationWords(activation), step),
    l10n.t(
      'Differentiate the formula of forward once more, term by term (product rule, chain rule, constants), and compare it with the line of backward that multiplies by the derivative.',
    ),
    [
      l10n.t('backward / cost depends on z alone, whatever comes from above'),
      ...ratios.map(({ z, ratio }) => l10n.t('z = {0}: backward takes {1} × the right slope', say(z), say(ratio))),
    ],
    { activation: activation ?? 'another', at: vector.leaf.name },
  );
}
