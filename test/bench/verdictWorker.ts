import { parentPort, workerData } from 'node:worker_threads';
import { runCosts } from './verdictCost.ts';
import { runNetwork } from './verdictRuns.ts';
import type { Extent } from './verdictRuns.ts';
import type { Task } from './verdictTasks.ts';

/** Runs the tasks that the main thread hands out, one at a time. */
const port = parentPort;
if (!port) throw new Error('this file is the worker of verdict.ts');
port.on('message', (task: Task) => {
  const { extent } = workerData as { extent: Extent };
  const run = task.network === null ? runCosts(task.dtype, 1e6) : runNetwork(task.network, task.dtype, extent);
  run.then(
    (tally) => port.postMessage({ tally }),
    (error: unknown) =>
      port.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
