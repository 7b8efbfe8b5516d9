import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { endsWithinSecond } from '../faults/withinSecond.ts';
import { lenses, openNew, runFromLens, squiggles, until } from './workspace.ts';

/** The cost never comes back, whatever its arguments. */
const endless = [
  'export const parameters = { w: [1, 2, 3] };',
  'export function forward(parameters, x) {',
  '  let cost = 0;',
  '  while (cost > -1) cost += Math.exp(-cost);',
  '  return cost + parameters.w.reduce((sum, w) => sum + w * w, 0);',
  '}',
  'export function backward(parameters, x) {',
  '  return { dw: parameters.w.map((w) => 2 * w) };',
  '}',
  '',
].join('\n');

describe('an endless forward', () => {
  it('is stopped within a second, and the next check works', async () => {
    const document = await openNew('endless.js', endless);
    let ended = false;
    const running = runFromLens(document).then(() => {
      ended = true;
    });
    await until(async () => (/^\$\(sync~spin\)/.test((await lenses(document))[0]?.title ?? '') ? true : undefined));
    await delay(1000);
    assert.equal(ended, false);
    await endsWithinSecond(async () => {
      await vscode.commands.executeCommand('gradientCheck.cancel');
      await running;
    });
    assert.match((await lenses(document))[0]?.title ?? '', /Run Gradient Check/);

    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(3, 0, 4, 0));
    await vscode.workspace.applyEdit(edit);
    await runFromLens(document);
    await until(async () => (/✓ correct/.test((await lenses(document))[0]?.title ?? '') ? true : undefined));
    assert.deepEqual(squiggles(document), []);
    await document.save();
  });
});
