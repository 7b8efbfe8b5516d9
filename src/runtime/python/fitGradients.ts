import * as l10n from '@vscode/l10n';
import { fault, GradientCheckError } from '../../model/fault.ts';
import type { GradientPlan } from '../../model/plan.ts';
import type { Layout, Leaf } from '../../model/target.ts';
import { isReshape, misfitWords, transposed } from '../shapes.ts';

/** What Python found at one gradient's place: a shape, or why there are no numbers. */
export type FoundGradient = { shape: number[] } | { missing: boolean; why: string | null };

/**
 * Puts what backward claims in the order of θ. Throws GradientCheckError ('no-gradient', 'shape').
 * @param entries entries of all gradients that have a shape, one behind the other
 */
export function fitGradients(
  found: FoundGradient[],
  entries: Float64Array,
  plans: GradientPlan[],
  layout: Layout,
): Float64Array {
  const theta = new Float64Array(layout.theta.length);
  let at = 0;
  layout.leaves.forEach((leaf, i) => {
    const one = found[i];
    if (!one || !('shape' in one)) throw missing(leaf, one);
    const size = one.shape.reduce((product, length) => product * length, 1);
    const plan = plans[i]?.kind === 'value' ? plans[i] : null;
    const scale = plan?.scale ?? 1;
    const own = entries.subarray(at, at + size);
    if (plan?.misfit && !isReshape(one.shape, leaf.shape)) theta.fill(NaN, leaf.offset, leaf.offset + leaf.size);
    else {
      const fitted = inOrder(one.shape, own, leaf, plan?.transposed ?? false);
      theta.set(scale === 1 ? fitted : fitted.map((entry) => scale * entry), leaf.offset);
    }
    at += size;
  });
  return theta;
}

function inOrder(shape: number[], entries: Float64Array, leaf: Leaf, isTransposed: boolean): Float64Array {
  const reversed = [...leaf.shape].reverse();
  const isFit = isReshape(shape, isTransposed ? reversed : leaf.shape);
  if (!isFit || (isTransposed && leaf.shape.length !== 2))
    throw new GradientCheckError(fault('shape', `${misfitWords(leaf.gradientName, shape, leaf)}.`));
  return isTransposed ? transposed(entries, reversed[0] ?? 1, reversed[1] ?? 1) : entries;
}

function missing(leaf: Leaf, found: FoundGradient | undefined): GradientCheckError {
  if (found && 'missing' in found && !found.missing)
    return new GradientCheckError(
      fault(
        'shape',
        l10n.t('{0} is not an array of numbers: {1}.', leaf.gradientName, found.why ?? l10n.t('it holds no numbers')),
      ),
    );
  return new GradientCheckError(
    fault('no-gradient', l10n.t('No gradient for {0}: backward gave no value for {1}.', leaf.name, leaf.gradientName)),
  );
}
