import { Uri, workspace, type TextDocument } from 'vscode';
import { isPythonCell } from './notebooks.ts';

/** The document of a source; of a notebook any Python cell, which stands for all of them. */
export async function openDocument(file: string): Promise<TextDocument | undefined> {
  if (!file.endsWith('.ipynb')) return await workspace.openTextDocument(Uri.file(file));
  const notebook = await workspace.openNotebookDocument(Uri.file(file));
  return notebook.getCells().find(isPythonCell)?.document;
}
