import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { cases, type ReachCase } from './caseTable.ts';
import type { CaseOutcome } from './runCase.ts';

export interface Row {
  one: ReachCase;
  outcome: CaseOutcome;
  /** The verdict and the set of wrong leaves are those of the table. */
  isRight: boolean;
  /** A verdict was given, and it is not the table's. */
  isWrongVerdict: boolean;
}

const folder = join(import.meta.dirname, 'cases');

/** Runs all cases (or those whose name holds `only`), two at a time. */
export async function runCases(
  only: string | undefined,
  onRow: (bare: Row, hinted: Row) => void,
): Promise<{ bare: Row[]; hinted: Row[] }> {
  const wanted = cases.filter(({ file, pair }) => !only || `${file} ${pair}`.includes(only));
  const bare: Row[] = [];
  const hinted: Row[] = [];
  const queue = wanted.slice();
  const work = async (): Promise<void> => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const first = await judge(one, null);
      const second = !first.isRight && one.hint !== undefined ? await judge(one, one.hint) : first;
      bare.push(first);
      hinted.push(second);
      onRow(first, second);
    }
  };
  await Promise.all([work(), work()]);
  return { bare, hinted };
}

async function judge(one: ReachCase, tag: string | null): Promise<Row> {
  const outcome = await inWorker({ file: join(folder, one.file), pair: one.pair, tag });
  const isSame = outcome.wrong.slice().sort().join() === one.wrong.slice().sort().join();
  const isVerdict = outcome.verdict === 'correct' || outcome.verdict === 'wrong';
  const isRight = outcome.verdict === one.verdict && isSame;
  return { one, outcome, isRight, isWrongVerdict: isVerdict && !isRight };
}

function inWorker(workerData: { file: string; pair: string; tag: string | null }): Promise<CaseOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./caseWorker.ts', import.meta.url), { workerData, stdout: true, stderr: true });
    worker.once('message', (outcome: CaseOutcome) => {
      resolve(outcome);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The worker of ${workerData.pair} ended with ${code}.`)));
  });
}
