import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';
import type { Plan } from '../../model/plan.ts';
import type { Layout } from '../../model/target.ts';
import { hasRightGradient } from '../judge/rightGradient.ts';

/** Draws that are tried beside the first. */
const most = 4;

/** Of more entries than this some lie on either side of every bend in any draw. */
const fewEntries = 5000;

export interface DrawOptions {
  /** What the fast check finds of a plan; null where it does not run. */
  fastResult: (plan: Plan) => Promise<CheckResult | null>;
  /** Time that further draws may take. */
  milliseconds: number;
  now?: () => number;
}

/**
 * In one draw of a small pair all units may happen to lie on one side of a ReLU, the largest of a window to be its first, or a
 * dropout to leave nothing over. What is right gets the fast check with a few other draws, and the first that is wrong is
 * checked instead; where the first draw tells nothing, one that is right is.
 */
export async function chooseDraw(
  bound: BoundPlan,
  { leaves }: Layout,
  { fastResult, milliseconds, now = () => performance.now() }: DrawOptions,
): Promise<BoundPlan> {
  if (leaves.reduce((sum, { size }) => sum + size, 0) > fewEntries) return bound;
  const started = now();
  const first = await fastResult(bound.plan);
  if (!first || first.verdict === 'wrong') return bound;
  let chosen = bound;
  for (let k = 1; k <= most && now() - started < milliseconds; k++) {
    const seed = bound.plan.seed + k;
    const result = await fastResult({ ...bound.plan, seed });
    if (result?.verdict === 'wrong' && tells(bound, result))
      return withSeed(bound, seed, wrongNote(first, bound, seed));
    if (result?.verdict === 'correct' && first.verdict !== 'correct' && chosen === bound)
      chosen = withSeed(bound, seed);
  }
  return chosen;
}

/** A cost that was guessed is held against no gradient where it fits none. */
function tells({ guessedCost }: BoundPlan, result: CheckResult): boolean {
  return guessedCost === null || hasRightGradient(result);
}

function withSeed(bound: BoundPlan, seed: number, notes: BoundPlan['notes'] = []): BoundPlan {
  const { plan, inputs } = bound;
  return { ...bound, plan: { ...plan, seed }, inputs: { ...inputs, seed }, notes: [...bound.notes, ...notes] };
}

function wrongNote({ verdict }: CheckResult, { plan }: BoundPlan, seed: number): BoundPlan['notes'] {
  if (verdict !== 'correct') return [];
  const message = l10n.t(
    'Right with the random inputs of seed {0}; what is wrong here was found with those of seed {1}, which reach another branch.',
    plan.seed,
    seed,
  );
  return [{ id: 'other-draw', severity: 'warning', message }];
}
