import type { Step } from '../../model/plan.ts';
import { findClass, methodsOf, type Context } from '../known/context.ts';
import { resultSlot } from './forwardSearch.ts';
import type { Scene } from '../known/scene.ts';

const outputName = /^_?(?:last_?)?(?:outputs?|out|predictions?|predicted|y_?(?:hat|pred)?|results?|a|activations?)$/i;

/**
 * `train` does `this.outputs = this.forward(x)` before it calls `this.backward(target)`, which reads it: where forward does
 * not keep its output itself, whoever calls it does.
 */
export function keptOutputs(context: Context, { self }: Scene): Step[] {
  const { pair, forward, backward } = context;
  const owner = findClass(context, pair.owner);
  if (self === null || !owner || forward === null || forward === backward) {
    return [];
  }
  const callers = methodsOf(context, owner).filter(
    (fn) => fn !== backward && fn.calls.includes(`this.${forward.name}`) && fn.calls.includes(`this.${backward.name}`),
  );
  const isKept = (name: string): boolean =>
    outputName.test(name) && !forward.writes.includes(name) && callers.some((fn) => fn.writes.includes(name));
  return backward.reads.filter(isKept).map((name): Step => ({
    kind: 'assign',
    at: { slot: self, path: [name] },
    value: { kind: 'slot', at: { slot: resultSlot, path: [] } },
  }));
}
