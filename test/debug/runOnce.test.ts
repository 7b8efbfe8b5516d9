import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { DebugRun } from '../../src/engine/job/debugRun.ts';
import { defaultOptions, type CheckService } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { startService } from '../fixes/repair.ts';

const root = join(import.meta.dirname, '..', '..');

const counted = `export const parameters = { w: [0.3, -0.7] };
export const X = [1.5, 0.4];
export function forward(parameters, X) {
  console.log('forward runs');
  return parameters.w.reduce((sum, w, i) => sum + Math.tanh(w * X[i]), 0);
}
export function backward(parameters, X) {
  console.log('backward runs');
  return { dw: parameters.w.map((w, i) => X[i] * (1 - Math.tanh(w * X[i]) ** 2)) };
}
`;

describe('what a debugger runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-debug-test-'));
  let service: CheckService;
  let python: string;

  before(async () => {
    python = await pythonWithNumpy();
    service = startService();
  });
  after(async () => {
    await service.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Checks a pair, and runs what the check wrote as a debugger would. */
  async function runOnce(file: string, id: string, text: string, ...args: string[]) {
    const runFile = join(folder, 'run.json');
    const { pairs } = await service.discover(file, text);
    const pair = pairs.find((one) => one.id === id)!;
    const handlers = { onProgress: () => undefined, onOutput: () => undefined };
    const options = { ...defaultOptions, python };
    const request = { file, pair, overlays: { [file]: text }, options, runFile };
    const report = await service.check(request, handlers, new AbortController().signal);
    const run = JSON.parse(readFileSync(runFile, 'utf8')) as DebugRun;
    const { stdout, stderr } = run.python
      ? spawnSync(run.python.executable, ['-B', join(root, 'dist', 'python', 'debug.py'), runFile, ...args], {
          encoding: 'utf8',
          env: { ...process.env, GRADIENT_CHECK_NODE: process.execPath },
        })
      : spawnSync(process.execPath, [join(root, 'dist', 'debug.cjs'), runFile, ...args], { encoding: 'utf8' });
    return { report, stdout, stderr };
  }

  const example = (name: string) => join(root, 'examples', name);

  it('calls forward and backward once each, on the text as it stands in the editor', async () => {
    const { stdout, stderr } = await runOnce(join(folder, 'counted.mjs'), 'backward', counted);
    assert.equal(stderr, '');
    assert.equal(stdout.match(/forward runs/g)?.length, 1, stdout);
    assert.equal(stdout.match(/backward runs/g)?.length, 1, stdout);
  });

  for (const [name, id] of [
    ['network.ts', 'backward'],
    ['layers.js', 'affineBackward'],
    ['network.py', 'backward_propagation'],
  ] as const) {
    it(`${name}: gives the same gradient as the check`, async () => {
      const text = readFileSync(example(name), 'utf8').replace('1 / N', '2 / N');
      const { report, stdout, stderr } = await runOnce(example(name), id, text);
      assert.equal(stderr, '');
      const said = first(report);
      const line = stdout.split('\n').find((one) => one.startsWith(`${said.gradientName} = `)) ?? stdout;
      const [value] = line
        .slice(said.gradientName.length + 3)
        .split(', ')
        .map(Number);
      assert.ok(Math.abs(value! - said.value) <= 1e-5 * Math.abs(said.value), `${line}\n${said.value}`);
    });
  }

  it('says what is known of the entry that is looked at', async () => {
    const file = example('network.py');
    const { stdout } = await runOnce(file, 'backward_propagation', readFileSync(file, 'utf8'), '3', 'what is known');
    assert.match(stdout, /^what is known$/m);
    assert.match(stdout, /^Backward says -1\.3368\d+ for entry 3 of W1\.$/m);
    const script = example('network.ts');
    const other = await runOnce(script, 'backward', readFileSync(script, 'utf8'), '3', '');
    assert.match(other.stdout, /^Backward says -1\.3368\d+ for W\[1\]\[0,3\] \(θ index 3\)\.$/m);
  });
});

/** The first entry of a gradient, as the check saw it. */
function first(report: Report): { gradientName: string; value: number } {
  const leaf = report.leaves.find(
    ({ picture }) => typeof picture?.analytic[0] === 'number' && picture.analytic[0] !== 0,
  );
  return { gradientName: leaf!.gradientName, value: Number(leaf!.picture!.analytic[0]) };
}
