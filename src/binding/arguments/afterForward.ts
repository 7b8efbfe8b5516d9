import * as l10n from '@vscode/l10n';
import type { SlotPath } from '../../model/plan.ts';
import { existing, type Option } from '../known/context.ts';
import { describeAt } from '../known/places.ts';
import type { ForwardRun } from '../known/scene.ts';
import type { ParameterFacts } from '../../model/facts.ts';

/** A value that is there once forward has run, under a name. */
export interface Available {
  name: string;
  at: SlotPath;
  /** Arguments of forward, what it returned, fields of the object. */
  origin: 'argument' | 'result';
}

/** Arguments of forward, then the named parts of what it returned. */
export function available({ filled, outputs }: ForwardRun): Available[] {
  return [
    ...filled.map(({ name, slot }): Available => ({ name, at: slot, origin: 'argument' })),
    ...outputs.named.map(({ name, at }): Available => ({ name, at, origin: 'result' })),
  ];
}

export function isContainer(run: ForwardRun, at: SlotPath): boolean {
  const description = describeAt(run.observation.slots[at.slot], at.path);
  return description?.kind === 'object' || description?.kind === 'list';
}

/** What forward was handed, but for plain numbers and words. */
export function arguments_(run: ForwardRun, penalty: number): Option[] {
  return run.filled
    .filter(({ option }) => option.value.kind !== 'json')
    .map(({ slot, name }, index) => existing(slot, name, penalty + index * 0.3));
}

/** Last resort: everything that there is, in order. */
export function anything(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const position = parameter.index;
  const list = available(run);
  const result = run.observation.slots.$out;
  const isStructure = result?.kind === 'list' || result?.kind === 'object';
  const whole = isStructure ? [existing({ slot: '$out', path: [] }, l10n.t('what forward returned'), 1)] : [];
  return whole
    .concat(list.map(({ at, name }, index) => existing(at, name, 2.4 + Math.abs(index - position) * 0.1)))
    .concat(run.outputs.main.map((at) => existing(at, l10n.t('the output of forward'), 2.6)));
}
