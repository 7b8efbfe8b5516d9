import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { NoDesktop, runInElectron } from '../../scripts/host/runInElectron.ts';
import { runInServer, type HostRun } from '../../scripts/host/runInServer.ts';
import { out, root } from '../../scripts/provision/paths.ts';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { Figures, median } from './figures.ts';
import type { HostTimes } from './hostBench.ts';

/** npm run bench:editor: what the extension costs in a real extension host, and how fast a large workspace is scanned. */
const home = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-editor-')));
const figures = new Figures('editor', 'the editor: a real extension host, and a workspace of 10,000 files');
try {
  await scan();
  await host();
} finally {
  rmSync(home, { recursive: true, force: true });
}
figures.finish();

/** 10,000 files of 4 kB, of which 300 hold pairs. */
function writeWorkspace(folder: string): void {
  const network = readFileSync(join(root, 'examples', 'layers.js'), 'utf8');
  const other = Array.from(
    { length: 60 },
    (_, i) => `export const value${i} = (x) => x.map((y) => y + ${i}).sort();\n`,
  );
  for (let k = 0; k < 10_000; k++) {
    const inside = join(folder, `part${k % 20}`, `module${k % 400}`);
    mkdirSync(inside, { recursive: true });
    writeFileSync(
      join(inside, `file${k}.${k % 3 === 0 ? 'ts' : 'js'}`),
      k % 33 === 0 && k < 9900 ? network : other.join(''),
    );
  }
}

async function scan(): Promise<void> {
  const folder = join(home, 'large');
  writeWorkspace(folder);
  const newService = () =>
    createCheckService({ runnerPath: join(root, 'dist', 'runner.cjs'), cacheFolder: join(home, 'cache') });
  const timed = async (service: ReturnType<typeof newService>): Promise<[milliseconds: number, files: number]> => {
    const started = performance.now();
    const pairs = await service.scan(folder, []);
    return [performance.now() - started, new Set(pairs.map(({ file }) => file)).size];
  };
  const first: number[] = [];
  const second: number[] = [];
  const nextWindow: number[] = [];
  let hits = 0;
  for (let round = 0; round < 5; round++) {
    rmSync(join(home, 'cache'), { recursive: true, force: true });
    const service = newService();
    // As in the editor, where an open file was read before anybody asks for the whole workspace.
    await service.discover(join(folder, 'open.js'), 'export function backward(dW) {}');
    const [milliseconds, files] = await timed(service);
    first.push(milliseconds);
    hits = files;
    second.push((await timed(service))[0]);
    await service.dispose();
    const later = newService();
    await later.discover(join(folder, 'open.js'), 'export function backward(dW) {}');
    nextWindow.push((await timed(later))[0]);
    await later.dispose();
  }
  figures.add('scan of 10,000 files, first time', median(first), 'ms', { atMost: 500 }, `${hits} files with pairs`);
  figures.add('scan of 10,000 files, second time', median(second), 'ms', { atMost: 100 });
  figures.add('scan of 10,000 files, first time of the next window', median(nextWindow), 'ms', { atMost: 100 });
}

async function host(): Promise<void> {
  const suite = join(out, 'hostBench.cjs');
  const entryPoints = [join(import.meta.dirname, 'hostBench.ts')];
  await build({ entryPoints, outfile: suite, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  const result = join(home, 'times.json');
  const workspace = join(home, 'workspace');
  mkdirSync(workspace);
  const environment = { GRADIENT_CHECK_ROOT: root, GRADIENT_CHECK_BENCH_RESULT: result };
  if (!(await runSomewhere({ workspace, extension: root, suite, environment })))
    throw new Error('the host bench failed');
  const { activation, otherActivation, lenses, typing } = JSON.parse(readFileSync(result, 'utf8')) as HostTimes;
  figures.add('activation', activation, 'ms', { atMost: 30 }, 'once the window has started');
  figures.add("   of the fastest of VS Code's own extensions", otherActivation, 'ms');
  for (const [lines, goal] of [
    [200, 10],
    [2000, 50],
    [20_000, 300],
  ] as const) {
    const { answer, without, host, lenses: count } = lenses[lines]!;
    const name = lines.toLocaleString('en');
    figures.add(`lenses of ${name} lines after an edit`, answer, 'ms', { atMost: goal }, `${count} lenses`);
    figures.add(`   of which not VS Code's own, ${name} lines`, answer - without, 'ms', { atMost: goal });
    const words = 'the same edit, question and answer where no lens is looked for';
    figures.add(`   of which VS Code's own, ${name} lines`, without, 'ms', null, words);
    figures.add(`   of which the host's thread was busy, ${name} lines`, host, 'ms');
  }
  const note = `${typing.source.toFixed(1)} ms, of which plain text ${typing.plain.toFixed(1)} ms`;
  figures.add(
    'typing in 2,000 lines (Python) with lenses, host time a key',
    typing.source - typing.plain,
    'ms',
    { atMost: 5 },
    note,
  );
}

async function runSomewhere(run: HostRun): Promise<boolean> {
  try {
    return await runInElectron(run);
  } catch (error) {
    if (!(error instanceof NoDesktop)) throw error;
    return runInServer(run);
  }
}
