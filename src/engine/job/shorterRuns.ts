import { shorterPlans } from '../../binding/plans/shorterPlans.ts';
import type { Shorter } from '../../check/causes/shorter.ts';
import type { CheckResult } from '../../check/result.ts';
import type { Plan } from '../../model/plan.ts';
import type { Layout } from '../../model/target.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { fastCheck } from './checkPlan.ts';
import type { CheckOptions } from '../service.ts';

type Right = Pick<Shorter, 'right' | 'silent'>;

/** Shorter plans that are tried: each is a whole fast check. */
const most = 6;

/** Draws of the one row that must all be right: a mistake that only some labels or signs bring out is in no row's company. */
const draws = 4;

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
    const results: CheckResult[] = [];
    for (let draw = 0; draw < draws && results.length === draw; draw++) {
      const result = await fastCheck(runtime, { ...shorter, seed: shorter.seed + draw }, options);
      if (result) results.push(result);
      if (!result || rightIn(result).right.size === 0) break;
    }
    if (results.length > 0) found.push({ ...what, ...rightInAll(results.map(rightIn)) });
  }
  return found;
}

function rightInAll(found: readonly Right[]): Right {
  const inAll = (some: keyof Right) =>
    new Set([...found[0]![some]].filter((leaf) => found.every((one) => one[some].has(leaf))));
  return { right: inAll('right'), silent: inAll('silent') };
}

function rightIn({ leaves, layout, analytic }: CheckResult): Right {
  const right = leaves.filter(({ verdict }) => verdict === 'correct').map(({ leaf }) => leaf);
  const silent = right.filter((leaf) => {
    const { offset, size } = layout.leaves[leaf]!;
    return analytic.subarray(offset, offset + size).every((value) => value === 0);
  });
  return { right: new Set(right), silent: new Set(silent) };
}
