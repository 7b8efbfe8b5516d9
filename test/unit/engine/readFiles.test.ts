import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { readFiles } from '../../../src/engine/scan/readFiles.ts';
import { readerPath } from './readerPath.ts';

describe('readFiles', () => {
  const count = 1500;
  let folder: string;
  let files: string[];

  /** A thread of the test's own in the place of the reader. */
  const threadOf = (code: string): string => {
    const path = join(folder, 'thread.mjs');
    writeFileSync(path, code);
    return path;
  };
  const readAll = async (path: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const block of readFiles(files, path))
      for (const [file, reading] of block) if (reading) found.push(`${file} ${reading.text ?? '-'}`);
    return found.sort();
  };
  const whole = (): string[] => files.map((file, k) => `${file} ${k % 100 === 0 ? 'backward' : '-'}`).sort();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-files-'));
    const sources = join(folder, 'sources');
    mkdirSync(sources);
    files = Array.from({ length: count }, (_, k) => join(sources, `${k}.js`));
    for (const [k, file] of files.entries()) writeFileSync(file, k % 100 === 0 ? 'backward' : 'other');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads every file once, and hands on only texts that may hold pairs', async () => {
    assert.deepEqual(await readAll(readerPath), whole());
  });

  it('says of a file that is gone that there is nothing to read', async () => {
    rmSync(files[0]!);
    assert.deepEqual(
      await readAll(readerPath),
      whole().filter((line) => !line.startsWith(`${files[0]!} `)),
    );
  });

  it('reads ahead while its caller is busy', async () => {
    const done = join(folder, 'done');
    const thread = threadOf(`
      import { writeFileSync } from 'node:fs';
      await import(${JSON.stringify(pathToFileURL(readerPath).href)});
      writeFileSync(${JSON.stringify(done)}, '');
    `);
    let read = 0;
    let isFirst = true;
    for await (const block of readFiles(files, thread)) {
      while (isFirst && !existsSync(done)) await delay(10);
      if (isFirst) rmSync(join(folder, 'sources'), { recursive: true });
      isFirst = false;
      read += block.filter(([, reading]) => reading !== null).length;
    }
    assert.equal(read, count);
  });

  it('reads what a thread that died had taken', async () => {
    const thread = threadOf(`
      import { workerData } from 'node:worker_threads';
      Atomics.add(workerData.shared.next, 0, 5);
      throw new Error('died');
    `);
    assert.deepEqual(await readAll(thread), whole());
  });

  it('reads alone where no thread can be started', async () => {
    assert.deepEqual(await readAll(join(folder, 'missing.cjs')), whole());
  });
});
