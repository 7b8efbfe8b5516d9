import type { ParameterFacts } from '../../model/facts.ts';
import type { SlotPath } from '../../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { inRows, type Option } from '../known/context.ts';
import { describeAt } from '../known/places.ts';
import { formOf } from '../names/rank.ts';
import type { ForwardRun } from '../known/scene.ts';

/** `trainStep(X: number[][])` beside `forward(x: number[])`: a batch is no sample. */
export function hasOtherRank(run: ForwardRun, parameter: ParameterFacts, at: SlotPath): boolean {
  if (handsElementsToForward(run, parameter)) {
    return true;
  }
  const { rank, source } = formOf(parameter, run.frame.context.all);
  const held = describeAt(run.observation.slots[at.slot], at.path);
  const own = held?.kind === 'array' ? held.shape.length : held?.kind === 'number' ? 0 : null;
  return source === 'type' && rank !== null && own !== null && own !== rank;
}

/** `this.forward(X[i])` in the body of backward: X holds several of what forward takes. */
function handsElementsToForward({ scene }: ForwardRun, { use }: ParameterFacts): boolean {
  const name = scene.forward?.facts?.name;
  return name !== undefined && (use.elementsTo ?? []).some((callee) => callee.replace(/^.*\./, '') === name);
}

/** A batch of its own, where backward takes several samples and forward one. */
export function batches(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const { frame, filled } = run;
  const isBatch = filled.length > 0 && filled.every(({ slot }) => hasOtherRank(run, parameter, slot));
  return isBatch ? argumentOptions(inRows(frame), parameter, 'forward') : [];
}
