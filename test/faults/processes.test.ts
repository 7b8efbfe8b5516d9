import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { World, correctSource, levelOut, processesWith, withCommand } from './world.ts';

const typescriptSource = `export interface Pair { w: number[] }\n${correctSource.replaceAll(/\((w, x)\)/gu, '(w: number[], x: number[])')}`;
const endlessSource = correctSource.replace('  return w.reduce', '  for (;;);\n  return w.reduce');
/** Where its mistake is looked for, `step` is tried as 0. */
const stridedSource = `export function forward(w, b, x) {
  return w.reduce((sum, value, i) => sum + value * x[i], b) ** 2;
}
export function backward(w, b, x) {
  const step = 1;
  let y = b;
  for (let i = 0; i !== w.length; i += step) y += w[i] * x[i];
  const dy = 3 * y;
  return { dw: x.map((value) => dy * value), db: dy };
}
export const w = [0.3, -0.8, 0.5];
export const b = 0.2;
export const x = [1.2, 0.7, -0.4];
`;
const shellSource = `import { execSync } from 'node:child_process';\n${correctSource.replace('  return w.reduce', "  execSync('sleep 60');\n  return w.reduce")}`;
const endlessPython = `import numpy as np
def forward(w, x):
    """w: array of shape (3,), x: array of shape (3,)"""
    sum(iter(int, 1))
    return float(np.dot(w, x)) ** 2
def backward(w, x):
    dw = 2 * float(np.dot(w, x)) * x
    return {'dw': dw}
w = np.array([0.3, -0.8, 0.5])
x = np.array([1.2, 0.7, -0.4])
`;

/** Runs a check and calls `act` once user code runs. */
async function during(world: World, name: string, act: () => void): Promise<Report> {
  let isDone = false;
  return world.check(name, {
    onProgress: ({ stage }) => {
      if (stage !== 'binding' || isDone) return;
      isDone = true;
      setTimeout(act, 300);
    },
  });
}

/** Checks in a process with a script loaded before anything else, runner and worker included. */
async function withPreload<T>(script: string, work: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-preload-'));
  // Runners that are warm need it until the end.
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const before = process.env['NODE_OPTIONS'];
  writeFileSync(join(folder, 'preload.cjs'), script);
  process.env['NODE_OPTIONS'] = `--require ${join(folder, 'preload.cjs')}`;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}

describe('processes, caches and clocks', function () {
  this.timeout(180_000);
  const worlds: World[] = [];
  const make = (files: Record<string, string> = {}, cacheFolder?: string): World => {
    const world = new World(files, cacheFolder);
    worlds.push(world);
    return world;
  };

  afterEach('the next check works, and no process is left', async () => {
    const made = worlds.splice(0);
    const next = await made[0]!.check('correct.js');
    const left = await Promise.all(made.map((world) => world.dispose()));
    assert.equal(next.verdict, 'correct');
    assert.deepEqual(left.flat(), []);
  });

  it('the runner killed by SIGKILL in the middle', async () => {
    const world = make({ 'endless.js': endlessSource });
    const report = await during(world, 'endless.js', () => {
      for (const pid of withCommand(world.processes(), 'runner.cjs\0check')) process.kill(pid, 'SIGKILL');
    });
    assert.equal(report.error?.kind, 'crash');
    assert.match(report.error.message, /ended by signal SIGKILL.*Run the check again/u);
  });

  it('what was compiled for reading texts is kept, though runners are killed', async () => {
    const world = make({ 'typed.ts': typescriptSource });
    await world.service.discover(world.path('typed.ts'), typescriptSource);
    const isKept = (): boolean =>
      readdirSync(world.cacheFolder, { recursive: true, withFileTypes: true }).some(
        (entry) => entry.isFile() && entry.parentPath !== world.cacheFolder,
      );
    await levelOut(() => (isKept() ? [] : [1]));
    assert.equal(isKept(), true);
  });

  it('a shell of the user’s code ends with the check', async () => {
    const world = make({ 'shell.js': shellSource });
    const report = await world.check('shell.js', { options: { timeLimitMilliseconds: 4000 } });
    assert.equal(report.error?.kind, 'timeout');
    assert.deepEqual(await levelOut(() => withCommand(world.processes(), 'sleep')), []);
  });

  it('a changed line that runs for ever while the place of a mistake is looked for', async () => {
    const world = make({ 'strided.js': stridedSource });
    const report = await world.check('strided.js');
    assert.deepEqual([report.verdict, report.error], ['wrong', null]);
    assert.deepEqual(
      report.leaves.map(({ name, verdict }) => [name, verdict]),
      [
        ['w', 'wrong'],
        ['b', 'wrong'],
      ],
    );
  });

  it('the cache folder read-only', async () => {
    // A file where the folder should be: not even the superuser can write into it.
    const folder = mkdtempSync(join(tmpdir(), 'gradient-check-cache-'));
    writeFileSync(join(folder, 'file'), '');
    const world = make({ 'net.ts': typescriptSource }, join(folder, 'file', 'cache'));
    assert.equal((await world.check('net.ts')).verdict, 'correct');
    assert.equal((await world.check('net.ts')).verdict, 'correct');
    rmSync(folder, { recursive: true });
  });

  it('the cache folder full', async () => {
    const full = `const fs = require('node:fs');
      const write = fs.writeFileSync;
      fs.writeFileSync = (path, ...rest) => {
        if (!String(path).includes('gradient-check')) return write(path, ...rest);
        write(path, '{"co');
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      };
      require('node:module').syncBuiltinESMExports();`;
    await withPreload(full, async () => {
      const world = make({ 'net.ts': typescriptSource });
      assert.equal((await world.check('net.ts')).verdict, 'correct');
      assert.equal((await world.check('net.ts')).verdict, 'correct');
      const left = readdirSync(world.cacheFolder).filter((name) => !name.startsWith('v'));
      assert.deepEqual(left, [], 'half a file is taken away again');
    });
  });

  it('the cache folder corrupt', async () => {
    const world = make({ 'net.ts': typescriptSource });
    const first = await world.check('net.ts');
    const files = readdirSync(world.cacheFolder).filter((name) => name.endsWith('.json'));
    assert.ok(files.length > 0, 'something is in the cache');
    for (const text of ['', '{"co', '{"code":"throw new Error(1)"}']) {
      for (const name of files) writeFileSync(join(world.cacheFolder, name), text);
      const again = make({ 'net.ts': typescriptSource }, world.cacheFolder);
      again.write('net.ts', typescriptSource);
      const report = await again.check('net.ts');
      assert.equal(report.verdict, 'correct', `${text}: ${report.error?.message ?? ''}`);
    }
    assert.equal(first.verdict, 'correct');
  });

  it('two windows on one folder', async () => {
    const one = make({ 'net.ts': typescriptSource });
    const other = make({}, one.cacheFolder);
    other.write('net.ts', typescriptSource);
    const reports = await Promise.all([one, other, one, other].map((world) => world.check('net.ts')));
    assert.deepEqual(
      reports.map(({ verdict }) => verdict),
      ['correct', 'correct', 'correct', 'correct'],
    );
  });

  for (const [what, name, text] of [
    ['an endless loop', 'endless.js', endlessSource],
    ['a shell that sleeps', 'shell.js', shellSource],
    ['an endless loop in C of Python', 'endless.py', endlessPython],
  ] as const) {
    it(`the window closed in the middle of a run: ${what}`, async () => {
      const world = make({ [name]: text });
      const marker = join(world.folder, 'host-cache');
      const host = fork(join(import.meta.dirname, 'hostProcess.ts'), [world.path(name), marker], { silent: true });
      await new Promise((resolve) => host.on('message', resolve));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.ok(processesWith(marker).length > 0 || process.platform !== 'linux');
      host.kill('SIGKILL');
      assert.deepEqual(await levelOut(() => processesWith(marker)), []);
    });
  }

  it('the clock set back', async () => {
    const backwards = 'let now = Date.now(); Date.now = () => (now -= 60_000);';
    await withPreload(backwards, async () => {
      const world = make();
      const report = await world.check('correct.js');
      assert.equal(report.verdict, 'correct');
      assert.ok(report.milliseconds >= 0);
    });
    const { now } = Date;
    let time = now();
    Date.now = () => (time -= 60_000);
    try {
      const world = make({ 'endless.js': endlessSource });
      const report = await world.check('endless.js', { options: { timeLimitMilliseconds: 1000 } });
      assert.equal(report.error?.kind, 'timeout');
      assert.ok(report.milliseconds >= 0, String(report.milliseconds));
    } finally {
      Date.now = now;
    }
  });

  it('the folder of the cache taken away while the window is open', async () => {
    const world = make({ 'net.ts': typescriptSource });
    assert.equal((await world.check('net.ts')).verdict, 'correct');
    rmSync(world.cacheFolder, { recursive: true });
    assert.equal((await world.check('net.ts')).verdict, 'correct');
    mkdirSync(world.cacheFolder, { recursive: true });
    assert.ok(existsSync(world.cacheFolder));
  });
});
