import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Figures } from './figures.ts';
import type { Shares } from './profileShares.ts';
import type { Cell, Measured } from './sweepCell.ts';
import { storages, type Size, type StorageName } from './sweepStorages.ts';

/**
 * npm run bench:sweep [seconds per row]: time of the exact sweep over the bare 2n calls of the same cost in the same
 * thread, both perturbing in place, for every way in which parameters are kept.
 */
const milliseconds = 1000 * Number(process.argv[2] ?? 3);

// n = 20, 200, 1,000, 20,000 and 50,000 parameters; the first with a cost of about 1 µs.
const sizes: { size: Size; goal: number }[] = [
  { size: { inputs: 3, hidden: 3, outputs: 2, examples: 20 }, goal: 1.15 },
  { size: { inputs: 15, hidden: 11, outputs: 2, examples: 8 }, goal: 1.05 },
  { size: { inputs: 35, hidden: 27, outputs: 1, examples: 4 }, goal: 1.05 },
  { size: { inputs: 98, hidden: 198, outputs: 2, examples: 1 }, goal: 1.05 },
  { size: { inputs: 75, hidden: 641, outputs: 2, examples: 1 }, goal: 1.05 },
];

function measure(cell: Cell): Promise<Measured> {
  const worker = new Worker(join(import.meta.dirname, 'sweepCell.ts'), { workerData: cell });
  return new Promise<Measured>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  }).finally(() => worker.terminate());
}

const figures = new Figures('sweep', 'exact sweep over the bare 2n costs, one thread: medians of neighbouring blocks');
const profiles: [StorageName, Shares][] = [];
for (const storage of Object.keys(storages) as StorageName[]) {
  for (const { size, goal } of sizes) {
    const profile = size.inputs === 35;
    const { n, perCost, ratio, flagged, rounds, shares } = await measure({ storage, size, milliseconds, profile });
    const note = `one cost ${perCost.toFixed(2)} µs, ${rounds} pairs${flagged > 0 ? `, ${flagged} entries flagged` : ''}`;
    figures.add(`sweep ÷ bare loop, ${storage}, n = ${n.toLocaleString('en')}`, ratio, '×', { atMost: goal }, note);
    if (shares) profiles.push([storage, shares]);
  }
}
for (const [storage, { user, ours, collector, other }] of profiles) {
  const note = `user's code ${user.toFixed(1)} %, garbage collector ${collector.toFixed(1)} %, other ${other.toFixed(1)} %`;
  figures.add(`share of the extension's own code in the profile, ${storage}`, ours, '%', null, note);
}
figures.finish();
