import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { CheckResult } from '../../check/result.ts';

/** A plan and what the fast check found of it. */
interface Checked {
  bound: BoundPlan;
  result: CheckResult;
}

/**
 * Errors that are handed down without the slope of the layer above make a squared error look like a cross-entropy for the
 * layers below. The output layer tells the two apart: nothing stands between it and the cost. Where it is right for a squared
 * error and wrong for the other guess, however many leaves fit that one, the squared error is meant.
 */
export function isMeantInstead(one: Checked, other: Checked): boolean {
  return (
    formulaOf(one.bound) === 'squared-error' &&
    /cross-entropy/.test(formulaOf(other.bound) ?? '') &&
    isOutputRight(one.result) &&
    !isOutputRight(other.result)
  );
}

/** The usual cost that was tried; null where the code has its own. */
export function formulaOf({ plan, guessedCost }: BoundPlan): string | null {
  return guessedCost !== null && plan.cost.kind === 'formula' ? plan.cost.formula : null;
}

function isOutputRight({ layout, leaves }: CheckResult): boolean {
  const isOutput = (index: number): boolean =>
    /output|(?:^|[._])who\b|_ho\b|hiddenToOut/i.test(layout.leaves[index]!.name);
  const output = leaves.filter(({ leaf }) => isOutput(leaf));
  return output.length > 0 && output.length < leaves.length && output.every(({ verdict }) => verdict === 'correct');
}
