import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions, type CheckOptions } from '../../src/engine/service.ts';
import { Figures } from './figures.ts';
import { inputs, source } from './growthNetwork.ts';

/**
 * npm run bench:rivals: one network with one mistake (the last row of dW is doubled), checked by this extension, by the textbook's
 * loop as people write it, and by what Python has: time, evaluations, found or not, told where or not.
 */
const [rows, columns] = [40, 99];
const root = join(import.meta.dirname, '..', '..');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-rivals-')));
const file = join(folder, 'network.mjs');
writeFileSync(file, source('const last = dW[dW.length - 1]; for (let j = 0; j < last.length; j++) last[j] *= 2;'));
writeFileSync(file.replace('.mjs', '.gradcheck.mjs'), inputs(rows, columns));
const n = (rows * (columns + 1)).toLocaleString('en');
const figures = new Figures('rivals', `one network of ${n} parameters, the last row of dW doubled`);

interface Answer {
  name: string;
  seconds?: number;
  evaluations?: number;
  found?: boolean;
  where?: string;
  missing?: string;
}

function add({ name, seconds, evaluations, found, where, missing }: Answer): void {
  const note =
    missing === undefined
      ? `${evaluations?.toLocaleString('en')} evaluations, ${found ? 'found' : 'NOT found'}, told where: ${where}`
      : `not here: ${missing}`;
  figures.add(name, seconds === undefined ? null : 1000 * seconds, 'ms', null, note);
}

/** The loop of the textbook as it is usually written: a copy of θ for every cost, unpacked into the parameters. */
async function textbook(): Promise<Answer> {
  type Parameters = { W: number[][]; b: number[] };
  type Data = { p: Parameters; x: number[]; t: number[] };
  const module = (await import(pathToFileURL(file).href)) as {
    cost(p: Parameters, x: number[], t: number[]): number;
    costGradient(p: Parameters, x: number[], t: number[]): { dW: number[][]; db: number[] };
  };
  const { p, x, t } = ((await import(pathToFileURL(file.replace('.mjs', '.gradcheck.mjs')).href)) as { default: Data })
    .default;
  const unpack = (theta: number[]): Parameters => ({
    W: p.W.map((row, i) => theta.slice(i * row.length, (i + 1) * row.length)),
    b: theta.slice(rows * columns),
  });
  const started = performance.now();
  const theta = [...p.W.flat(), ...p.b];
  const { dW, db } = module.costGradient(p, x, t);
  const gradient = [...dW.flat(), ...db];
  const epsilon = 1e-7;
  const approximate = theta.map((_, i) => {
    const [plus, minus] = [theta.slice(), theta.slice()];
    plus[i]! += epsilon;
    minus[i]! -= epsilon;
    return (module.cost(unpack(plus), x, t) - module.cost(unpack(minus), x, t)) / (2 * epsilon);
  });
  const size = (values: number[]): number => Math.hypot(...values);
  const difference = size(approximate.map((value, i) => value - gradient[i]!)) / (size(approximate) + size(gradient));
  const seconds = (performance.now() - started) / 1000;
  const name = 'textbook loop with copies of θ, JavaScript';
  return { name, seconds, evaluations: 2 * theta.length, found: difference > 1e-5, where: 'no' };
}

async function ours(name: string, options: Partial<CheckOptions>): Promise<Answer> {
  const service = createCheckService({ runnerPath: join(root, 'dist', 'runner.cjs'), cacheFolder: folder });
  const [pair] = (await service.discover(file, readFileSync(file, 'utf8'))).pairs;
  const handlers = { onProgress: () => undefined, onOutput: () => undefined };
  const run = () => {
    const request = { file, pair: pair!, overlays: {}, options: { ...defaultOptions, ...options } };
    return service.check(request, handlers, new AbortController().signal);
  };
  await run(); // the others are loaded as well before they are timed
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const started = performance.now();
  const report = await run();
  const seconds = (performance.now() - started) / 1000;
  await service.dispose();
  const wrong = report.leaves.find(({ verdict }) => verdict === 'wrong');
  const where = wrong
    ? `${wrong.gradientName}, ${wrong.wrongEntries} entries, ${wrong.cause?.label ?? 'cause unknown'}`
    : 'no';
  return { name, seconds, evaluations: report.evaluations, found: report.verdict === 'wrong', where };
}

add(await ours('Gradient Check, exact (with process, loading, cause)', { mode: 'exact' }));
add(await ours('Gradient Check, fast (with process, loading, cause)', { mode: 'fast' }));
add(await textbook());
const python = await pythonWithNumpy();
const script = join(import.meta.dirname, 'rivals.py');
const lines = execFileSync(python, [script, String(rows), String(columns)], { encoding: 'utf8' })
  .trim()
  .split('\n');
for (const line of lines) add(JSON.parse(line) as Answer);
rmSync(folder, { recursive: true, force: true });
figures.finish();
