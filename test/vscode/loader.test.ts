import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { cases } from '../loader/cases.ts';

/** Failure by the name of a case; null where it passed. */
type Answers = Map<string, string | null>;

describe('loading modules in a worker thread of the extension host', () => {
  let answers: Answers;

  before(async () => {
    answers = await ask(join(process.env['GRADIENT_CHECK_ROOT']!, 'out', 'vscode', 'loaderWorker.cjs'));
  });

  for (const { name } of cases) {
    it(name, () => {
      assert.equal(answers.get(name), null);
    });
  }
});

function ask(file: string): Promise<Answers> {
  const worker = new Worker(file, { stdout: true, stderr: true });
  const answers: Answers = new Map();
  return new Promise<Answers>((resolve, reject) => {
    worker.on('message', ({ name, failure }: { name: string; failure: string | null }) => {
      answers.set(name, failure);
      if (answers.size === cases.length) resolve(answers);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`the worker ended with code ${code} after ${answers.size} cases`));
    });
  }).finally(() => worker.terminate());
}
