import type { Plan } from '../../src/model/plan.ts';
import { array, at, call, json, keep, leaf, makePlan, slot } from '../conformance/fixture.ts';

/** A module whose cost takes about as long as it is told: `terms` values of tanh, over a list of numbers. */
export const source = `
export function forward(w, terms) {
  let sum = 0;
  const n = w.length;
  for (let k = 0; k < terms; k++) sum += Math.tanh(w[k % n] * (1 + (k >> 4) * 0.001));
  return sum / terms;
}
export function backward(w, terms) {
  const g = w.map(() => 0);
  const n = w.length;
  for (let k = 0; k < terms; k++) {
    const factor = 1 + (k >> 4) * 0.001;
    g[k % n] += (1 - Math.tanh(w[k % n] * factor) ** 2) * factor / terms;
  }
  return { dw: g };
}`;

export function planOf(parameters: number, terms: number): Plan {
  return makePlan(
    {
      setup: [keep('w', array('w', [parameters]))],
      forward: [call('J', 'forward', slot('w'), json(terms))],
      backward: [call('g', 'backward', slot('w'), json(terms))],
    },
    { kind: 'scalar', at: at('J') },
    [leaf(at('w'), at('g', 'dw'))],
  );
}
