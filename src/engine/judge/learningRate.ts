import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { leafOf } from '../../check/layout.ts';
import type { Leaf, Target } from '../../model/target.ts';

/** Updates whose factors differ by more than this have no rate in common. */
const tolerance = 1e-3;

/**
 * An update says "rate × gradient", and where the text does not give the rate away, gradients are known up to it. It is
 * measured then: for an update u of one leaf, u·u / (∂J along u) is the rate where u is the gradient's multiple. A
 * leaf with another factor than most is wrong under it. Null where they do not agree, or the updates climb.
 */
export async function measureRate(target: Target): Promise<number | null> {
  const { leaves, theta } = await target.describe();
  const updates = await target.gradients(null);
  const rates: number[] = [];
  for (const [index, leaf] of leaves.entries()) {
    if (leaf.role !== 'parameter') continue;
    const rate = await rateOf(target, index, leafOf(leaf, updates), leafOf(leaf, theta), leaf);
    if (rate !== null) rates.push(rate);
  }
  const agreeing = largestGroup(rates.filter((rate) => rate > 0));
  return agreeing === null ? null : rounded(agreeing);
}

/**
 * The rate that most leaves have, or at least two where no other two agree: updates that are wrong hardly have a factor in
 * common by chance. A single leaf's rate is its own.
 */
function largestGroup(rates: readonly number[]): number | null {
  const groups = rates
    .map((rate) => ({ rate, size: rates.filter((one) => Math.abs(one - rate) <= tolerance * rate).length }))
    .sort((a, b) => b.size - a.size);
  const [first] = groups;
  if (!first || (rates.length > 1 && first.size < 2)) return null;
  const rival = groups.find(({ rate }) => Math.abs(rate - first.rate) > 2 * tolerance * first.rate);
  return rival && rival.size >= first.size ? null : first.rate;
}

async function rateOf(
  target: Target,
  leaf: number,
  update: Float64Array,
  theta: Float64Array,
  { size }: Leaf,
): Promise<number | null> {
  const largest = Math.max(0, ...update.map(Math.abs));
  if (size === 0 || !(largest > 0) || !Number.isFinite(largest)) return null;
  const direction = Float32Array.from(update, (value) => value / largest);
  const step = 1e-5 * Math.max(1, ...theta.map(Math.abs));
  const { values } = await target.costs({
    kind: 'line',
    base: null,
    leaf,
    direction,
    step: Float64Array.of(step, -step),
  });
  const slope = (values[0]! - values[1]!) / (2 * step);
  const rate = update.reduce((sum, value, i) => sum + value * direction[i]!, 0) / slope;
  return Number.isFinite(rate) ? rate : null;
}

/** People write 0.05; what was measured differs from it by round-off. */
function rounded(rate: number): number {
  const short = Number(rate.toPrecision(3));
  return Math.abs(short - rate) <= tolerance * rate ? short : rate;
}

/** The plan with its updates divided by `rate`, and a note that it was measured. */
export function withRate(bound: BoundPlan, rate: number): BoundPlan {
  const gradients = bound.plan.gradients.map((gradient) =>
    gradient.kind === 'update' ? { ...gradient, rate: gradient.rate * rate } : gradient,
  );
  const notes = bound.notes.map((note) =>
    note.id === 'update'
      ? {
          ...note,
          message: l10n.t(
            'Gradients were read from the change of the weights. The learning rate is not in the text; {0} was measured, the factor that most updates have in common. So a factor that is wrong in all of them cannot show.',
            rate,
          ),
        }
      : note,
  );
  return { ...bound, plan: { ...bound.plan, gradients }, notes, rateIsGuess: false };
}
