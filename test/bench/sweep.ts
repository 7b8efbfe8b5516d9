import type { Plan, Value } from '../../src/model/plan.ts';
import type { Layout, Target } from '../../src/model/target.ts';
import { Evaluator } from '../../src/check/evaluator.ts';
import type { Point } from '../../src/check/point.ts';
import { sweepEntries } from '../../src/check/sweep.ts';
import type { Scale } from '../../src/check/step.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { array, at, call, keep, leaf, makePlan, slot } from '../conformance/fixture.ts';
import * as network from './sweepNetwork.ts';
import type { Parameters } from './sweepNetwork.ts';

/**
 * Time of the exact sweep over the bare 2n calls of the same cost in this thread, both perturbing in place. The two
 * take turns, block by block, so that a busy machine slows both; the figure is the median of the ratios of neighbours.
 * Run: npm run bench:sweep
 */
const goal = 1.1;
const end = 1.05;
/** Entries of one turn: a whole batch of points. */
const block = 512;

interface Size {
  inputs: number;
  hidden: number;
  outputs: number;
  examples: number;
  rounds: number;
}

// n = 50, 1,000 and 20,000 parameters.
const sizes: Size[] = [
  { inputs: 5, hidden: 6, outputs: 2, examples: 16, rounds: 4001 },
  { inputs: 35, hidden: 27, outputs: 1, examples: 4, rounds: 41 },
  { inputs: 98, hidden: 198, outputs: 2, examples: 1, rounds: 3 },
];

function planOf({ inputs, hidden, outputs, examples }: Size): Plan {
  const parameters: Value = {
    kind: 'object',
    entries: [
      ['W1', array('W1', [hidden, inputs])],
      ['b1', array('b1', [hidden])],
      ['W2', array('W2', [outputs, hidden])],
      ['b2', array('b2', [outputs])],
    ],
  };
  const data = [keep('X', array('X', [examples, inputs])), keep('Y', array('Y', [examples, outputs]))];
  const names = ['W1', 'b1', 'W2', 'b2'];
  return makePlan(
    {
      setup: [keep('p', parameters), ...data],
      forward: [call('J', 'forward', slot('p'), slot('X'), slot('Y'))],
      backward: [call('g', 'backward', slot('p'), slot('X'), slot('Y'))],
    },
    { kind: 'scalar', at: at('J') },
    names.map((name) => leaf(at('p', name), at('g', `d${name}`))),
  );
}

/** Opens the target, with the very arrays that its plan hands to forward. */
async function open(size: Size): Promise<{ target: Target; args: Args }> {
  network.seen.args = null;
  const target = await openTarget(planOf(size), {
    load: () => Promise.resolve({ namespace: { ...network }, locals: {}, files: [], notes: [] }),
    library: () => Promise.reject(new Error('no library')),
  });
  return { target, args: network.seen.args! };
}

type Args = [Parameters, number[][], number[][]];
type Cost = (p: Parameters, X: number[][], Y: number[][]) => number;

/** The least that any central-difference check does: 2 costs per entry, in place; entries `from` … `to` − 1 of θ. */
function bare(cost: Cost, [p, X, Y]: Args, [from, to]: [number, number], h: number): number {
  let sum = 0;
  let offset = 0;
  for (const values of [...p.W1, p.b1, ...p.W2, p.b2]) {
    const last = Math.min(values.length, to - offset);
    for (let i = Math.max(0, from - offset); i < last; i++) {
      const x = values[i]!;
      values[i] = x + h;
      const plus = cost(p, X, Y);
      values[i] = x - h;
      sum += plus - cost(p, X, Y);
      values[i] = x;
    }
    offset += values.length;
  }
  return sum;
}

/**
 * The optimiser may inline a cost into the loop around it, which can make it faster or slower. Other costs at the same
 * call keep it from that, as a target's user code is kept from it.
 */
function forbidInlining([p, X, Y]: Args): void {
  const others: Cost[] = [() => 1, (_, x) => x.length, (_, __, y) => y.length, (q) => q.b1.length, (q) => q.b2.length];
  for (let round = 0; round < 400; round++) for (const other of others) bare(other, [p, X, Y], [0, 8], 1e-6);
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function measure(size: Size): Promise<{ n: number; perCost: number; ratio: number; flagged: number }> {
  const { target, args } = await open(size);
  const layout: Layout = await target.describe();
  const evaluator = new Evaluator(target, () => performance.now());
  const cost = (await evaluator.atBase(null, 1))[0]!;
  const point: Point = { base: null, theta: layout.theta, analytic: await target.gradients(null), cost };
  const scale: Scale = { sigma: 2 ** -53 * cost * 4, cost, rounding: 2 ** -53, isFloat32: false };
  const n = layout.theta.length;
  forbidInlining(args);
  const ratios: number[] = [];
  const times: number[] = [];
  let flagged = 0;
  for (let round = 0; round < size.rounds; round++) {
    for (let from = 0; from < n; from += block) {
      const range: [number, number] = [from, Math.min(n, from + block)];
      const start = performance.now();
      bare(network.forward, args, range, 1e-6);
      const middle = performance.now();
      const sweep = await sweepEntries({ evaluator, layout, scale }, point, range);
      const stop = performance.now();
      flagged += sweep.flagged.length;
      ratios.push((stop - middle) / (middle - start));
      times.push(((middle - start) / (2 * (range[1] - range[0]))) * 1000);
    }
  }
  await target.dispose();
  // The first rounds compile.
  const warm = ratios.length >> 2;
  return { n, perCost: median(times.slice(warm)), ratio: median(ratios.slice(warm)), flagged };
}

let misses = 0;
let worst = 0;
console.log('exact sweep over the bare 2n costs, one thread, JavaScript target, nested arrays');
console.log('       n    one cost   ratio    goal   end   flagged');
for (const size of sizes) {
  const { n, perCost, ratio, flagged } = await measure(size);
  if (!(ratio <= goal) || flagged > 0) misses++;
  worst = Math.max(worst, ratio);
  const figures = [n.toString().padStart(8), `${perCost.toFixed(2)} µs`.padStart(11), ratio.toFixed(3).padStart(7)];
  console.log(`${figures.join(' ')}   ≤ ${goal}  ${end}   ${flagged}`);
}
console.log(
  misses === 0 ? `reached: at most ${worst.toFixed(3)} (goal ${goal})` : `MISSED in ${misses} of ${sizes.length} rows`,
);
process.exitCode = misses === 0 ? 0 : 1;
