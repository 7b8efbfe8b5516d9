import { pathToFileURL } from 'node:url';
import { check } from '../../src/check/check.ts';
import { rehearse } from '../../src/engine/processes/rehearsal.ts';
import type { Target } from '../../src/model/target.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { at, call, keep, leaf, makePlan, slot } from '../conformance/fixture.ts';

/** What one run of this script prints. */
export interface Memory {
  /** The most that the check held. */
  bytes: number;
  /** Parameters. */
  size: number;
}

// node --expose-gc growthMemory.ts SOURCE INPUTS: the most that one fast check holds at any call of the user's code, in bytes.
const [source, inputs] = process.argv.slice(2) as [string, string];
const namespace = (await import(pathToFileURL(source).href)) as Record<string, unknown>;
const given = (await import(pathToFileURL(inputs).href)) as { default: Record<string, unknown> };

// The second collection waits until the buffers that the first found dead are given back.
const held = (): number => {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

// As in a worker that waits for a check: code that is compiled then is no memory of the check.
await rehearse();
const before = held();
const input = (name: string) =>
  keep(name, { kind: 'ref', ref: { module: 'inputs', reach: { kind: 'export', path: ['default', name] } } });
const plan = makePlan(
  {
    setup: ['p', 'x', 't'].map(input),
    forward: [call('J', 'cost', slot('p'), slot('x'), slot('t'))],
    backward: [call('g', 'costGradient', slot('p'), slot('x'), slot('t'))],
  },
  { kind: 'scalar', at: at('J') },
  [leaf(at('p', 'W'), at('g', 'dW')), leaf(at('p', 'b'), at('g', 'db'))],
);
const target = await openTarget(plan, {
  load: (module) =>
    Promise.resolve({ namespace: module === 'source' ? namespace : { ...given }, locals: {}, files: [], notes: [] }),
  library: () => Promise.reject(new Error('no library')),
});
let most = 0;
const watch = (): void => void (most = Math.max(most, held()));
const watched: Target = {
  describe: () => target.describe(),
  remedy: (remedies) => target.remedy(remedies),
  dispose: () => target.dispose(),
  async gradients(base, options) {
    const gradients = await target.gradients(base, options);
    watch();
    return gradients;
  },
  async costs(points) {
    watch();
    return target.costs(points);
  },
};
const result = await check(watched, {
  epsilon: 1e-7,
  seed: 1,
  mode: 'fast',
  budgetMilliseconds: 0,
  now: () => performance.now(),
});
if (result.verdict !== 'correct') throw new Error(`the check says ${result.verdict}`);
console.log(JSON.stringify({ bytes: most - before, size: result.layout.theta.length } satisfies Memory));
