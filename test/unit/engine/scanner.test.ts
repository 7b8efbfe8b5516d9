import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Scanner } from '../../../src/engine/scan/scanner.ts';
import { readerPath } from './readerPath.ts';
import type { Pair } from '../../../src/model/facts.ts';

describe('Scanner', () => {
  let folder: string;
  let cache: string;
  let parsed: string[];

  const put = (name: string, text = 'function backward() {}'): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const newScanner = (cacheFolder: string | null = null): Scanner =>
    new Scanner({ cacheFolder, readerPath }, (file) => {
      parsed.push(file.slice(folder.length + 1));
      return Promise.resolve([{ file, id: file } as Pair]);
    });
  const scan = async (scanner: Scanner, excluded: string[] = []): Promise<string[]> => {
    parsed = [];
    return (await scanner.scan(folder, excluded)).map(({ file }) => file.slice(folder.length + 1));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-'));
    cache = mkdtempSync(join(tmpdir(), 'scan-cache-'));
  });
  afterEach(() => {
    for (const one of [folder, cache]) rmSync(one, { recursive: true });
  });

  it('parses what may hold a pair, in the order of paths, and enters no folder of packages or builds', async () => {
    put('b.ts');
    put('a/x.py');
    put('a/plain.js', 'export const x = 1;');
    put('node_modules/p/index.js');
    put('dist/bundle.js');
    put('a/picture.svg');
    assert.deepEqual(await scan(newScanner()), ['a/x.py', 'b.ts']);
    assert.deepEqual(parsed, ['a/x.py', 'b.ts']);
  });

  it('leaves out what the settings exclude', async () => {
    for (const name of ['a.ts', 'old/b.ts', 'deep/old/c.ts', 'generated/d.ts', 'e.gen.ts']) put(name);
    assert.deepEqual(await scan(newScanner(), ['**/old', 'generated/**', '**/*.gen.ts']), ['a.ts']);
  });

  it('reads again only what has changed', async () => {
    put('a.ts');
    put('b.ts');
    const scanner = newScanner();
    await scan(scanner);
    put('b.ts', 'function backwardPass() {}');
    put('c.ts');
    assert.deepEqual(await scan(scanner), ['a.ts', 'b.ts', 'c.ts']);
    assert.deepEqual(parsed, ['b.ts', 'c.ts']);
    rmSync(join(folder, 'a.ts'));
    assert.deepEqual(await scan(scanner), ['b.ts', 'c.ts']);
    assert.deepEqual(parsed, []);
  });

  it('remembers for the next window', async () => {
    put('a.ts');
    await scan(newScanner(cache));
    // It is written once the answer is on its way.
    await setImmediate();
    assert.deepEqual(await scan(newScanner(cache)), ['a.ts']);
    assert.deepEqual(parsed, []);
  });

  it('follows links, but not in circles', async function () {
    if (process.platform === 'win32') this.skip();
    put('real/a.ts');
    symlinkSync(folder, join(folder, 'real', 'circle'));
    symlinkSync(join(folder, 'real', 'a.ts'), join(folder, 'link.ts'));
    const found = await scan(newScanner());
    assert.ok(found.includes('link.ts') && found.includes('real/a.ts'));
    assert.ok(found.length < 10);
  });
});
