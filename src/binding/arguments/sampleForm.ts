import type { ParameterFacts } from '../../model/facts.ts';
import type { SlotPath } from '../../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { inRows, type Option } from '../known/context.ts';
import { compactName } from '../names/names.ts';
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

/** `this.forward(X[i])` or `Float64Array.from(X[i])` in the body of backward: X holds several of what forward takes. */
function handsElementsToForward({ scene }: ForwardRun, { use }: ParameterFacts): boolean {
  const name = scene.forward?.facts?.name;
  const isRow = (callee: string): boolean =>
    /^(?:Array|Float(?:32|64)Array)\.from$/.test(callee) || callee.replace(/^.*\./, '') === name;
  return name !== undefined && (use.elementsTo ?? []).some(isRow);
}

/** A batch of its own, where backward takes several samples and forward one. */
export function batches(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const { frame, filled } = run;
  const isBatch = filled.length > 0 && filled.every(({ slot }) => hasOtherRank(run, parameter, slot));
  const sample = filled.find(({ name }) => compactName(name) === compactName(parameter.name))?.option.shape;
  const options = isBatch ? argumentOptions(inRows(frame), parameter, 'forward') : [];
  return sample?.length === 1 ? options.map((option) => withRowsOf(option, sample[0] ?? 1)) : options;
}

/** Rows as long as the sample that forward runs with. */
function withRowsOf(option: Option, length: number): Option {
  const { value } = option;
  const [rows, ...columns] = option.shape ?? [];
  if (rows === undefined || columns.length !== 1 || columns[0] === length || value.kind !== 'array') return option;
  const shape = [rows, length];
  return { ...option, shape, label: option.label.replace(/^\d+×\d+/, shape.join('×')), value: { ...value, shape } };
}
