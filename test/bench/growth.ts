import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { Figures } from './figures.ts';
import type { Memory } from './growthMemory.ts';
import { inputs, sizes, source } from './growthNetwork.ts';

/** npm run bench:growth: what the fast check costs as networks grow from 1e3 to 1e6 parameters, through the whole path. */
const mistakes: [name: string, code: string, evaluations: number | null][] = [
  ['correct', '', null],
  ['one wrong entry', 'dW[dW.length >> 1][3] += 0.5 * Math.abs(dW[dW.length >> 1][3]) + 0.01;', 181],
  ['last row zero', 'dW[dW.length - 1].fill(0);', 181],
  ['factor 2', 'for (const row of dW) for (let j = 0; j < row.length; j++) row[j] *= 2;', 181],
];

const root = join(import.meta.dirname, '..', '..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-growth-')));
const service = createCheckService({
  runnerPath: join(root, 'dist', 'runner.cjs'),
  cacheFolder: join(folder, 'cache'),
});
const figures = new Figures('growth', 'fast verdict as the network grows');
const evaluations = new Map<string, number[]>();

for (const [rows, columns] of sizes) {
  const n = (rows * (columns + 1)).toLocaleString('en');
  for (const [k, [name, code, most]] of mistakes.entries()) {
    const file = write(`network${rows}x${k}`, code, rows, columns);
    const started = performance.now();
    const report = await run(file);
    const seconds = (performance.now() - started) / 1000;
    const expected = name === 'correct' ? 'correct' : 'wrong';
    const isRight = report.verdict === expected && report.method === 'fast';
    const note = `${seconds.toFixed(2)} s in all, ${report.verdict}: ${report.headline.slice(0, 70)}`;
    const goal = most === null ? null : { atMost: most };
    figures.add(`evaluations, ${name}, n = ${n}`, isRight ? report.evaluations : null, '', goal, note);
    evaluations.set(name, [...(evaluations.get(name) ?? []), report.evaluations]);
    if (rows === 1000) {
      figures.add(`report, ${name}, n = ${n}`, JSON.stringify(report).length / 1e6, 'MB', { atMost: 2 });
    }
  }
}
const correct = evaluations.get('correct')!;
figures.add('evaluations at 1e6 ÷ at 1e3, correct', correct.at(-1)! / correct[0]!, '×', { atMost: 1.25 });
for (const [rows, columns] of sizes.slice(-2)) {
  const file = write(`memory${rows}`, '', rows, columns);
  const { bytes, size } = memoryOf(file);
  const note = `${(bytes / 1e6).toFixed(1)} MB beside parameters of ${((8 * size) / 1e6).toFixed(1)} MB`;
  figures.add(`memory ÷ parameters, n = ${size.toLocaleString('en')}`, bytes / (8 * size), '×', { atMost: 5 }, note);
}
await service.dispose();
rmSync(folder, { recursive: true, force: true });
figures.finish();

/** The least of several runs: what a collection overlooks comes on top, and is not the same each time. */
function memoryOf(file: string): Memory {
  const script = join(import.meta.dirname, 'growthMemory.ts');
  const runs = Array.from({ length: 5 }, () => {
    const text = execFileSync(process.execPath, ['--expose-gc', script, file, inputsOf(file)], { encoding: 'utf8' });
    return JSON.parse(text) as Memory;
  });
  return runs.reduce((least, run) => (run.bytes < least.bytes ? run : least));
}

function write(name: string, mistake: string, rows: number, columns: number): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source(mistake));
  writeFileSync(inputsOf(file), inputs(rows, columns));
  return file;
}

function inputsOf(file: string): string {
  return file.replace(/\.mjs$/, '.gradcheck.mjs');
}

async function run(file: string): Promise<Report> {
  const { pairs } = await service.discover(file, readFileSync(file, 'utf8'));
  const options = { ...defaultOptions, mode: 'fast' as const };
  const handlers = { onProgress: () => undefined, onOutput: () => undefined };
  return service.check({ file, pair: pairs[0]!, overlays: {}, options }, handlers, new AbortController().signal);
}
