import type { CostPlan, GradientPlan, LeafPlan, Plan, SlotPath, Step, Storage, Value } from '../../src/model/plan.ts';

/** One pair in every language, and the plan by which all of them are called. */
export interface Fixture {
  name: string;
  plan: Plan;
  sources: { javascript: string; python: string | null };
  /** What the suite must find; an ordinary fixture has a right gradient. */
  expect?: { fault: RegExp; kind: string } | { noSweep: true };
  dtype?: 'float32';
}

export const at = (slot: string, ...path: (string | number)[]): SlotPath => ({ slot, path });

export const slot = (name: string, ...path: (string | number)[]): Value => ({ kind: 'slot', at: at(name, ...path) });

export const json = (value: number | string | number[]): Value => ({ kind: 'json', value });

export function array(key: string, shape: number[], storage: Storage = 'nested'): Value {
  return { kind: 'array', key, shape, storage, fill: { kind: 'normal', mean: 0.1, deviation: 0.7 } };
}

export const keep = (into: string, value: Value): Step => ({ kind: 'value', into, value });

export function call(into: string, name: string, ...args: Value[]): Step {
  const reach = { kind: 'export' as const, path: [name] };
  return { kind: 'call', into, callee: { kind: 'ref', ref: { module: 'source', reach } }, args };
}

export function construct(into: string, name: string, ...args: Value[]): Step {
  const reach = { kind: 'export' as const, path: [name] };
  return { kind: 'call', into, callee: { kind: 'construct', ref: { module: 'source', reach } }, args };
}

export function method(into: string, on: string, name: string, ...args: Value[]): Step {
  return { kind: 'call', into, callee: { kind: 'method', on: at(on), name }, args };
}

/** A leaf and where its gradient is. */
export function leaf(
  where: SlotPath,
  gradient: GradientPlan | SlotPath,
  role: LeafPlan['role'] = 'parameter',
): [LeafPlan, GradientPlan] {
  const name = String(where.path.at(-1) ?? where.slot);
  const plan: GradientPlan = 'kind' in gradient ? gradient : { kind: 'value', at: gradient, transposed: false };
  return [{ name, layer: null, role, at: where, gradientName: `d${name}` }, plan];
}

export function makePlan(
  steps: Pick<Plan, 'setup' | 'forward' | 'backward'>,
  cost: CostPlan,
  leaves: [LeafPlan, GradientPlan][],
  clear: SlotPath[] = [],
): Plan {
  return {
    version: 1,
    seed: 7,
    ...steps,
    cost,
    leaves: leaves.map(([each]) => each),
    gradients: leaves.map(([, gradient]) => gradient),
    clear,
  };
}
