import * as l10n from '@vscode/l10n';
import { cause } from '../../check/causes/words.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import { fault, GradientCheckError } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Cause, Note } from '../../model/report.ts';
import type { Layout } from '../../model/target.ts';
import { misfitWords } from '../../runtime/shapes.ts';
import { hasRightGradient } from './rightGradient.ts';

/**
 * The cause of each gradient that has another shape than its parameter; null for all others. Inputs in a wrong form may
 * give it one as well, so it counts as a mistake of backward only where another gradient is right with the same inputs.
 * Throws GradientCheckError ('shape') else.
 */
export function misfitCauses(result: CheckResult, plan: Plan): (Cause | null)[] {
  const causes = plan.gradients.map((_, index) => {
    const shape = misfitOf(plan, index);
    return shape ? misfitCause(result.layout, index, shape) : null;
  });
  const first = causes.find((one) => one !== null);
  if (first && !hasRightGradient(result)) throw new GradientCheckError(fault('shape', `${first.message}.`));
  return causes;
}

/** There are no numbers to be shown of such a gradient, and no dθ that it could be a part of. */
export function withoutMisfits(result: CheckResult, plan: Plan): CheckResult {
  const misfits = result.layout.leaves.filter((_, index) => misfitOf(plan, index));
  if (misfits.length === 0) return result;
  const leaves = result.leaves.map((leaf): LeafResult => {
    const size = result.layout.leaves[leaf.leaf]?.size ?? 0;
    if (!misfitOf(plan, leaf.leaf)) return leaf;
    return { ...leaf, sweep: null, entries: [], wrongEntries: size, wrongIsBound: false, difference: null };
  });
  const message = l10n.t(
    'The textbook’s difference cannot be computed: {0} cannot be flattened into dθ beside θ.',
    misfits.map(({ gradientName }) => gradientName).join(', '),
  );
  const notes: Note[] = [
    ...result.notes.filter(({ id }) => id !== 'not-finite'),
    { id: 'no-difference', severity: 'info', message },
  ];
  return { ...result, leaves, notes, textbook: null, boldDifference: null };
}

function misfitOf({ gradients }: Plan, index: number): number[] | undefined {
  const gradient = gradients[index];
  return gradient?.kind === 'value' ? gradient.misfit : undefined;
}

function misfitCause({ leaves }: Layout, index: number, shape: number[]): Cause {
  const leaf = leaves[index]!;
  return cause(
    'wrong-shape',
    misfitWords(leaf.gradientName, shape, leaf),
    l10n.t(
      'A gradient has the shape of its parameter. What forward spread over an axis is summed over that axis in backward: the bias of a layer over the examples. Look at the axis of the sum, and at whether the axis is kept (keepdims).',
    ),
    [l10n.t('other gradients are right with the same inputs, so these are not to blame')],
    { shape: shape.join('×') },
  );
}
