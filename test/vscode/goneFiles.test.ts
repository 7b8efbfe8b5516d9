import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { folder, openNew, runFromLens, until } from './workspace.ts';

const wrong = `export const parameters = { w: [0.3, -0.7, 0.2] };
export const X = [1.5, 0.4, -0.9];

export function forward(parameters, X) {
  return parameters.w.reduce((sum, w, i) => sum + Math.tanh(w * X[i]), 0);
}

export function backward(parameters, X) {
  return { dw: parameters.w.map((w, i) => 2 * X[i] * (1 - Math.tanh(w * X[i]) ** 2)) };
}
`;

/** Paths of the files that this extension has squiggles in. */
function squiggled(): string[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([, list]) => list.some(({ source }) => source === 'Gradient Check'))
    .map(([uri]) => uri.fsPath);
}

describe('a file that is there no more', () => {
  const waitWithout = (path: string) => until(() => (squiggled().includes(path) ? undefined : true));

  it('has no squiggles left after it was renamed', async () => {
    const { uri } = await check('named.mjs');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, vscode.Uri.joinPath(folder(), 'renamed.mjs'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitWithout(uri.fsPath);
  });

  it('has none after its folder was deleted outside of the editor', async () => {
    const { uri } = await check('passing/deleted.mjs');
    rmSync(vscode.Uri.joinPath(folder(), 'passing').fsPath, { recursive: true });
    await waitWithout(uri.fsPath);
  });
});

async function check(name: string): Promise<vscode.TextDocument> {
  const document = await openNew(name, wrong);
  await runFromLens(document);
  await until(() => (squiggled().includes(document.uri.fsPath) ? true : undefined));
  return document;
}
