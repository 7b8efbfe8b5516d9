import { shorterPlans } from '../../binding/plans/shorterPlans.ts';
import type { Shorter } from '../../check/causes/shorter.ts';
import type { CheckResult } from '../../check/result.ts';
import type { Plan } from '../../model/plan.ts';
import type { Layout } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { fastCheck } from './checkPlan.ts';
import type { CheckOptions } from '../service.ts';

/** Shorter plans that are tried: each is a whole fast check. */
const most = 6;

/** Checks the pair with one row, or one column, of its data. What does not run that way tells nothing. */
export async function shorterRuns(
  runtime: Runtime,
  plan: Plan,
  layout: Layout,
  options: CheckOptions,
): Promise<Shorter[]> {
  const lengths = new Set(layout.leaves.flatMap(({ role, shape }) => (role === 'parameter' ? shape : [])));
  const found: Shorter[] = [];
  for (const { plan: shorter, ...what } of shorterPlans(plan, lengths).slice(0, most)) {
    const result = await fastCheck(runtime, shorter, options);
    if (result) found.push({ ...what, ...rightIn(result) });
  }
  return found;
}

function rightIn({ leaves, layout, analytic }: CheckResult): Pick<Shorter, 'right' | 'silent'> {
  const right = leaves.filter(({ verdict }) => verdict === 'correct').map(({ leaf }) => leaf);
  const silent = right.filter((leaf) => {
    const { offset, size } = layout.leaves[leaf]!;
    return analytic.subarray(offset, offset + size).every((value) => value === 0);
  });
  return { right: new Set(right), silent: new Set(silent) };
}
