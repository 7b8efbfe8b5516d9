import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { Random } from '../../random.ts';
import { largest } from '../../vectors.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause } from '../words.ts';
import type { Experiment } from './experiment.ts';
import { multipliersOf } from './siblings.ts';

/** What people write for the derivative of softmax with cross-entropy, p − y, given p and the mean label ȳ. */
const slips: { words: () => string; of: (p: number, y: number) => number }[] = [
  { words: () => l10n.t('uses the diagonal of the softmax Jacobian only: −y·(1 − p)'), of: (p, y) => -y * (1 - p) },
  { words: () => l10n.t('stops at the derivative with respect to the probabilities: −y/p'), of: (p, y) => -y / p },
  { words: () => l10n.t('multiplies p − y by p·(1 − p) once more'), of: (p, y) => (p - y) * p * (1 - p) },
  { words: () => l10n.t('leaves the labels out: p instead of p − y'), of: (p) => p },
  { words: () => l10n.t('has y − p·(1 − p)'), of: (p, y) => p * (1 - p) - y },
  { words: () => l10n.t('uses p·(1 − p) and forgets the labels'), of: (p) => p * (1 - p) },
  { words: () => l10n.t('leaves the probabilities out: −y instead of p − y'), of: (_, y) => -y },
  { words: () => l10n.t('has the sum p + y instead of p − y'), of: (p, y) => p + y },
];

export interface SoftmaxAnswer {
  /** The cost is softmax with cross-entropy on this vector. */
  isSoftmax: boolean;
  cause: Cause | null;
}

/** With the last layer's weights at 0 the scores are its bias: p = softmax(b), and the cost's slopes are s·(p − ȳ). */
export async function askSoftmax(vector: LeafEvidence, all: Evidence): Promise<SoftmaxAnswer> {
  const multipliers = multipliersOf(vector, all.leaves);
  const { offset, size } = vector.leaf;
  const no = { isSoftmax: false, cause: null };
  if (multipliers.length === 0 || size < 2 || size > 200 || all.meter.spent) return no;
  const draws: { p: Float64Array; num: Float64Array; error: Float64Array; claim: Float64Array }[] = [];
  for (const draw of [0, 1, 2]) {
    const base = all.points.at(-1)!.slice();
    const random = new Random(all.seed + draw, 61);
    for (const { leaf } of multipliers) base.fill(0, leaf.offset, leaf.offset + leaf.size);
    for (let i = offset; i < offset + size; i++) base[i] = Math.fround(random.normal());
    const entries = Array.from({ length: size }, (_, i) => offset + i);
    const { numeric, error } = await all.meter.slopes(base, entries);
    const e = base.subarray(offset, offset + size).map(Math.exp);
    const sum = e.reduce((a, b) => a + b, 0);
    const claim = (await all.meter.claim(base)).slice(offset, offset + size);
    draws.push({ p: e.map((x) => x / sum), num: numeric, error, claim });
  }
  const [first, ...others] = draws as [(typeof draws)[0], ...typeof draws];
  let [xy, xx] = [0, 0];
  for (const other of others) {
    for (let i = 0; i < size; i++) {
      xy += (first.p[i]! - other.p[i]!) * (first.num[i]! - other.num[i]!);
      xx += (first.p[i]! - other.p[i]!) ** 2;
    }
  }
  const s = xy / xx;
  const labels = first.p.map((p, i) => p - first.num[i]! / s);
  const slack = (e: number, x: number) => 4 * e + (all.isFloat32 ? 3e-4 : 1e-6) * Math.abs(x);
  const size0 = largest(first.num);
  const moves = others.some(({ num, error }) =>
    num.every((x, i) => Math.abs(x - first.num[i]!) > 20 * (error[i]! + first.error[i]!)),
  );
  const isSoftmax =
    s > 0 &&
    moves &&
    draws.every(({ p, num, error }) =>
      num.every((x, i) => Math.abs(x - s * (p[i]! - labels[i]!)) <= slack(error[i]! + first.error[i]!, size0)),
    );
  if (!isSoftmax) return no;
  const slip = slips.find(({ of }) =>
    draws.every(({ p, claim, error }) =>
      claim.every(
        (a, i) =>
          Math.abs(a - s * of(p[i]!, labels[i]!)) <=
          (all.isFloat32 ? 20 : 10) * slack(error[i]! + first.error[i]!, Math.abs(a) + size0),
      ),
    ),
  );
  if (!slip) return { isSoftmax, cause: null };
  const place = vector.leaf.gradientName;
  return {
    isSoftmax,
    cause: cause(
      'softmax-jacobian',
      l10n.t('The derivative of softmax with cross-entropy is wrong: backward {0}', slip.words()),
      l10n.t(
        'Together, softmax and cross-entropy have the derivative p − y with respect to the scores (divided by the number of examples where the cost is a mean).',
      ),
      [
        l10n.t(
          'with the last weights at 0 the scores are {0}; at {1} values of it the cost says s·(p − y), and {2} says something else in just that way',
          vector.leaf.name,
          draws.length,
          place,
        ),
      ],
      { at: [...multipliers, vector].map(({ leaf }) => leaf.name).join(',') },
    ),
  };
}

/** Softmax with cross-entropy at the output. */
export const softmaxOutput: Experiment = {
  id: 'softmax-jacobian',
  async test({ leaves, all }) {
    for (const vector of leaves) {
      const { cause: found } = await askSoftmax(vector, all).catch(() => ({ cause: null }));
      if (found) return found;
    }
    return null;
  },
};
