import { parentPort, workerData } from 'node:worker_threads';
import { Evaluator } from '../../src/check/evaluator.ts';
import { sweepEntries } from '../../src/check/sweep.ts';
import type { Layout, Target } from '../../src/model/target.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { array, at, call, keep, leaf, makePlan, slot } from '../conformance/fixture.ts';
import { median } from './figures.ts';
import { profileShares, type Shares } from './profileShares.ts';
import { analytic } from './sweepGradient.ts';
import { makeFields, makeInstances, storages, type Size, type StorageName } from './sweepStorages.ts';

/** One storage at one size, in a thread of its own: nothing that ran before has taught the optimiser other kinds. */
export interface Cell {
  storage: StorageName;
  size: Size;
  milliseconds: number;
  /** Also tells whose code took the time. */
  profile: boolean;
}

export interface Measured {
  n: number;
  /** Microseconds. */
  perCost: number;
  /** Time of the sweep over the time of the bare loop: the median over neighbouring blocks. */
  ratio: number;
  flagged: number;
  rounds: number;
  shares: Shares | null;
}

/** Entries of one turn, at least: the two take turns, so that a busy machine slows both. */
const block = 512;

type Args = [never, number[][], number[][]];

async function open({ storage, size }: Cell): Promise<{ target: Target; args: Args; cost: (...args: Args) => number }> {
  const { make, leaves, forward } = storages[storage];
  let args: Args | null = null;
  // The very function that a target calls, noting the arguments of the first call.
  const cost: (...args: Args) => number = forward;
  const noting = (...given: Args): number => {
    args ??= given;
    return cost(...given);
  };
  const { examples, inputs, outputs } = size;
  const data = [keep('X', array('X', [examples, inputs])), keep('Y', array('Y', [examples, outputs]))];
  const plan = makePlan(
    {
      setup: [...make(size), ...data],
      forward: [call('J', 'forward', slot('p'), slot('X'), slot('Y'))],
      backward: [],
    },
    { kind: 'scalar', at: at('J') },
    leaves.map((where) => leaf(where, at('g'))),
  );
  const modules = (namespace: Record<string, unknown>) => ({
    load: () => Promise.resolve({ namespace, locals: {}, files: [], notes: [] }),
    library: () => Promise.reject(new Error('no library')),
  });
  const namespace: Record<string, unknown> = { forward: noting, makeFields, makeInstances };
  const target = await openTarget(plan, modules(namespace));
  await target.costs({ kind: 'base', base: null, count: 1 });
  return { target, args: args!, cost };
}

async function measure(cell: Cell): Promise<Measured> {
  const { target, args, cost } = await open(cell);
  const layout: Layout = await target.describe();
  const evaluator = new Evaluator(target, () => performance.now());
  const here = (await evaluator.atBase(null, 1))[0]!;
  const [, X, Y] = args;
  const isFloat32 = cell.storage === 'Float32Array';
  const scale = { sigma: 2 ** -53 * here * 4, cost: here, rounding: 2 ** -53, isFloat32: false };
  const point = { base: null, theta: layout.theta, analytic: analytic(layout.theta, cell.size, X, Y), cost: here };
  // The least noise that float32 weights leave is not the subject here.
  if (isFloat32) scale.sigma *= 4;
  const n = layout.theta.length;
  // The target calls through one more function, which notes the arguments; the bare loop does as well.
  const bareCost = (): number => cost(...args);
  const ratios: number[] = [];
  const costs: number[] = [];
  let flagged = 0;
  const bare = (from: number, to: number): void => {
    for (const [l, { offset, size }] of layout.leaves.entries()) {
      const [low, high] = [Math.max(0, from - offset), Math.min(size, to - offset)];
      if (low < high) storages[cell.storage].bare(bareCost, args[0], l, [low, high], 1e-6);
    }
  };
  const sweepTurn = async (from: number, to: number, times: number): Promise<number> => {
    const start = performance.now();
    for (let k = 0; k < times; k++) {
      flagged += (await sweepEntries({ evaluator, layout, scale }, point, [from, to])).flagged.length;
    }
    return performance.now() - start;
  };
  const bareTurn = (from: number, to: number, times: number): number => {
    const start = performance.now();
    for (let k = 0; k < times; k++) bare(from, to);
    return performance.now() - start;
  };
  const end = performance.now() + cell.milliseconds;
  const times = Math.ceil(block / n);
  for (let round = 0, from = 0; performance.now() < end || ratios.length < 20; round++) {
    const to = Math.min(n, from + block);
    // Whoever comes second finds warm caches: they change places.
    const first = round % 2 === 0 ? await sweepTurn(from, to, times) : 0;
    const theirs = bareTurn(from, to, times);
    const ours = first || (await sweepTurn(from, to, times));
    ratios.push(ours / theirs);
    costs.push((1000 * theirs) / (2 * times * (to - from)));
    from = to < n ? to : 0;
  }
  const sweeps = async (): Promise<void> => {
    for (const stop = performance.now() + 1000; performance.now() < stop;) await sweepTurn(0, n, times);
  };
  const shares = cell.profile ? await profileShares(sweeps, (url) => url.includes('sweepStorages')) : null;
  await target.dispose();
  // The first third compiles.
  const warm = Math.floor(ratios.length / 3);
  const rounds = ratios.length - warm;
  return { n, perCost: median(costs.slice(warm)), ratio: median(ratios.slice(warm)), flagged, rounds, shares };
}

const cell = workerData as Cell;
parentPort!.postMessage(await measure(cell));
