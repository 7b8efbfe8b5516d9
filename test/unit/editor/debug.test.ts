import assert from 'node:assert/strict';
import { debugConfiguration, type LaunchFacts } from '../../../src/editor/debug/debugConfiguration.ts';
import { entryCondition } from '../../../src/editor/debug/entryCondition.ts';
import { lookAt } from '../../../src/editor/debug/lookedAt.ts';
import type { DebugRun } from '../../../src/engine/job/debugRun.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { sampleReport } from '../report/sampleReport.ts';

const facts: LaunchFacts = {
  name: 'Gradient check of backward',
  dist: '/ext/dist',
  runFile: '/tmp/run.json',
  flat: null,
  note: '',
  cwd: '/project',
  node: { path: '/usr/bin/node', isElectron: false },
  words: null,
};
const run: DebugRun = { version: 1, plan: {} as Plan, script: null, python: null };
const start = { file: '/project/net.py', overlays: {}, roots: ['/project'], inputsFile: null, memory: 0, upTo: null };

describe('the configuration of a debug session', () => {
  it('runs debug.cjs in VS Code’s JavaScript debugger, steps over our own code, and attaches to nothing else', () => {
    const launch = debugConfiguration(run, { ...facts, flat: 7, note: 'W[2]' });
    assert.equal(launch.type, 'node');
    assert.equal(launch['program'], '/ext/dist/debug.cjs');
    assert.deepEqual(launch['args'], ['/tmp/run.json', '7', 'W[2]']);
    assert.equal(launch['runtimeExecutable'], '/usr/bin/node');
    assert.equal(launch['autoAttachChildProcesses'], false);
    assert.ok((launch['skipFiles'] as string[]).includes('/ext/dist/**'));
    assert.deepEqual(launch['env'], {});
  });

  it('makes a Node of VS Code where there is no other', () => {
    const launch = debugConfiguration(run, {
      ...facts,
      node: { path: '/code', isElectron: true },
      words: '/l10n.json',
    });
    assert.deepEqual(launch['env'], { ELECTRON_RUN_AS_NODE: '1', GRADIENT_CHECK_WORDS: '/l10n.json' });
  });

  it('runs debug.py in debugpy, in the interpreter that the check used', () => {
    const launch = debugConfiguration({ ...run, python: { start, executable: '/venv/bin/python' } }, facts);
    assert.equal(launch.type, 'debugpy');
    assert.equal(launch['program'], '/ext/dist/python/debug.py');
    assert.equal(launch['python'], '/venv/bin/python');
    assert.deepEqual(launch['args'], ['/tmp/run.json', '', '']);
    assert.equal((launch['env'] as Record<string, string>)['GRADIENT_CHECK_NODE'], '/usr/bin/node');
    assert.equal(launch['justMyCode'], true);
  });
});

describe('entryCondition', () => {
  const at = (text: string, index: number[], flat: number, language: 'typescript' | 'python' = 'typescript') =>
    entryCondition({ text, language }, { line: 1, column: 1, endLine: 1, endColumn: text.length + 1 }, index, flat);

  it('is true when the line computes that entry', () => {
    assert.equal(at('dW[i][j] += a[i] * b[j];', [1, 2], 5), 'i === 1 && j === 2');
    assert.equal(at('this.dW[o]![i]! += g;', [1, 2], 5), 'o === 1 && i === 2');
    assert.equal(at('dW[i * n + j] += g;', [1, 2], 5), '(i * n + j) === 5');
    assert.equal(at('dW2[j]![0]! += g;', [3, 0], 3), 'j === 3');
    assert.equal(at('dW[i, j] += g', [1, 2], 5, 'python'), 'i == 1 and j == 2');
    assert.equal(at("grads['dW'][i][j] = g", [1, 2], 5, 'python'), 'i == 1 and j == 2');
  });

  it('is none where a line computes the whole gradient', () => {
    assert.equal(at('const dW2 = dot(dZ2, t(A1));', [1, 2], 5), null);
    assert.equal(at('grads["dW2"] = dZ2 @ A1.T', [1, 2], 5, 'python'), null);
    assert.equal(at('this.gradW[l] = outer(d, a);', [1, 2], 5), null);
  });
});

describe('the entry that is looked at', () => {
  const report = sampleReport(['W2']);

  it('is found by its index into θ or into the leaf, and says what the check knows', () => {
    const entry = lookAt(report, 'W2', [1, 2], null);
    assert.equal(entry?.flat, 5);
    assert.match(entry.note, /^W\[2\]\[1,2\] \(θ index 5\): backward says 12, the cost says 6 ± /);
    assert.deepEqual(lookAt(report, 'W2', 5, null), entry);
    assert.equal(entry.site?.line, 10);
  });

  it('is null where there is no such entry', () => {
    assert.equal(lookAt(report, 'W2', [9, 9], null), null);
    assert.equal(lookAt(report, 'W2', 6, null), null);
    assert.equal(lookAt(report, 'nothing', 0, null), null);
  });
});
