import * as l10n from '@vscode/l10n';
import type { SlotPath } from '../../model/plan.ts';
import { reachedBy, type Context } from '../known/context.ts';
import type { CostChoice } from './costChoice.ts';
import { describeAt, numericPlaces } from '../known/places.ts';
import type { BackwardRun } from '../known/scene.ts';

/** Forward ends with a softmax, and backward is handed p − t, which is the gradient by what the softmax was handed. */
export function beforeSoftmax(context: Context, back: BackwardRun, base: CostChoice): CostChoice[] {
  const { forward } = context;
  const { outputs } = back.run;
  const called = forward === null ? [] : [forward, ...reachedBy(context, forward.calls)];
  const isSoftmax = called.some((fn) => fn.calls.some((call) => /soft_?max/i.test(call)));
  // A softmax by itself is differentiated by its scores; without that nothing of its own is left to check.
  const isAlone = forward === null || /^\w*soft_?max\w*$/i.test(forward.name) || /soft_?max/i.test(forward.owner ?? '');
  const [output, ...others] = outputs.main;
  const isShare = output !== undefined && others.length === 0 && isBetween(back, output);
  return isSoftmax && !isAlone && isShare && base.cost.kind === 'contraction'
    ? [
        {
          ...base,
          cost: { ...base.cost, upstream: 'before-softmax' },
          description: l10n.t('the logarithm of the output of forward times a random upstream gradient'),
        },
      ]
    : [];
}

function isBetween({ run }: BackwardRun, at: SlotPath): boolean {
  const place = numericPlaces(describeAt(run.observation.slots[at.slot], at.path), at)[0];
  return place !== undefined && !place.isNumber && (place.minimum ?? 0) > 0 && (place.maximum ?? 1) < 1;
}
