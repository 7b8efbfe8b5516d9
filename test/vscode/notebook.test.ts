import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { folder, lenses, runFromLens, squiggles, until } from './workspace.ts';

const isStale = (title: string | undefined): boolean => /before your edit/.test(title ?? '');

describe('a notebook', () => {
  let notebook: vscode.NotebookDocument;
  let backward: vscode.TextDocument;
  let editor: vscode.NotebookEditor;

  before(async () => {
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    const python = process.env['GRADIENT_CHECK_TEST_PYTHON'];
    await vscode.workspace
      .getConfiguration('gradientCheck')
      .update('python', python, vscode.ConfigurationTarget.Global);
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(folder(), 'softmax.ipynb'));
    editor = await vscode.window.showNotebookDocument(notebook);
    backward = codeCells().find((cell) => cell.document.getText().includes('def softmax_backward'))!.document;
    await titles(backward);
    await runFromLens(backward);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const codeCells = (): vscode.NotebookCell[] =>
    notebook.getCells().filter((cell) => cell.kind === vscode.NotebookCellKind.Code);
  /** Titles of a cell's lenses. The window makes the text of a cell when it draws it. */
  const titles = async (document: vscode.TextDocument): Promise<string[]> => {
    const { index } = codeCells().find((cell) => cell.document === document)!;
    editor.revealRange(new vscode.NotebookRange(index, index + 1), vscode.NotebookEditorRevealType.InCenter);
    return until(async () => (await lenses(document).catch(() => undefined))?.map(({ title }) => title));
  };
  const edit = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
    const all = new vscode.WorkspaceEdit();
    change(all);
    await vscode.workspace.applyEdit(all);
  };
  const marked = (): string[] => squiggles(backward).map((one) => backward.lineAt(one.range.start.line).text.trim());

  it('has a lens in the cell of the backward function, and in no other', async () => {
    const withLens: vscode.TextDocument[] = [];
    for (const { document } of codeCells()) if ((await titles(document)).length > 0) withLens.push(document);
    assert.deepEqual(withLens, [backward]);
    assert.match((await titles(backward))[0] ?? '', /✗ .*db.*wrong/);
  });

  it('squiggles the line of the wrong gradient in its cell', () => {
    assert.deepEqual(marked(), ['db = dscores.sum(axis=0)']);
    for (const { location } of squiggles(backward)[0]?.relatedInformation ?? []) {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === location.uri.toString());
      assert.match(document?.getText() ?? '', /def softmax_forward/);
    }
  });

  it('keeps the squiggle on its line when a cell is put in above', async () => {
    await edit((all) => {
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'scale = 3\nshift = 1', 'python');
      all.set(notebook.uri, [vscode.NotebookEdit.insertCells(1, [cell])]);
    });
    await until(() => (squiggles(backward)[0]?.severity === vscode.DiagnosticSeverity.Information ? true : undefined));
    assert.deepEqual(marked(), ['db = dscores.sum(axis=0)']);
    await until(async () => (isStale((await titles(backward))[0]) ? true : undefined));
  });

  it('checks what stands in the cells, saved or not', async () => {
    const line = squiggles(backward)[0]!.range.start.line;
    await edit((all) => all.insert(backward.uri, backward.lineAt(line).range.end, ' / N'));
    assert.equal(notebook.isDirty, true);
    await vscode.commands.executeCommand('gradientCheck.run', {
      file: notebook.uri.fsPath,
      pairId: 'softmax_backward',
      name: 'softmax_backward',
    });
    assert.match((await titles(backward))[0] ?? '', /^\S* ?✓/);
    assert.deepEqual(marked(), []);
  });
});
