import * as l10n from '@vscode/l10n';
import type { Note } from '../model/report.ts';
import type { Layout, Leaf, Remedies } from '../model/target.ts';
import { notFinite } from './evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { jitter } from './point.ts';
import type { Random } from './random.ts';
import { allFloat32, largest } from './vectors.ts';

/** What is known of a target before anything is compared. */
export interface Preflight {
  cost: number;
  analytic: Float64Array;
  remedies: Remedies;
  notes: Note[];
  /** False where neither remedy gave the same answer twice. */
  isDeterministic: boolean;
  /** The cost is computed in float32. */
  isFloat32: boolean;
  /** How far the cost strays from itself at one point. */
  drift: number;
}

/** Ways in which a target does not give the same answer twice. */
interface Symptoms {
  /** Two costs at θ₀ differ. */
  cost: boolean;
  /** Two gradients at θ₀ differ. */
  gradient: boolean;
  /** The cost at θ₀ is another one after backward. */
  after: boolean;
}

interface Measured {
  costs: number[];
  analytic: Float64Array;
  symptoms: Symptoms;
}

export const noRemedies: Remedies = { reseed: false, restore: false, clear: false };
const { reseed, restore, clear } = {
  reseed: { ...noRemedies, reseed: true },
  restore: { ...noRemedies, restore: true },
  clear: { ...noRemedies, clear: true },
};
const everything: Remedies = { reseed: true, restore: true, clear: true };

/**
 * About seven calls: does the target give the same cost and the same gradient twice, and does backward leave things
 * as they were? Where not, remedies are tried, fewest first, and the ones that help stay on.
 * Throws GradientCheckError where the cost at θ₀ has no finite value.
 * @param looks how often all that is asked: a mask of three units comes out the same twice in one of five draws
 */
export async function preflight(evaluator: Evaluator, layout: Layout, random: Random, looks = 1): Promise<Preflight> {
  const first = await measure(evaluator, looks);
  let measured = first;
  let remedies = noRemedies;
  for (const candidate of candidates(first.symptoms)) {
    if (isHealthy(measured.symptoms)) break;
    await evaluator.target.remedy(candidate);
    remedies = candidate;
    measured = await measure(evaluator, looks);
  }
  if (!isHealthy(measured.symptoms) && !measured.symptoms.cost) {
    evaluator.accumulating = await addingUp(evaluator, layout);
    if (evaluator.accumulating.length > 0) {
      remedies = { ...remedies, clear: false };
      measured = await measure(evaluator, looks);
    }
  }
  const notes = notesOn(first.symptoms, measured.symptoms, remedies, evaluator.accumulating.length > 0);
  const [cost] = measured.costs as [number];
  if (await readsCache(evaluator, layout, measured.analytic, random)) notes.push(cacheNote());
  notes.push(...notFiniteNotes(layout, measured.analytic));
  const isFloat32 = await isFloat32Code(evaluator, layout, { cost, analytic: measured.analytic }, random);
  if (isFloat32 && layout.leaves.some(({ dtype }) => dtype === 'float32')) notes.push(float32Note());
  const drift = Math.max(...measured.costs) - Math.min(...measured.costs);
  const isDeterministic = isHealthy(measured.symptoms);
  return { cost, analytic: measured.analytic, remedies, notes, isDeterministic, isFloat32, drift };
}

async function measure(evaluator: Evaluator, looks: number): Promise<Measured> {
  const measured = await look(evaluator);
  for (let k = 1; k < looks; k++) {
    const { costs, analytic, symptoms } = await look(evaluator);
    measured.symptoms.cost ||= symptoms.cost || !isSame(measured.costs[0]!, costs[0]!, Math.abs(costs[0]!));
    measured.symptoms.gradient ||= symptoms.gradient || !areSame(measured.analytic, analytic);
    measured.symptoms.after ||= symptoms.after;
    measured.costs.push(...costs);
  }
  return measured;
}

async function look(evaluator: Evaluator): Promise<Measured> {
  const before = await evaluator.atBase(null, 2);
  if (evaluator.firstFailure) throw evaluator.failureAsError();
  for (const cost of before) if (!Number.isFinite(cost)) throw notFinite(l10n.t('The cost'), cost);
  const analytic = await evaluator.gradients(null);
  const isSameGradient = areSame(analytic, await evaluator.gradients(null));
  const after = (await evaluator.atBase(null, 1))[0]!;
  return {
    costs: [before[0]!, before[1]!, after],
    analytic,
    symptoms: {
      cost: !isSame(before[0]!, before[1]!, Math.abs(before[0]!)),
      gradient: !isSameGradient,
      after: !isSame(before[1]!, after, Math.abs(before[0]!)),
    },
  };
}

/**
 * The cost is computed in float32. Where backward's numbers are float32 as well, one cost that is its own fround tells;
 * else three more must be, because a cost may be a short number by chance.
 */
async function isFloat32Code(
  evaluator: Evaluator,
  layout: Layout,
  { cost, analytic }: { cost: number; analytic: Float64Array },
  random: Random,
): Promise<boolean> {
  if (Math.fround(cost) !== cost) return false;
  if (allFloat32(analytic)) return true;
  for (let tries = 0; tries < 3; tries++) {
    const [other] = await evaluator.atBase(jitter(layout, random), 1);
    if (other === undefined || Math.fround(other) !== other) return false;
  }
  return true;
}

/** Equal but for the order in which threads add up. */
function isSame(a: number, b: number, scale: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-12 * scale;
}

function areSame(a: Float64Array, b: Float64Array): boolean {
  const scale = largest(a);
  return a.every((value, i) => isSame(value, b[i]!, scale));
}

function isHealthy(symptoms: Symptoms): boolean {
  return !symptoms.cost && !symptoms.gradient && !symptoms.after;
}

/** Remedies worth trying, fewest first; the best is the first that leaves no symptom. */
function candidates(symptoms: Symptoms): Remedies[] {
  const pairs = [
    { ...restore, clear: true },
    { ...reseed, clear: true },
    { ...restore, reseed: true },
  ];
  // A cost drawn at random may by chance be another one only after backward.
  if (symptoms.cost || symptoms.after) return [restore, reseed, ...pairs, everything];
  return [clear, restore, reseed, ...pairs, everything];
}

/**
 * Leaves to which every call of backward adds the same again: their gradient is what one more call adds. None where
 * some leaf neither stays nor grows evenly.
 */
async function addingUp(evaluator: Evaluator, { leaves }: Layout): Promise<Leaf[]> {
  const [a, b, c] = [await evaluator.gradients(null), await evaluator.gradients(null), await evaluator.gradients(null)];
  const tolerance = 1e-9 * Math.max(largest(b), largest(c));
  const entries = ({ offset, size }: Leaf): number[] => Array.from({ length: size }, (_, i) => offset + i);
  const isEven = (i: number): boolean => Math.abs(c[i]! - b[i]! - (b[i]! - a[i]!)) <= tolerance;
  const grows = (i: number): boolean => Math.abs(b[i]! - a[i]!) > tolerance;
  if (!leaves.every((leaf) => entries(leaf).every(isEven))) return [];
  return leaves.filter((leaf) => entries(leaf).some(grows));
}

/** Backward at θ₀ after a forward somewhere else gives something else. */
async function readsCache(
  evaluator: Evaluator,
  layout: Layout,
  analytic: Float64Array,
  random: Random,
): Promise<boolean> {
  try {
    return !areSame(analytic, await evaluator.gradients(null, { staleForward: jitter(layout, random) }));
  } catch {
    return false; // forward fails at that other point, which says nothing about θ₀
  }
}

function notesOn(first: Symptoms, last: Symptoms, remedies: Remedies, accumulates: boolean): Note[] {
  const notes: Note[] = [];
  if (!isHealthy(last)) {
    const what = last.cost ? l10n.t('The cost') : l10n.t('The gradient');
    notes.push(
      warning(
        'not-deterministic',
        l10n.t(
          '{0} is not the same when it is computed twice, and seeding the random numbers did not help. Take the randomness (dropout, shuffling, time) out of forward and backward, or seed it.',
          what,
        ),
      ),
    );
    return notes;
  }
  if (remedies.reseed) {
    notes.push(
      warning(
        'not-deterministic',
        l10n.t(
          'Forward draws random numbers (dropout?), so the cost is not the same twice. The check seeded them before every call; seed them yourself to compare by hand.',
        ),
      ),
    );
  }
  if (remedies.restore) {
    const who = first.cost ? l10n.t('Forward') : l10n.t('Backward');
    notes.push(
      warning(
        'changes-inputs',
        l10n.t(
          '{0} changes values that it was handed{1}. The check put them back before every call; work on a copy to be safe.',
          who,
          first.cost ? '' : l10n.t(' (does it update the weights?)'),
        ),
      ),
    );
  }
  if (remedies.clear || accumulates) {
    notes.push({
      id: 'accumulates',
      severity: 'info',
      message: l10n.t(
        'Gradients add up over calls of backward. The check looked at what one call adds; in training, set them to zero before every backward pass.',
      ),
    });
  }
  return notes;
}

function warning(id: string, message: string): Note {
  return { id, severity: 'warning', message };
}

const cacheNote = (): Note => ({
  id: 'reads-cache',
  severity: 'info',
  message: l10n.t(
    'Backward reads what the last forward left behind. The check calls forward at the same parameters just before; do the same in training.',
  ),
});

const float32Note = (): Note => ({
  id: 'float32',
  severity: 'info',
  message: l10n.t(
    'All numbers are float32 (about 7 digits), so slopes are measured more coarsely than in float64: errors of less than about 0.1 % may not show.',
  ),
});

function notFiniteNotes(layout: Layout, analytic: Float64Array): Note[] {
  for (const leaf of layout.leaves) {
    for (let i = leaf.offset; i < leaf.offset + leaf.size; i++) {
      if (Number.isFinite(analytic[i]!)) continue;
      const word = Number.isNaN(analytic[i]!) ? 'NaN' : l10n.t('an infinity');
      return [
        warning(
          'not-finite',
          l10n.t('Backward gives {0} for {1} first; look for 0/0 or the logarithm of 0.', word, leaf.name),
        ),
      ];
    }
  }
  return [];
}
