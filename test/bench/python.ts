import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { Plan, Step, Value } from '../../src/model/plan.ts';
import type { Points, Target } from '../../src/model/target.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';
import { Figures } from './figures.ts';

/**
 * npm run bench:python [seconds per row]: a sweep through the pipe against the same loop inside Python. Both run in the
 * same interpreter in short blocks, one behind the other, and take turns to go first; each pair of neighbours gives a
 * ratio, and the median of the ratios counts. Times are those of the processors: another program only slows them.
 */
const milliseconds = 1000 * Number(process.argv[2] ?? 12);
const batch = 1024;
const sizes = [100, 1000, 10_000, 100_000];
const goal = 1.05;
/** Cheaper costs than this many microseconds are shown without a goal: any loop outlasts them. */
const leastCost = 20;

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

type Batch = Points & { kind: 'entries' };

function batches(theta: Float64Array, count: number): Batch[] {
  return Array.from({ length: Math.ceil(count / batch) }, (_, b): Batch => {
    const size = Math.min(batch, count - b * batch);
    const index = Int32Array.from({ length: size }, (_, k) => (b * batch + k) % theta.length);
    return { kind: 'entries', base: null, index, value: Float64Array.from(index, (i) => (theta[i] ?? 0) + 1e-6) };
  });
}

/** Processor seconds of both processes: on a busy machine the wall clock measures the neighbours. */
async function sweep(target: Target, clock: Target, all: Batch[]): Promise<number> {
  const began = await seconds(clock);
  const node = process.cpuUsage();
  for (const points of all) await target.costs(points);
  const { user, system } = process.cpuUsage(node);
  return (await seconds(clock)) - began + (user + system) / 1e6;
}

async function measure(runtime: Runtime, n: number, figures: Figures): Promise<void> {
  const count = n > 10_000 ? batch / 4 : batch;
  const target = await runtime.open(plan(n, call('y', 'forward', slot('w'), slot('X'))));
  const loop = await runtime.open(plan(n, call('y', 'raw_loop', number(n), number(count), slot('w'), slot('X'))));
  const clock = await runtime.open(plan(n, call('y', 'clock')));
  const all = batches((await target.describe()).theta, count);
  const sides = [(): Promise<number> => seconds(loop), (): Promise<number> => sweep(target, clock, all)] as const;
  for (const side of sides) await side(); // warms up
  const ratios: number[] = [];
  const bares: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end || ratios.length < 5;) {
    const isFirst = ratios.length % 2 === 0;
    const before = isFirst ? await sides[0]() : await sides[1]();
    const after = isFirst ? await sides[1]() : await sides[0]();
    const [bare, ours] = isFirst ? [before, after] : [after, before];
    bares.push(bare);
    ratios.push(ours / bare);
  }
  const cost = (1e6 * median(bares)) / count;
  const note = `one cost ${cost.toFixed(1)} µs, ${ratios.length} pairs of ${count} costs, half of them within ${quartiles(ratios)}`;
  const atMost = cost > leastCost ? { atMost: goal } : null;
  figures.add(`sweep ÷ loop inside Python, n = ${n.toLocaleString('en')}`, median(ratios), '×', atMost, note);
  if (n <= 10_000) await beside(runtime, n, figures);
  await target.dispose();
}

/** What others take for one whole check of the same cost, where they are installed. */
async function beside(runtime: Runtime, n: number, figures: Figures): Promise<void> {
  for (const [name, words] of [
    ['scipy_check', 'scipy.optimize.check_grad'],
    ['torch_check', 'torch.autograd.gradcheck'],
  ] as const) {
    const took = await seconds(await runtime.open(plan(n, call('y', name, number(n), slot('w'), slot('X')))));
    const isThere = took >= 0;
    const what = `${words}, n = ${n.toLocaleString('en')}`;
    if (isThere) figures.add(what, 1000 * took, 'ms', null, 'one check; it gives one number, or true or false');
    else figures.say(`${what}: not installed for this interpreter`);
  }
}

function median(values: number[]): number {
  const sorted = values.slice().sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function quartiles(values: number[]): string {
  const sorted = values.slice().sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(3);
  return `${at(0.25)}–${at(0.75)}`;
}

const interpreter = process.env['GRADIENT_CHECK_BENCH_PYTHON'] ?? (await pythonWithNumpy());
const file = join(import.meta.dirname, 'pythonLoop.py');
const runtime = await openPython({ file, overlays: {}, inputsFile: null, interpreter });
const figures = new Figures(
  'python',
  `${runtime.host}: processor time of a sweep, both processes, over the same loop inside Python`,
);
for (const n of sizes) await measure(runtime, n, figures);
await runtime.dispose();
figures.finish();
