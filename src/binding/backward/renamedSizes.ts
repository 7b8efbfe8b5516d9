import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import { existing, type Option } from '../known/context.ts';
import type { ForwardRun } from '../known/scene.ts';
import { roleOf, type Place } from '../names/roles.ts';

/**
 * `conv(…, inChannels, size)` and `convBackward(…, inChannels, n)`: one size under two names. Of the sizes that only one of
 * the two functions names, as many here as there, the first is the first.
 */
export function renamedSize({ filled, scene }: ForwardRun, facts: FunctionFacts, parameter: ParameterFacts): Option[] {
  const forward = scene.forward?.facts;
  if (!forward) return [];
  const own = sizesOnlyIn(facts, forward, 'backward');
  const its = sizesOnlyIn(forward, facts, 'forward');
  const at = own.indexOf(parameter);
  const same = own.length === its.length ? filled.find(({ name }) => name === its[at]?.name) : undefined;
  return same ? [existing(same.slot, same.name, 0)] : [];
}

function sizesOnlyIn(facts: FunctionFacts, other: FunctionFacts, place: Place): ParameterFacts[] {
  const names = new Set(other.parameters.map(({ name }) => name));
  return facts.parameters.filter((one) => !names.has(one.name) && roleOf(one, place) === 'size');
}
