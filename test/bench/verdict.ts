import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { rowsOf, tableText } from './verdictTable.ts';
import { emptyTally, merge } from './verdictTally.ts';
import type { Tally } from './verdictTally.ts';
import { tasks } from './verdictTasks.ts';
import type { Task } from './verdictTasks.ts';

/**
 * Measures the verdict over the zoo: false alarms, bugs found and placed, causes, and what it costs, beside the
 * textbook, a ratio per leaf and allclose on the same runs. `--json` prints data, `--misses` what went wrong,
 * `--stride 1` takes every bug instead of every fourth, `--runs` sets how often correct code is checked per setting.
 */
const isJson = process.argv.includes('--json');
const extent = { runs: Number(argument('--runs') ?? 510), stride: Number(argument('--stride') ?? 4) };
const threads = Math.min(2, availableParallelism());
const started = performance.now();
const tally = emptyTally();
const queue = tasks();

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** One thread: takes tasks off the queue until it is empty. */
function runThread(): Promise<void> {
  const worker = new Worker(new URL('./verdictWorker.ts', import.meta.url), { workerData: { extent } });
  return new Promise((resolve, reject) => {
    let current: Task | undefined;
    const next = () => {
      current = queue.shift();
      if (current) worker.postMessage(current);
      else void worker.terminate().then(() => resolve());
    };
    worker.on('message', (message: { tally?: Tally; error?: string }) => {
      if (message.error) return reject(new Error(`${current?.network} ${current?.dtype}: ${message.error}`));
      merge(tally, message.tally!);
      next();
    });
    worker.on('error', reject);
    next();
  });
}

await Promise.all(Array.from({ length: threads }, runThread));
const rows = { float64: rowsOf(tally, 'float64'), float32: rowsOf(tally, 'float32') };
const judged = [...rows.float64, ...rows.float32].filter(({ met }) => met !== null);
const missed = judged.filter(({ met }) => !met);
const seconds = Math.round((performance.now() - started) / 1000);
if (isJson) console.log(JSON.stringify({ rows, seconds }, null, 2));
else console.log(tableText(tally));
if (process.argv.includes('--misses')) {
  for (const [key, notes] of Object.entries(tally.misses))
    console.log([`\n${key}`, ...notes.slice(0, 200)].join('\n   '));
}
if (!isJson)
  console.log(
    `\n${judged.length - missed.length} of ${judged.length} goals met in ${seconds} s${missed.length ? `; missed: ${missed.map(({ figure }) => figure).join('; ')}` : ''}`,
  );
process.exitCode = missed.length > 0 ? 1 : 0;
