import * as l10n from '@vscode/l10n';
import type { FunctionFacts } from '../../model/facts.ts';
import type { SlotPath } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { Context } from '../known/context.ts';
import type { CostChoice } from './costChoice.ts';

/** Backward compares with a target that forward has not seen: forward's number is no cost then. */
export function newTarget({ back }: Matched): boolean {
  return (
    back.usesLabel !== null &&
    !back.run.filled.some(({ slot }) => JSON.stringify(slot) === JSON.stringify(back.usesLabel))
  );
}

/** `loss(y, p)` that leaves the sum over the samples to its caller: what it returns is the cost, entry by entry. */
export function lossPerSample(context: Context, matched: Matched): CostChoice[] {
  const { main, shapes } = matched.back.run.outputs;
  const output = main[0];
  const isLoss = context.forward !== null && isLossFunction(context.forward);
  if (!output || !isLoss || !matched.back.usesLabel || newTarget(matched)) {
    return [];
  }
  const samples = shapes[0]?.length === 1 ? (shapes[0][0] ?? 1) : 1;
  const mean = sums(output).map((choice) => ({
    ...choice,
    wholeScale: samples,
    description: l10n.t('the mean over the samples of what forward returns'),
  }));
  // `calculate` of the base class says which of the two it is.
  return samples > 1 && takesMean(context) ? mean : [...sums(output), ...(samples > 1 ? mean : [])];
}

/** `np.mean(self.forward(output, y))` in some method of a loss, or of what it extends. */
function takesMean({ all, forward }: Context): boolean {
  const callers = all
    .flatMap(({ functions }) => functions)
    .filter(({ owner, calls }) => owner !== null && calls.some((call) => /^(?:self|this)\.forward$/.test(call)));
  return forward !== null && callers.some(({ calls }) => calls.some((call) => /(?:^|\.)mean$/.test(call)));
}

/** By its own name, or by that of its class. */
export function isLossFunction({ name, owner }: FunctionFacts): boolean {
  return lossName.test(name) || (owner !== null && lossName.test(owner));
}

const lossName = /loss|cost|entropy|^(mse|bce|mae|sse|nll|hinge|squared_?error|error)$/i;

/** No target and no upstream gradient: the output's sum, as f and f′ have it. */
export function sums(output: SlotPath): CostChoice[] {
  return [
    {
      cost: { kind: 'scalar', at: output },
      setup: [],
      forward: [],
      description: l10n.t('the sum of what forward returns'),
      isGuess: false,
    },
  ];
}
