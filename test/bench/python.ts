import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { Plan, Step, Value } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';

// npm run bench:python: a sweep through the pipe against the same loop inside Python, interleaved in one process.
const rounds = 15;
const batch = 1024;
const sizes = [100, 1000, 10_000, 100_000];

const slot = (name: string): Value => ({ kind: 'slot', at: { slot: name, path: [] } });
const number = (value: number): Value => ({ kind: 'json', value });
const call = (into: string, name: string, ...args: Value[]): Step => {
  const reach = { kind: 'export' as const, path: [name] };
  return { kind: 'call', into, callee: { kind: 'ref', ref: { module: 'source', reach } }, args };
};

function plan(n: number, forward: Step): Plan {
  return {
    version: 1,
    seed: 1,
    setup: [call('w', 'make', number(n)), call('X', 'data', number(n))],
    forward: [forward],
    backward: [call('g', 'backward', slot('w'), slot('X'))],
    leaves: [{ name: 'w', layer: null, role: 'parameter', at: { slot: 'w', path: [] }, gradientName: 'dw' }],
    gradients: [{ kind: 'value', at: { slot: 'g', path: [] }, transposed: false }],
    cost: { kind: 'scalar', at: { slot: 'y', path: [] } },
    clear: [],
  };
}

/** The number that one forward of a plan returns: seconds that Python measured itself. */
async function seconds(target: Target): Promise<number> {
  return (await target.costs({ kind: 'base', base: null, count: 1 })).values[0] ?? NaN;
}

/** Processor seconds of both processes: on a busy machine the wall clock measures the neighbours. */
async function sweep(target: Target, clock: Target, theta: Float64Array, count: number): Promise<number> {
  const began = await seconds(clock);
  const node = process.cpuUsage();
  for (let from = 0; from < count; from += batch) {
    const index = Int32Array.from({ length: Math.min(batch, count - from) }, (_, k) => (from + k) % theta.length);
    const value = Float64Array.from(index, (i) => (theta[i] ?? 0) + 1e-6);
    await target.costs({ kind: 'entries', base: null, index, value });
  }
  const { user, system } = process.cpuUsage(node);
  return (await seconds(clock)) - began + (user + system) / 1e6;
}

async function measure(runtime: Runtime, n: number): Promise<void> {
  const count = Math.max(1000, Math.min(2 * n, 4 * batch));
  const target = await runtime.open(plan(n, call('y', 'forward', slot('w'), slot('X'))));
  const loop = await runtime.open(plan(n, call('y', 'raw_loop', number(n), number(count), slot('w'), slot('X'))));
  const clock = await runtime.open(plan(n, call('y', 'clock')));
  const { theta } = await target.describe();
  await sweep(target, clock, theta, count); // warms up
  const swept: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < (n > 10_000 ? 5 : rounds); round++) {
    bare.push(await seconds(loop));
    swept.push(await sweep(target, clock, theta, count));
  }
  // The fastest of each: caches that neighbours empty only add time.
  const [fastest, ours] = [Math.min(...bare), Math.min(...swept)];
  const others = n > 10_000 ? '' : await beside(runtime, n);
  const cost = `${((1e6 * fastest) / count).toFixed(1)} µs`;
  console.log(`${String(n).padStart(7)}  ${cost.padStart(10)}  ${(ours / fastest).toFixed(3).padStart(8)}${others}`);
  await target.dispose();
}

async function beside(runtime: Runtime, n: number): Promise<string> {
  let text = '';
  for (const [name, words] of [
    ['scipy_check', 'scipy check_grad'],
    ['torch_check', 'torch gradcheck'],
  ] as const) {
    const took = await seconds(await runtime.open(plan(n, call('y', name, number(n), slot('w'), slot('X')))));
    text += took < 0 ? `  ${words}: not installed` : `  ${words}: ${(1000 * took).toFixed(1)} ms`;
  }
  return text;
}

const runtime = await openPython({
  file: join(import.meta.dirname, 'pythonLoop.py'),
  overlays: {},
  inputsFile: null,
  interpreter: await pythonWithNumpy(),
});
console.log(
  `${runtime.host}; processor time of a sweep, both processes, in units of the same loop inside Python (fastest of ${rounds} rounds each, interleaved)`,
);
console.log('      n     one cost     ratio');
for (const n of sizes) await measure(runtime, n);
await runtime.dispose();
