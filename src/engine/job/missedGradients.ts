import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { LeafPlan } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { unevenDirection } from './unevenDirection.ts';

/** Steps along each parameter: on both sides, because one side alone may be the flat one of a ReLU. */
const steps = Float64Array.of(0.1, -0.1, 1, -1);

/**
 * Says which gradients are missed: of the parameters without one those that the cost depends on. A cell that keeps the weights of the
 * layer above beside its own owes no gradient for them. A backward that returns no parameter's gradient at all leaves them to
 * another function; which one, the code does not say.
 */
export async function missedGradients(runtime: Runtime, bound: BoundPlan): Promise<Note[]> {
  if (bound.missing.length === 0) return [];
  const missed = await thatMatter(runtime, bound);
  if (missed.length === 0) return [];
  const names = missed.map(({ name }) => name).join(', ');
  return [bound.plan.leaves.some(({ role }) => role === 'parameter') ? forgotten(names) : leftToOthers(names)];
}

function forgotten(names: string): Note {
  return { id: 'no-gradient', severity: 'warning', message: l10n.t('Backward returns no gradient for {0}.', names) };
}

function leftToOthers(names: string): Note {
  const message = l10n.t(
    'Backward returns the gradient of its input only, so nothing was checked for {0}. If that is not the work of another function, its gradient is missing.',
    names,
  );
  return { id: 'input-gradient-only', severity: 'info', message };
}

/** The cost depends on them; all of them where that cannot be told. */
async function thatMatter(runtime: Runtime, { plan, missing }: BoundPlan): Promise<LeafPlan[]> {
  let target: Target | null = null;
  try {
    target = await runtime.open({ ...plan, leaves: missing, gradients: [] });
    const { leaves } = await target.describe();
    const found: LeafPlan[] = [];
    for (const [at, leaf] of missing.entries()) {
      if (await matters(target, at, leaves[at]!.size)) found.push(leaf);
    }
    return found;
  } catch (error) {
    if (error instanceof GradientCheckError && error.fault.kind !== 'cancelled') return missing;
    throw error;
  } finally {
    await target?.dispose();
  }
}

async function matters(target: Target, leaf: number, size: number): Promise<boolean> {
  const direction = unevenDirection(size);
  const [here] = (await target.costs({ kind: 'base', base: null, count: 1 })).values;
  const { values } = await target.costs({ kind: 'line', base: null, leaf, direction, step: steps });
  return values.some((value) => value !== here);
}
