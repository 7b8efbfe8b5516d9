import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { largest, norm } from '../../vectors.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';

/** The gradient belongs to other parameters than those the cost was computed with: after an update, wholly or in one matrix. */
export const staleParameters: Experiment = {
  id: 'stale-parameters',
  async test(group) {
    return (await afterStep(group.all)) ?? (await oneUpdated(group));
  },
};

/** Backward's values equal the cost's gradient at θ − r·∇J: find r by secant steps, then ask all entries. */
async function afterStep(all: Evidence): Promise<Cause | null> {
  const start = all.leaves.map(({ views }) => views[0]!);
  if (all.wrong.length < all.leaves.length / 2 || !start.every(({ numeric }) => numeric.every(Number.isFinite)))
    return null;
  const gradient = Float64Array.from(start.flatMap(({ numeric }) => [...numeric]));
  const analytic = Float64Array.from(start.flatMap((view) => [...view.analytic]));
  const order = Array.from(gradient.keys()).sort(
    (a, b) => Math.abs(analytic[b]! - gradient[b]!) - Math.abs(analytic[a]! - gradient[a]!),
  );
  const entries = order.slice(0, 24);
  const residual = async (rate: number) => {
    const base = all.layout.theta.map((x, i) => x - rate * gradient[i]!);
    const { numeric, error } = await all.meter.slopes(base, entries);
    return { r: entries.map((flat, k) => analytic[flat]! - numeric[k]!), error };
  };
  const zero = entries.map((flat) => analytic[flat]! - gradient[flat]!);
  const size = norm(zero);
  // Where most entries agree as they are, no update lies between backward and the cost.
  const errors = start.flatMap((view) => [...view.error]);
  const apart = entries.filter((flat) => Math.abs(analytic[flat]! - gradient[flat]!) > 20 * errors[flat]!).length;
  if (apart < 0.7 * entries.length) return null;
  let [rate, before] = [0, zero];
  let next = 1e-3 / (1 + norm(gradient));
  for (let round = 0; round < 9; round++) {
    const { r, error } = await residual(next);
    const fits = r.every(
      (x, k) => Math.abs(x) <= 4 * error[k]! + (all.isFloat32 ? 1e-3 : 1e-6) * Math.abs(analytic[entries[k]!]!),
    );
    if (fits && entries.length >= 4) return afterStepCause(next, all);
    const change = r.map((x, k) => x - before[k]!);
    const square = change.reduce((sum, x) => sum + x * x, 0);
    const step = (-(next - rate) * change.reduce((sum, x, k) => sum + x * r[k]!, 0)) / square;
    if (!Number.isFinite(step) || norm(r) > 3 * size || Math.abs(next + step) > 1e3) return null;
    [rate, before, next] = [next, r, next + step];
  }
  return null;
}

function afterStepCause(rate: number, all: Evidence): Cause {
  return cause(
    'stale-parameters',
    l10n.t(
      'Backward gives the gradient at other parameters than forward used: at W − {0} · dW, one update later',
      say(rate),
    ),
    l10n.t(
      'Look for an update that is done before the gradients are computed or returned: compute all gradients first, then update.',
    ),
    [
      l10n.t(
        "the cost's gradient at θ − {0}·∇J equals backward's values in all {1} entries that were tried",
        say(rate),
        Math.min(24, all.layout.theta.length),
      ),
    ],
    { rate },
  );
}

interface Updated {
  matrix: LeafEvidence;
  below: LeafEvidence[];
  rate: number;
}

/**
 * A matrix was updated before the gradient was carried back through it. With that matrix at zero nothing can reach the
 * leaves below, but backward still claims what the update alone, −r·dW, would carry: a known direction, one factor r.
 * Where each weight is a leaf of its own, several of them together account for all leaves, with one rate.
 */
async function oneUpdated({ leaves, all, zeroing }: Group): Promise<Cause | null> {
  const found: Updated[] = [];
  for (const matrix of all.leaves) {
    if (matrix.isWrong && leaves.includes(matrix)) continue;
    const effects = await zeroing.effects(matrix);
    const below = leaves.filter(({ index }) => effects?.[index]?.invented);
    if (below.length === 0 || all.meter.spent) continue;
    const rate = await steadyRate(matrix, below, all).catch(() => null);
    if (rate === null) continue;
    found.push({ matrix, below, rate });
    if (below.length === leaves.length) return updatedCause([{ matrix, below, rate }], leaves);
  }
  const isAll = leaves.every((leaf) => found.some(({ below }) => below.includes(leaf)));
  const isOneRate = found.every(({ rate }) => Math.abs(rate / found[0]!.rate - 1) < (all.isFloat32 ? 0.02 : 1e-3));
  return found.length > 1 && isAll && isOneRate ? updatedCause(found, leaves) : null;
}

function updatedCause(found: Updated[], leaves: readonly LeafEvidence[]): Cause {
  const matrices = found.map(({ matrix }) => matrix);
  const [them, rate] = [list(names(matrices)), found[0]!.rate];
  const gradients = list(matrices.map(({ leaf }) => leaf.gradientName));
  return cause(
    'stale-parameters',
    matrices.length > 1
      ? l10n.t(
          'The gradient is carried back through {0} after they have been updated (by {1} · {2})',
          them,
          say(rate),
          gradients,
        )
      : l10n.t(
          'The gradient is carried back through {0} after {0} has been updated (by {1} · {2})',
          them,
          say(rate),
          gradients,
        ),
    matrices.length > 1
      ? l10n.t(
          'Compute the gradients of {0} before {1} change: first all gradients, then all updates.',
          list(names(leaves)),
          them,
        )
      : l10n.t(
          'Compute the gradients of {0} before {1} changes: first all gradients, then all updates.',
          list(names(leaves)),
          them,
        ),
    found.map(({ matrix: { leaf }, below }) =>
      l10n.t(
        'with {0} = 0 the cost does not depend on {1}, yet backward gives just what −{2} · {3} in its place would carry',
        leaf.name,
        list(names(below)),
        say(rate),
        leaf.gradientName,
      ),
    ),
    { rate, of: names(matrices).join(','), at: names(leaves).join(',') },
  );
}

/** A learning rate is the same wherever it is measured; what only looks like an update of one sample is not. */
async function steadyRate(matrix: LeafEvidence, below: LeafEvidence[], all: Evidence): Promise<number | null> {
  const rate = await rateOf(matrix, below, all, all.points.at(-1)!);
  if (rate === null || all.points.length < 2) return rate;
  const other = await rateOf(matrix, below, all, all.points.at(-2)!);
  return other !== null && Math.abs(other / rate - 1) < (all.isFloat32 ? 0.05 : 5e-3) ? rate : null;
}

async function rateOf(
  matrix: LeafEvidence,
  below: LeafEvidence[],
  all: Evidence,
  point: Float64Array,
): Promise<number | null> {
  const { offset, size } = matrix.leaf;
  const zero = point.slice();
  zero.fill(0, offset, offset + size);
  const claimed = await all.meter.claim(zero);
  const most = largest(claimed.subarray(offset, offset + size));
  if (!(most > 0)) return null;
  const epsilon = (all.isFloat32 ? 0.05 : 1e-3) / most;
  const entries = below.flatMap(({ leaf }) =>
    Array.from({ length: Math.min(6, leaf.size) }, (_, i) => leaf.offset + i),
  );
  const carried = async (sign: number) => {
    const base = zero.slice();
    for (let i = offset; i < offset + size; i++) base[i] = -sign * epsilon * claimed[i]!;
    return all.meter.slopes(base, entries);
  };
  const [up, down] = [await carried(1), await carried(-1)];
  // What the cost still says there (weight decay) is not carried.
  const still = await all.meter.slopes(zero, entries);
  let [xy, xx, yy] = [0, 0, 0];
  entries.forEach((flat, k) => {
    const x = (up.numeric[k]! - down.numeric[k]!) / (2 * epsilon);
    const extra = claimed[flat]! - still.numeric[k]!;
    xy += x * extra;
    xx += x * x;
    yy += extra ** 2;
  });
  const aligned = Math.abs(xy) / Math.sqrt(xx * yy);
  return aligned > (all.isFloat32 ? 0.999 : 0.99999) ? xy / xx : null;
}
