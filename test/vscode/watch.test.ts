import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { ContinuousRuns } from '../../src/editor/testExplorer/testWatch.ts';
import { ResultStore } from '../../src/editor/results/resultStore.ts';
import { sampleReport } from '../unit/report/sampleReport.ts';
import { lenses, openNew, until } from './workspace.ts';

const file = (body: string) => `export const parameters = { w: [0.3, -0.7, 0.2] };
export const X = [1.5, 0.4, -0.9];

export function forward(parameters, X) {
  return parameters.w.reduce((sum, w, i) => sum + Math.tanh(w * X[i]), 0);
}

export function backward(parameters, X) {
  ${body}
  return { dw: parameters.w.map((w, i) => X[i] * (1 - Math.tanh(w * X[i]) ** 2)) };
}
`;

async function edit(document: vscode.TextDocument, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(change);
}

const lens = async (document: vscode.TextDocument) => (await lenses(document)).map(({ title }) => title).join(' | ');
const waitForLens = (document: vscode.TextDocument, pattern: RegExp) =>
  until(async () => (pattern.test(await lens(document)) ? true : undefined));
const ref = (document: vscode.TextDocument) => ({ file: document.uri.fsPath, pairId: 'backward', name: 'backward' });

describe('checking on save', () => {
  before(async () => {
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  });

  it('checks again what was checked once, and nothing else', async () => {
    const checked = await openNew('watched.mjs', file(''));
    const other = await openNew('notWatched.mjs', file(''));
    await vscode.commands.executeCommand('gradientCheck.run', ref(checked));
    await waitForLens(checked, /^✓/);
    await edit(checked, file('').replace('X[i] * (1', '2 * X[i] * (1'));
    await waitForLens(checked, /before your edit/);
    await edit(other, file('').replace('X[i] * (1', '2 * X[i] * (1'));
    await Promise.all([checked.save(), other.save()]);
    await waitForLens(checked, /^✗ dw \(2 ×\)/);
    assert.match(await lens(other), /Run Gradient Check/);
  });

  it('is given up at the next edit', async () => {
    const document = await openNew('endlessly.mjs', file(''));
    await vscode.commands.executeCommand('gradientCheck.run', ref(document));
    await waitForLens(document, /^✓/);
    await edit(document, file('while (X.length > 0) Math.tanh(1);'));
    await document.save();
    await waitForLens(document, /Cancel/);
    await edit(document, file(''));
    await until(async () => (/Cancel/.test(await lens(document)) ? undefined : true));
    await document.save();
    await waitForLens(document, /^✓/);
  });

  it('waits for a pause between saves', async () => {
    const document = await openNew('often.mjs', file(''));
    await vscode.commands.executeCommand('gradientCheck.run', ref(document));
    for (const factor of [2, 3, 4]) {
      await edit(document, file('').replace('X[i] * (1', `${factor} * X[i] * (1`));
      await document.save();
      await delay(50);
    }
    await waitForLens(document, /^✗ dw \(4 ×\)/);
  });
});

describe('a continuous test run', () => {
  it('runs now, and again after saves of what its tests read, until it is stopped', async () => {
    const controller = vscode.tests.createTestController('continuousTest', 'continuous');
    const report = sampleReport(['W2']);
    const key = `${report.file}\n${report.pairId}`;
    const [mine, other] = [key, 'other'].map((id) => controller.createTestItem(id, id));
    const store = new ResultStore();
    store.set({ ...report, files: [report.file, '/somewhere/matrix.ts'] }, 1, false);
    const ran: string[][] = [];
    const runs = new ContinuousRuns((request) => {
      ran.push((request.include ?? []).map(({ id }) => id));
      return Promise.resolve();
    });
    const source = new vscode.CancellationTokenSource();
    await runs.add(new vscode.TestRunRequest([mine!, other!]), source.token);
    assert.deepEqual(ran, [[key, 'other']]);
    runs.saved('/somewhere/matrix.ts', store);
    assert.deepEqual(ran.slice(1), [[key]]);
    runs.saved('/somewhere/unrelated.ts', store);
    assert.equal(ran.length, 2);
    source.cancel();
    runs.saved('/somewhere/matrix.ts', store);
    assert.equal(ran.length, 2);
    controller.dispose();
  });
});
