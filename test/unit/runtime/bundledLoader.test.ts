import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, type BuildOptions } from 'esbuild';

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(root, '.cache/bundledLoader');

/** The worker ships as one CommonJS file: the cases must hold there as well. */
describe('loading modules in a bundled worker', () => {
  it('passes every case', async function () {
    this.timeout(120_000);
    mkdirSync(folder, { recursive: true });
    const entry = resolve(folder, 'entry.ts');
    const cases = JSON.stringify(resolve(root, 'test/loader/cases.ts'));
    writeFileSync(
      entry,
      `import { cases, runCase } from ${cases};
       import { parentPort } from 'node:worker_threads';
       void (async () => {
         const failed: string[] = [];
         for (const one of cases) await runCase(one).catch((error) => failed.push(one.name + ': ' + error.message));
         parentPort!.postMessage({ count: cases.length, failed });
       })();`,
    );
    const outfile = resolve(folder, 'worker.cjs');
    const options = {
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      minify: true,
      external: ['typescript'],
    } satisfies BuildOptions;
    await build({ ...options, entryPoints: [entry], outfile, logLevel: 'silent' });
    const { count, failed } = await answerOf(outfile);
    assert.deepEqual(failed, []);
    assert.ok(count > 50);
  });
});

function answerOf(file: string): Promise<{ count: number; failed: string[] }> {
  const worker = new Worker(file, { stdout: true, stderr: true });
  return new Promise<{ count: number; failed: string[] }>((settle, reject) => {
    worker.once('message', settle);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`the worker ended with code ${code}`));
    });
  }).finally(() => worker.terminate());
}
