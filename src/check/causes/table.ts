import type { Cause } from '../../model/report.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { constantFactor } from './hypotheses/constantFactor.ts';
import { elementwiseMap } from './hypotheses/elementwise.ts';
import { fixedFactors } from './hypotheses/fixedFactors.ts';
import { frozen } from './hypotheses/frozen.ts';
import type { Hypothesis } from './hypotheses/hypothesis.ts';
import { notANumber } from './hypotheses/notANumber.ts';
import { offset } from './hypotheses/offset.ts';
import { oneExample } from './hypotheses/oneExample.ts';
import { ownFactor } from './hypotheses/ownFactor.ts';
import { partial } from './hypotheses/partial.ts';
import { pointwise } from './hypotheses/pointwise.ts';
import { permuted } from './hypotheses/permuted.ts';
import { flipped, transposed } from './hypotheses/rearranged.ts';
import { rowFactor } from './hypotheses/rowFactor.ts';
import { swappedLeaves } from './hypotheses/swappedLeaves.ts';
import { varyingFactor } from './hypotheses/varyingFactor.ts';
import { factorBesideDecay, weightDecay } from './hypotheses/weightDecay.ts';
import { wrongSum } from './hypotheses/wrongSum.ts';
import { zero } from './hypotheses/zero.ts';

/** What can be wrong with one leaf by itself; the first that fits is taken, so those with fewest free constants lead. */
export const leafHypotheses: Hypothesis[] = [
  notANumber,
  swappedLeaves,
  zero,
  constantFactor,
  transposed,
  weightDecay,
  flipped,
  elementwiseMap,
  wrongSum,
  partial,
  permuted,
  factorBesideDecay,
  ownFactor,
  pointwise,
  offset,
  frozen,
  varyingFactor,
  rowFactor,
  fixedFactors,
  oneExample,
];

/** The first certain hypothesis about one leaf, else the first likely one. */
export function byItself(leaf: LeafEvidence, all: Evidence): Cause | null {
  let likely: Cause | null = null;
  for (const hypothesis of leafHypotheses) {
    const found = hypothesis.test(leaf, all);
    if (found?.confidence === 'certain') return found;
    likely ??= found;
  }
  return likely;
}
