import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { LeafEvidence, View } from '../evidence.ts';
import { axisWord, lineOf } from '../hypotheses/lines.ts';
import { cause } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { isHomogeneous } from './homogeneous.ts';
import { mistakenTerm, termWords, type Term } from './normalisationTerm.ts';
import { isIncomplete } from './softmaxScores.ts';
import { multipliersOf, siblingsOf } from './siblings.ts';
import { askSoftmax } from './softmaxOutput.ts';

/**
 * Softmax and normalisation make the cost blind to certain changes: adding the same number to all scores, shifting or
 * scaling what is normalised. The right gradient is then exactly balanced along that direction. Where the cost's is and
 * backward's is not, the terms that tie the entries together are missing.
 */
export const invariance: Experiment = {
  id: 'normalisation',
  async test(group) {
    const { isFloat32 } = group.all;
    for (const leaf of group.leaves) {
      const shift = brokenShift(leaf, isFloat32);
      const scale = scaleOf(leaf, group, isFloat32);
      if (!shift && !scale.broken) continue;
      if (scale.holds) {
        // A mean or variance term belongs to a step: it is in no other leaf than those that this step feeds.
        if (await isStepOf(leaf, scale.places!, group))
          return normalisation(leaf, shift, scale.broken, mistakenTerm(leaf));
      } else if (shift && isIncomplete(leaf, isFloat32) && !(await isOutput(leaf, group))) return softmax(leaf, shift);
    }
    return null;
  },
};

/** A softmax with cross-entropy at the output has been asked about before: whatever is wrong is none of the known slips. */
async function isOutput(leaf: LeafEvidence, { all }: Group): Promise<boolean> {
  for (const vector of [leaf, ...siblingsOf(leaf, all.leaves)]) {
    const { isSoftmax } = await askSoftmax(vector, all).catch(() => ({ isSoftmax: false }));
    if (isSoftmax) return true;
  }
  return false;
}

/**
 * Where the leaf is not itself what is normalised, it cannot be told which of the two terms it is (without the mean's, a
 * scale is no longer balanced either), nor whether something behind the normalisation changed what it handed down: so
 * neither is said.
 */
function normalisation(leaf: LeafEvidence, shift: string | null, scaleBroken: boolean, term: Term | null): Cause {
  const { name, gradientName } = leaf.leaf;
  const known = term && termWords(term, gradientName);
  return cause(
    'normalisation',
    known
      ? l10n.t('What comes back through the normalisation above {0} is not balanced: {1}', name, known.message)
      : l10n.t(
          'What comes back through the normalisation above {0} is not balanced as its gradient must be: most likely the term of the mean or of the variance is missing or mistaken',
          name,
        ),
    l10n.t(
      'The mean and the variance depend on every entry, so each gives a term of its own: dx = (1/σ)·(dx̂ − mean(dx̂) − x̂·mean(dx̂·x̂)), with means over the same axis as in forward and the same divisor. If that is right, look at what changes dx between there and the line of {0}.',
      gradientName,
    ),
    [
      l10n.t(
        'the cost does not change when {0}, so its gradient is balanced there; {1} is not',
        scaleBroken ? l10n.t('{0} is scaled', name) : l10n.t('what is normalised is shifted'),
        gradientName,
      ),
      ...(shift ? [shift] : []),
      ...(known ? [known.evidence] : []),
    ],
    { at: name, ...(term && { term }) },
    known ? 'certain' : 'likely',
  );
}

function softmax(leaf: LeafEvidence, shift: string): Cause {
  return cause(
    'softmax-jacobian',
    l10n.t(
      'The step back through the softmax above {0} is incomplete: {1} must balance to 0 and does not',
      leaf.leaf.name,
      leaf.leaf.gradientName,
    ),
    l10n.t(
      'Every output of a softmax depends on every score: ds = p·(dp − Σ p·dp), not dp·p·(1 − p) alone; with cross-entropy the two steps together are p − y.',
    ),
    [shift],
    { at: leaf.leaf.name },
    'likely',
  );
}

/** A shift that the cost does not feel and backward does, in words; null where there is none. */
function brokenShift(leaf: LeafEvidence, isFloat32: boolean): string | null {
  const { shape, gradientName } = leaf.leaf;
  const none = leaf.views.every((view) => view.numeric.every((num, i) => !(Math.abs(num) > 4 * view.error[i]!)));
  const loud = leaf.views.every((view) => view.analytic.some((a, i) => Math.abs(a) > 30 * view.error[i]!));
  if (none && loud)
    return l10n.t("the cost does not depend on {0} at all, backward's {1} is not 0", leaf.leaf.name, gradientName);
  for (const axis of shape.keys()) {
    if (shape[axis]! < 2) continue;
    if (balance(leaf, axis, isFloat32, () => 1, 1e-5)) {
      return l10n.t(
        "along its {0} the cost's gradient sums to 0, {1} does not",
        axisWord(leaf, axis === 0 && shape.length === 2 ? 0 : axis),
        gradientName,
      );
    }
  }
  return null;
}

type Weight = (view: View, i: number) => number;

/** True where the weighted sums of the numeric gradient along the axis are all 0 and those of backward are not. */
function balance(leaf: LeafEvidence, axis: number, isFloat32: boolean, weight: Weight, tolerance: number): boolean {
  let [broken, lines] = [0, 0];
  for (const view of leaf.views) {
    if (!view.numeric.every(Number.isFinite)) continue;
    for (const { num, claim, size, error } of sums(leaf, view, axis, weight)) {
      if (size < 20 * error) continue;
      if (Math.abs(num) > 3 * error + (isFloat32 ? 1e-3 : tolerance) * size) return false;
      lines++;
      if (Math.abs(claim) > 6 * error + 0.01 * size) broken++;
    }
  }
  return lines >= 2 && broken > lines / 2;
}

/** Lines *across* the axis are not summed: entry k of the result is the sum over index k of the other axes. */
function sums(leaf: LeafEvidence, view: View, axis: number, weight: Weight) {
  const { shape, size } = leaf.leaf;
  const others = size / shape[axis]!;
  const first = lineOf(shape, axis, 0);
  return Array.from({ length: others }, (_, k) => {
    const result = { num: 0, claim: 0, size: 0, error: 0 };
    for (let at = 0; at < shape[axis]!; at++) {
      const i = first.length === others ? lineOf(shape, axis, at)[k]! : k;
      const w = weight(view, i);
      result.num += w * view.numeric[i]!;
      result.claim += w * view.analytic[i]!;
      result.size += Math.abs(w) * Math.abs(view.numeric[i]!);
      result.error += Math.abs(w) * view.error[i]!;
    }
    return result;
  });
}

interface Scale {
  holds: boolean;
  broken: boolean;
  /** The leaves that are scaled together, and which line of its own each entry belongs to (0 where all scale as one). */
  places?: { leaf: LeafEvidence; line: (i: number) => number }[];
}

/** Nothing outside of the step's reach is wrong, and backward still scales as the step does. */
async function isStepOf(leaf: LeafEvidence, places: NonNullable<Scale['places']>, group: Group): Promise<boolean> {
  const { all, zeroing } = group;
  const family = [leaf, ...siblingsOf(leaf, all.leaves)];
  for (const other of all.wrong) {
    if (family.includes(other)) continue;
    const effects = await Promise.all(family.map((one) => zeroing.effect(one, other)));
    if (
      !effects.some((effect) => effect?.vanishes) ||
      multipliersOf(other, all.leaves).some((m) => m.leaf.size === other.leaf.size)
    )
      return false;
  }
  return isHomogeneous(leaf, places, all);
}

/** Whether scaling the leaf (per unit, as a whole, or with its bias) leaves the cost alone, and whether backward knows. */
function scaleOf(leaf: LeafEvidence, { all }: Group, isFloat32: boolean): Scale {
  const siblings = siblingsOf(leaf, all.leaves);
  // A bias that the cost does not feel at all says nothing about scales: its matrix does.
  const asked = isSilent(leaf) ? siblings.filter((other) => !isSilent(other)) : [leaf];
  for (const one of asked) {
    const together = [one, ...siblingsOf(one, all.leaves)];
    for (const [axis, test] of scalings(one, together).entries()) {
      const found = one.views
        .flatMap((_, v) => test(v))
        .filter(({ size, error }) => size > 20 * error && Number.isFinite(size));
      if (found.length < 2 || one.leaf.size < 3) continue;
      // Where the deviation is hardly larger than the epsilon that is added to it, a scale is felt after all.
      const felt = found.filter(
        (sum) => Math.abs(sum.num) > 3 * sum.error + (isFloat32 ? 5e-3 : 1e-3) * yardstick(sum),
      );
      if (felt.length > found.length / 4 || felt.some(({ num, size }) => Math.abs(num) > 0.1 * size)) continue;
      const broken = found.filter(({ claim, size, error }) => Math.abs(claim) > 6 * error + 0.02 * size).length;
      const places =
        axis < one.leaf.shape.length
          ? [{ leaf: one, line: lineAcross(one, axis) }]
          : together.map((other) => ({ leaf: other, line: () => 0 }));
      return { holds: true, broken: broken > found.length / 2, places };
    }
  }
  return { holds: false, broken: false };
}

/**
 * What an imbalance is small beside. The ε under the root leaves a little of it, which is nothing beside what backward
 * has, but not beside the cost's own terms where a line hardly varies.
 */
function yardstick({ size, claim }: { size: number; claim: number }): number {
  return Math.max(size, Math.min(Math.abs(claim), 20 * size));
}

/** Which of the sums of sums(…, axis) an entry goes into. */
function lineAcross({ leaf }: LeafEvidence, axis: number): (i: number) => number {
  const lines = Array.from({ length: leaf.shape[axis]! }, (_, at) => lineOf(leaf.shape, axis, at));
  const of = new Map(lines.flatMap((line) => [...line].map((i, k) => [i, k] as const)));
  return (i) => of.get(i) ?? 0;
}

const isSilent = ({ views }: LeafEvidence): boolean =>
  views.every(({ numeric, error }) => numeric.every((num, i) => !(Math.abs(num) > 20 * error[i]!)));

function scalings(leaf: LeafEvidence, together: LeafEvidence[]) {
  const parts = [...leaf.leaf.shape.keys()].map(
    (axis) => (v: number) => sums(leaf, leaf.views[v]!, axis, (view, i) => view.theta[i]!),
  );
  const whole = (v: number) => {
    const total = { num: 0, claim: 0, size: 0, error: 0 };
    for (const { views } of together) {
      views[v]!.numeric.forEach((num, i) => {
        const w = views[v]!.theta[i]!;
        total.num += w * num;
        total.claim += w * views[v]!.analytic[i]!;
        total.size += Math.abs(w) * Math.abs(num);
        total.error += Math.abs(w) * views[v]!.error[i]!;
      });
    }
    return [total];
  };
  return [...parts, whole];
}
