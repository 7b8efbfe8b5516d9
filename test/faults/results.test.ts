import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checks } from '../../src/editor/checks.ts';
import { refOfPair } from '../../src/editor/pairs/pairRef.ts';
import { ResultFiles } from '../../src/editor/results/resultFiles.ts';
import { ResultStore } from '../../src/editor/results/resultStore.ts';
import { SavedResults } from '../../src/editor/results/savedResults.ts';
import { pairsToCheck } from '../../src/editor/watch/watchModel.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import { fault } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { sampleReport } from '../unit/report/sampleReport.ts';
import { World, correctSource } from './world.ts';

const complain = (message: string): void => assert.equal(message, '');

describe('results that are known', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'gradient-check-results-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('two windows on one folder: each result of both is there, whole, whenever a third looks', async () => {
    const folder = join(home, 'results');
    const count = 30;
    const names = ['one', 'other'];
    const windows = names.map((name) =>
      fork(join(import.meta.dirname, 'windowProcess.ts'), [folder, name, String(count)]),
    );
    await Promise.all(windows.map((window) => once(window, 'message')));
    const complaints: unknown[] = [];
    let open = windows.length;
    for (const window of windows) {
      window.on('message', (message) => complaints.push(message));
      window.on('exit', () => open--);
      window.send('begin');
    }
    const files = new ResultFiles(folder);
    let most = 0;
    for (let isOver = false; !isOver;) {
      isOver = open === 0;
      const listed = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
      const read = await files.read();
      assert.ok(read.length >= listed.length, 'a file that is there can be read');
      assert.ok(read.length >= most, 'none goes again');
      most = read.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const expected = names.flatMap((name) => Array.from({ length: count }, (_, at) => `${name} ${String(at)}`));
    const found = (await files.read()).map(({ report }) => report.pairId);
    assert.deepEqual(found.sort(), [...expected, 'checked in both'].sort());
    assert.deepEqual(complaints, []);
    assert.ok(
      readdirSync(folder).every((name) => name.endsWith('.json')),
      'nothing half-written stays behind',
    );
  });

  it('two windows on one folder: a newer result of the other one stays, and what only that one knows as well', async () => {
    const folder = join(home, 'results');
    const [one, other] = [new ResultStore(), new ResultStore()];
    const [mine, theirs] = [one, other].map((store) => new SavedResults(store, new ResultFiles(folder), complain)) as [
      SavedResults,
      SavedResults,
    ];
    one.set(sampleReport([]), 1, false);
    await mine.save();
    other.set(sampleReport(['W2']), 2, false);
    other.set({ ...sampleReport(['W2']), pairId: 'theirs' }, 2, false);
    await theirs.save();
    one.edited(sampleReport([]).file, []);
    one.set({ ...sampleReport([]), pairId: 'theirs', error: fault('cancelled', 'Cancelled.') }, 3, false);
    await mine.save();
    assert.deepEqual((await new ResultFiles(folder).read()).map(({ at, report }) => [at, report.pairId]).sort(), [
      [2, 'backward'],
      [2, 'theirs'],
    ]);
    mine.dispose();
    theirs.dispose();
  });

  it('results damaged on the disk: the others come back', async () => {
    const folder = join(home, 'results');
    const files = new ResultFiles(folder);
    const store = new ResultStore();
    // What is known of a file that is gone does not come back.
    const file = join(home, 'network.ts');
    writeFileSync(file, '');
    for (const pairId of ['a', 'b', 'c', 'd']) store.set({ ...sampleReport([]), file, pairId }, 1, false);
    for (const result of store.all()) await files.write(result);
    const [a, b, c] = readdirSync(folder).map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(a, readFileSync(a, 'utf8').slice(0, 500));
    writeFileSync(b, readFileSync(b, 'utf8').replace('"files":[', '"filed":['));
    rmSync(c);
    mkdirSync(c);
    const [left, ...more] = await files.read();
    assert.deepEqual(more, []);
    const later = new ResultStore();
    const saved = new SavedResults(later, files, complain);
    await saved.restore();
    assert.deepEqual(
      later.all().map(({ report }) => report.pairId),
      [left?.report.pairId],
    );
    saved.dispose();
  });

  it('results on a disk that is full or read-only: said in the log, and the window keeps what it knows', async () => {
    // A file where the folder should be: not even the superuser can write into it.
    writeFileSync(join(home, 'file'), '');
    const said: string[] = [];
    const store = new ResultStore();
    const saved = new SavedResults(store, new ResultFiles(join(home, 'file', 'results')), (message) =>
      said.push(message),
    );
    await saved.restore();
    store.set(sampleReport(['W2']), 1, false);
    await saved.save();
    assert.match(said.join('\n'), /^Saving the results failed: .*$/u);
    assert.equal(store.all().length, 1);
    saved.dispose();
  });
});

/** What an edit writes into a file in which all was well, and how the check ends then. */
const edits: { name: string; file: string; text: string; ends: string; message: RegExp }[] = [
  {
    name: 'a syntax error in the file',
    file: 'net.js',
    text: `import { scale } from './scale.js';\n${correctSource.replace('const dw = x', 'const dw = = x')}`,
    ends: 'syntax',
    message: /./u,
  },
  {
    name: 'an import of the file that is not there',
    file: 'net.js',
    text: `import { scale } from './nowhere.js';\n${correctSource.replace('2 * y', 'scale * y')}`,
    ends: 'import',
    message: /nowhere/u,
  },
  {
    name: 'a syntax error in a file that it imports',
    file: 'scale.js',
    text: 'export const scale = ;',
    ends: 'syntax',
    message: /./u,
  },
  { name: 'a file that it imports deleted', file: 'scale.js', text: '', ends: 'import', message: /scale/u },
];

describe('the last good result', function () {
  this.timeout(180_000);
  const good = `import { scale } from './scale.js';\n${correctSource.replace('2 * y', 'scale * y')}`;
  let world: World;

  before(() => {
    world = new World();
  });
  after('no process is left', async () => {
    assert.deepEqual(await world.dispose(), []);
  });

  it('of a file edited while it is checked is stale from the beginning, and the check after it is not', async () => {
    world.write('scale.js', 'export const scale = 2;\n');
    world.write('net.js', good);
    const file = world.path('net.js');
    const { pairs } = await world.service.discover(file, good);
    const store = new ResultStore();
    const checks = new Checks(world.service, store, {
      pair: () => Promise.resolve(pairs[0]!),
      options: () => Promise.resolve(defaultOptions),
      overlays: () => ({}),
      texts: () => new Map(),
      output: () => undefined,
      ended: () => undefined,
      now: () => 1,
    });
    const ref = refOfPair(pairs[0]!);
    const running = checks.run(ref);
    const editing = checks.onDidChange(() => {
      checks.edited(world.path('scale.js'));
    });
    assert.equal((await running)?.verdict, 'correct');
    editing.dispose();
    assert.equal(store.get(ref)?.stale, true);
    await checks.run(ref);
    assert.equal(store.get(ref)?.stale, false);
  });

  for (const { name, file, text, ends, message } of edits) {
    it(`after ${name}: it is kept as stale, and the check after mending works`, async () => {
      const store = new ResultStore();
      world.write('net.js', good);
      world.write('scale.js', 'export const scale = 2;\n');
      const { pairs } = await world.service.discover(world.path('net.js'), good);
      let at = 0;
      const check = async (): Promise<Report> => {
        const request = { file: world.path('net.js'), pair: pairs[0]!, overlays: {}, options: defaultOptions };
        const handlers = { onProgress: () => undefined, onOutput: () => undefined };
        const report = await world.service.check(request, handlers, new AbortController().signal);
        store.set(report, ++at, false);
        return report;
      };
      assert.equal((await check()).verdict, 'correct');

      if (text === '') rmSync(world.path(file));
      else world.write(file, text);
      store.edited(world.path(file), []);
      assert.equal(store.all()[0]?.stale, true);
      const broken = await check();
      assert.equal(broken.error?.kind, ends, broken.error?.message ?? broken.headline);
      assert.match(broken.error.message, message);
      const { before } = store.all()[0]!;
      assert.equal(before?.report.verdict, 'correct');
      assert.equal(before.at, 1);

      world.write('net.js', good);
      world.write('scale.js', 'export const scale = 2;\n');
      assert.equal(pairsToCheck(world.path(file), 'checked', store.all(), []).length, 1, 'a save starts the check');
      assert.equal((await check()).verdict, 'correct');
      assert.equal(store.all()[0]?.before, null);
    });
  }
});
