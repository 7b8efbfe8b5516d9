import { parentPort } from 'node:worker_threads';
import { cases, runCase } from '../loader/cases.ts';

/** Runs the loader's table in a worker thread, where user code is loaded; one answer a case, null where it passed. */
async function runCases(): Promise<void> {
  for (const one of cases) {
    const failure = await runCase(one).then(
      () => null,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    parentPort!.postMessage({ name: one.name, failure });
  }
}

void runCases();
