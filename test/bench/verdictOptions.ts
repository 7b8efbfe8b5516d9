import type { CheckResult } from '../../src/check/result.ts';

/** How every check of the bench is run. */
export const options = { epsilon: 1e-7, seed: 1, budgetMilliseconds: 1e9, now: () => performance.now() } as const;

/** Evaluations of the sweep and of what was looked at again, in units of 2n. */
export const sweepCost = ({ phases, layout }: CheckResult): number =>
  (phases.sweep + phases.again) / (2 * layout.theta.length);

export const wrongLeaves = (result: CheckResult): string[] =>
  result.leaves.filter(({ verdict }) => verdict === 'wrong').map(({ leaf }) => result.layout.leaves[leaf]!.name);
