import { NotebookCellKind, workspace, type NotebookCell, type NotebookDocument, type TextDocument } from 'vscode';
import { jsonOf, notebookText, type Cell, type NotebookText } from '../../discovery/python/notebook.ts';

/** The open notebook of a file on disk. */
export function openNotebook(file: string): NotebookDocument | undefined {
  return workspace.notebookDocuments.find((one) => isOnDisk(one) && one.uri.fsPath === file);
}

/** Every open notebook of a file on disk. */
export function openNotebooks(): NotebookDocument[] {
  return workspace.notebookDocuments.filter(isOnDisk);
}

/** The cell that a document is the text of; its uri does not say which notebook it belongs to in every window. */
export function cellOf(document: TextDocument): NotebookCell | null {
  if (document.uri.scheme !== 'vscode-notebook-cell') return null;
  const cells = openNotebooks().flatMap((notebook) => notebook.getCells());
  return cells.find((cell) => cell.document === document) ?? null;
}

export function isPythonCell(cell: NotebookCell): boolean {
  return cell.kind === NotebookCellKind.Code && cell.document.languageId === 'python';
}

/** The notebook as its cells stand now, saved or not, in the words of its file: this is what is checked. */
export function notebookJson(notebook: NotebookDocument): string {
  return jsonOf(cells(notebook), kernelOf(notebook));
}

/** The name of the kernel that the notebook was last run with. */
function kernelOf({ metadata }: NotebookDocument): string | null {
  const { kernelspec } = (metadata['metadata'] ?? {}) as { kernelspec?: { name?: unknown } };
  return typeof kernelspec?.name === 'string' ? kernelspec.name : null;
}

/** The joined code of the cells as they stand now: ranges of facts and reports refer to this text. */
export function notebookCode(notebook: NotebookDocument): NotebookText {
  return notebookText(cells(notebook));
}

function cells(notebook: NotebookDocument): Cell[] {
  return notebook.getCells().map((cell) => ({
    kind: isPythonCell(cell) ? 'code' : 'markup',
    text: cell.document.getText(),
  }));
}

function isOnDisk(notebook: NotebookDocument): boolean {
  return notebook.uri.scheme === 'file' && notebook.uri.path.endsWith('.ipynb');
}
