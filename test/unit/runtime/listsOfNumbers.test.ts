import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

describe("the user's lists of numbers", () => {
  for (const reader of ['contract', 'nestedRows']) {
    it(`stay lists of numbers however often ${reader} reads them`, async () => {
      const worker = new Worker(new URL('listsOfNumbersWorker.ts', import.meta.url), { workerData: reader });
      assert.deepEqual(await once(worker, 'message'), [true]);
      await worker.terminate();
    });
  }
});
