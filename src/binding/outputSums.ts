import * as l10n from '@vscode/l10n';
import type { SlotPath } from '../model/plan.ts';
import type { Matched } from './candidates.ts';
import type { Context } from './context.ts';
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
  const output = matched.back.run.outputs.main[0];
  const isLoss = context.forward !== null && lossName.test(context.forward.name);
  return output && isLoss && matched.back.usesLabel && !newTarget(matched) ? sums(output) : [];
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
