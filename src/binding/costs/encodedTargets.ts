import type { ParameterFacts } from '../../model/facts.ts';
import type { Step } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import { refTo, type Context, type Option } from '../known/context.ts';

/** `cost(one_hot_Y, a2)` beside a backward that begins with `one_hot(Y)`: the cost is handed what that makes of backward's target. */
export function encoded(context: Context, { back }: Matched, { name }: ParameterFacts): Option[] {
  const encoder = context.all
    .flatMap((module) => module.functions)
    .find((fn) => isOneHot(fn.name) && fn.owner === null && context.backward.calls.includes(fn.name));
  const ref = encoder && refTo(context, encoder);
  if (!ref || back.usesLabel === null || !isOneHot(name)) {
    return [];
  }
  const into = `${name}$encoded`;
  const args = [{ kind: 'slot' as const, at: back.usesLabel }];
  const step: Step = { kind: 'call', into, callee: { kind: 'ref', ref }, args };
  return [{ label: encoder.name, penalty: -1.5, steps: [step], value: { kind: 'slot', at: { slot: into, path: [] } } }];
}

function isOneHot(name: string): boolean {
  return /one_?hot/i.test(name);
}
