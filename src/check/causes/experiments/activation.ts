import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { activationWords } from '../activationWords.ts';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';
import { explainUnits, leakWords, missingWords } from './activations.ts';
import type { SlipFound, Unit } from './activations.ts';
import type { Experiment } from './experiment.ts';
import { names } from './experiment.ts';
import { activationsBetween, biasAlone } from './forwardActivation.ts';
import { multipliersOf } from './siblings.ts';
import { isCured } from './throughLeaf.ts';

/**
 * The derivative of an activation. Where everything that is multiplied into z = Wx + b is set to zero, z is the bias
 * itself, the same for every example: a wrong φ′(z) then is one factor per unit, and a known function of the bias.
 */
export const activationDerivative: Experiment = {
  id: 'activation-derivative',
  async test({ leaves, all }) {
    for (const vector of leaves) {
      const multipliers = multipliersOf(vector, all.leaves);
      if (multipliers.length === 0 || all.meter.spent) continue;
      const found = await atBias(vector, multipliers, leaves, all).catch(() => null);
      if (found) return found;
    }
    return null;
  },
};

/** The bias measured at two random values of it, with z = bias. */
async function atBias(
  vector: LeafEvidence,
  multipliers: LeafEvidence[],
  group: readonly LeafEvidence[],
  all: Evidence,
): Promise<Cause | null> {
  const units: Unit[] = [];
  for (const draw of [0, 1, 2]) {
    const base = biasAlone(vector, multipliers, draw, all);
    const { offset, size } = vector.leaf;
    const entries = Array.from({ length: Math.min(size, 40) }, (_, i) => offset + i);
    const claimed = await all.meter.claim(base);
    const { numeric, error } = await all.meter.slopes(base, entries);
    entries.forEach((flat, k) => {
      const unit = { z: base[flat]!, claim: claimed[flat]!, num: numeric[k]!, error: error[k]! };
      if (Number.isFinite(unit.num) && Number.isFinite(unit.error) && speaks(unit)) units.push(unit);
    });
  }
  const tolerance = all.isFloat32 ? 0.01 : 2e-5;
  if (isOneFactor(units, tolerance)) return null;
  const wrong = units.filter(
    ({ claim, num, error }) => Math.abs(claim - num) > 3 * error + 0.2 * tolerance * Math.abs(claim),
  );
  if (wrong.length < 2) return null;
  const slip = slipIn(units, wrong, tolerance, vector, all);
  if (!slip) return null;
  // One quotient may be that of several slips over several activations: what forward applies is asked of the cost.
  const known = await activationsBetween(vector, multipliers, all).catch(() => null);
  const isOpen = !known || slip.activation === 'another' || known.has(slip.activation);
  const found = isOpen ? slip : slipIn(units, wrong, tolerance, vector, all, known);
  if (!found) return null;
  const leaves = [...multipliers, vector];
  // With the step cut off, whatever else is wrong because of it is right; what still is wrong has another reason.
  const others = group.filter((leaf) => !leaves.includes(leaf));
  if (!(await isCured(multipliers, others, all))) return null;
  const { words, activation } = await withLeak(found, () => leakOf(vector, multipliers, all));
  return cause(
    'activation-derivative',
    l10n.t('Backward {0} in the step back to {1}', words, list(names(leaves))),
    l10n.t(
      'Look at the line that makes dz of that step: it must be da · φ′(z), with φ′ the derivative of the activation that forward applies, at the z (or, for sigmoid and tanh, the a) that forward computed.',
    ),
    [
      l10n.t(
        'with {0} = 0, z is {1} itself, and in all {2} trials {3} differs from the cost by just that function of {1}',
        list(names(multipliers)),
        vector.leaf.name,
        units.length,
        vector.leaf.gradientName,
      ),
      ...units
        .slice(0, 3)
        .map(({ z, claim, num }) => l10n.t('z = {0}: backward {1}, cost {2}', say(z), say(claim), say(num))),
    ],
    { activation, at: vector.leaf.name },
  );
}

/** A gate that is open where it must be open is right there: such units count as well, unless they belong to another gate. */
function slipIn(
  units: readonly Unit[],
  wrong: readonly Unit[],
  tolerance: number,
  { leaf }: LeafEvidence,
  all: Evidence,
  known: ReadonlySet<string> | null = null,
): SlipFound | null {
  const found = explainScaled(units, tolerance, all, known);
  return found ?? (leaf.size % 2 === 0 ? explainScaled(wrong, tolerance, all, known) : null);
}

/**
 * Below 0 only the quotient of two leaks is seen: 1 for 0.1 looks like 0.1 for 0.01, and any leak like any other where ReLU
 * is shut. What backward itself makes of a unit on both sides of 0 tells.
 */
async function withLeak(
  found: SlipFound,
  measure: () => Promise<number | null>,
): Promise<{ words: string; activation: string }> {
  const { activation, leak } = found;
  const used = activation === 'ReLU' || leak !== undefined ? await measure() : null;
  if (used === null || (leak === undefined && Math.abs(used - 1) < 1e-3)) return found;
  const own = leak === undefined ? null : used / leak;
  const forward = own === null ? activation : Math.abs(own - 1) < 1e-3 ? 'identity' : `leaky-ReLU-${say(own)}`;
  const isMissing = Math.abs(used - 1) < 1e-3;
  const name = activationWords(forward);
  return { words: isMissing ? missingWords(name) : leakWords(say(used), name), activation: forward };
}

/**
 * Where ReLU is shut the cost has no slope, so that any factor of backward's fits. Just below 0 and just above it a unit
 * is handed the same gradient: what backward makes of it there shows the factor. Null where it is no one factor.
 */
async function leakOf(vector: LeafEvidence, multipliers: LeafEvidence[], all: Evidence): Promise<number | null> {
  const { offset, size } = vector.leaf;
  const claims = async (z: number): Promise<Float64Array> => {
    const base = all.points.at(-1)!.slice();
    for (const { leaf } of multipliers) base.fill(0, leaf.offset, leaf.offset + leaf.size);
    base.fill(Math.fround(z), offset, offset + size);
    return (await all.meter.claim(base)).subarray(offset, offset + size);
  };
  const [below, above] = [await claims(-1e-6), await claims(1e-6)];
  const ratios = [...below].map((claim, i) => claim / above[i]!).filter(Number.isFinite);
  const [first] = ratios;
  const isOne = ratios.every((ratio) => Math.abs(ratio - first!) <= 1e-3 * Math.abs(first!));
  return first !== undefined && isOne && Math.abs(first) > 1e-9 ? first : null;
}

/** The first explanation with one of the factors that the cost may have. */
function explainScaled(
  units: readonly Unit[],
  tolerance: number,
  { costScales }: Evidence,
  known: ReadonlySet<string> | null,
): SlipFound | null {
  for (const scale of costScales) {
    const scaled = units.map((unit) => ({ ...unit, num: scale * unit.num, error: scale * unit.error }));
    const found = explainUnits(scaled, tolerance, known);
    if (found) return found;
  }
  return null;
}

/** One constant in every unit is a factor of the step, not a derivative; a unit that is shut in the cost only is no factor. */
function isOneFactor(units: readonly Unit[], tolerance: number): boolean {
  const telling = units.filter(({ num, error }) => Math.abs(num) > 30 * error);
  if (units.some((unit) => !telling.includes(unit) && Math.abs(unit.claim) > 30 * unit.error)) return false;
  const ratios = telling.map(({ claim, num }) => claim / num);
  return (
    ratios.length >= 3 &&
    ratios.every((r) => Math.abs(r - ratios[0]!) <= 3 * tolerance * Math.abs(r) + 3 * telling[0]!.error)
  );
}

const speaks = ({ claim, num, error }: Unit): boolean => Math.max(Math.abs(claim), Math.abs(num)) > 30 * error;
