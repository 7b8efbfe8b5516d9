import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { HelperPool } from '../../src/engine/processes/helperPool.ts';
import { Evaluator } from '../../src/check/evaluator.ts';
import { sweepEntries } from '../../src/check/sweep.ts';
import { Loader } from '../../src/runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../src/runtime/javascript/loader/loadModule.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { ParallelTarget } from '../../src/runtime/parallel/parallelTarget.ts';
import { planOf, source } from './coresNetwork.ts';
import { Figures, median } from './figures.ts';

/**
 * npm run bench:cores [rounds]: the exact sweep on one thread per core against the same sweep on one, and beside it what
 * this machine gives to that many independent busy loops, in turns.
 */
const rounds = Number(process.argv[2] ?? 15);
const threads = availableParallelism();
const goal = 0.95;
const folder = mkdtempSync(join(tmpdir(), 'gradient-check-cores-'));
const file = join(folder, 'network.mjs');
writeFileSync(file, source);

/** Costs of about 5 µs, 100 µs and 5 ms, and as many entries as take about a third of a second on one thread. */
const settings = [
  { name: '5 µs', terms: 320, entries: 30_000 },
  { name: '100 µs', terms: 6400, entries: 1500 },
  { name: '5 ms', terms: 320_000, entries: 75 },
];

const root = join(import.meta.dirname, '..', '..');
const pool = new HelperPool(join(root, 'src/engine/processes/helper.ts'));
const loader = await Loader.open();
const modules = modulesOf(loader, { source: file, inputs: null, mode: 'whole' });

function helpers(): MessageChannel['port1'][] {
  const channels = Array.from({ length: threads - 1 }, () => new MessageChannel());
  const texts = Object.fromEntries(loader.texts());
  const head = { file, inputsFile: null, mode: 'whole', cacheFolder: null, seed: 1 } as const;
  pool.lend(
    { ...head, texts, memoryLimitMegabytes: 1024 },
    channels.map(({ port2 }) => port2),
  );
  return channels.map(({ port1 }) => port1);
}

interface Sweeper {
  run(): Promise<number>;
  readonly numeric: Float64Array;
  readonly helped: number;
  dispose(): Promise<void>;
}

/** A sweep over the plan, timed; on one thread the target is the plain one. */
async function sweeperOf(terms: number, entries: number, count: number): Promise<Sweeper> {
  const plan = planOf(entries, terms);
  const target = new ParallelTarget(await openTarget(plan, modules), plan, {
    threads: count,
    readyMilliseconds: 100,
    start: helpers,
  });
  const layout = await target.describe();
  const evaluator = new Evaluator(target, () => performance.now());
  const cost = (await evaluator.atBase(null, 3))[0]!;
  const point = { base: null, theta: layout.theta, analytic: await target.gradients(null), cost };
  const scale = { sigma: 2 ** -53 * Math.abs(cost) * 4, cost, rounding: 2 ** -53, isFloat32: false };
  let numeric: Float64Array = new Float64Array(0);
  return {
    async run() {
      const started = performance.now();
      ({ numeric } = await sweepEntries({ evaluator, layout, scale }, point, [0, entries]));
      return performance.now() - started;
    },
    get numeric() {
      return numeric;
    },
    get helped() {
      return target.helped;
    },
    dispose: () => target.dispose(),
  };
}

const loops = Array.from({ length: threads }, () => new Worker(join(import.meta.dirname, 'busyLoop.ts')));

/** Rounds that this many independent loops get done at once. */
async function busy(count: number): Promise<number> {
  const done = loops.slice(0, count).map(
    (worker) =>
      new Promise<number>((resolve) => {
        worker.once('message', resolve);
        worker.postMessage(300);
      }),
  );
  return (await Promise.all(done)).reduce((a, b) => a + b);
}

const figures = new Figures(
  'cores',
  `exact sweep on ${threads} threads; speed-ups are medians of ${rounds} rounds in turns`,
);
for (const { name, terms, entries } of settings) {
  const one = await sweeperOf(terms, entries, 1);
  const all = await sweeperOf(terms, entries, threads);
  for (let k = 0; k < 2; k++) for (const sweeper of [one, all]) await sweeper.run(); // compiles, and gets helpers ready
  const speedUps: number[] = [];
  const bounds: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await one.run();
    const single = await busy(1);
    const together = await all.run();
    const loops = await busy(threads);
    speedUps.push(alone / together);
    bounds.push(loops / single);
    times.push(alone);
  }
  const isSame = one.numeric.every((value, i) => Object.is(value, all.numeric[i]));
  const [speedUp, bound] = [median(speedUps), median(bounds)];
  const note = `sweep ${speedUp.toFixed(2)} ×, ${threads} busy loops ${bound.toFixed(2)} ×; ${((1000 * median(times)) / (2 * entries)).toFixed(1)} µs a cost`;
  figures.add(`speed-up ÷ that of ${threads} busy loops, cost ${name}`, speedUp / bound, '', { atLeast: goal }, note);
  figures.add(`quotients that differ from one thread's, cost ${name}`, isSame ? 0 : 1, '', { atMost: 0 });
  figures.add(
    `share of the points that helpers computed, cost ${name}`,
    (100 * all.helped) / ((rounds + 2) * 2 * entries),
    '%',
  );
  await one.dispose();
  await all.dispose();
}
for (const worker of loops) await worker.terminate();
pool.clear();
loader.dispose();
rmSync(folder, { recursive: true });
figures.finish();
