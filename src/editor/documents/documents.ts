import { Range, workspace, type DocumentSelector, type TextDocument } from 'vscode';
import type { Range as ModelRange } from '../../model/range.ts';
import type { TextEdit } from '../results/moveRanges.ts';
import { notebookJson, openNotebooks } from './notebooks.ts';

/** VS Code's ids of the languages that pairs are found in. */
export const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'];

/** Only files on disk, and the cells of notebooks: a check loads what a file imports. */
export const selector: DocumentSelector = [
  ...languages.map((language) => ({ language, scheme: 'file' })),
  { language: 'python', notebookType: '*' },
];

export function isSource(document: TextDocument): boolean {
  return document.uri.scheme === 'file' && languages.includes(document.languageId);
}

/** Whether a text is of such a language and was never saved. */
export function isUnnamed(document: TextDocument): boolean {
  return document.isUntitled && languages.includes(document.languageId);
}

/** Lines and columns from 1 become VS Code's, from 0. */
export function toRange(range: ModelRange): Range {
  return new Range(range.line - 1, range.column - 1, range.endLine - 1, range.endColumn - 1);
}

export function toModelRange(range: Range): ModelRange {
  return {
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

export function toEdits(changes: readonly { range: Range; text: string }[]): TextEdit[] {
  return changes.map((change) => ({ range: toModelRange(change.range), text: change.text }));
}

/** The text of every unsaved buffer, and of every open notebook: this is what is checked. */
export function unsavedBuffers(): Record<string, string> {
  const dirty = workspace.textDocuments.filter((document) => document.isDirty && document.uri.scheme === 'file');
  const texts = dirty.map((document) => [document.uri.fsPath, document.getText()] as const);
  const notebooks = openNotebooks().map((notebook) => [notebook.uri.fsPath, notebookJson(notebook)] as const);
  return Object.fromEntries([...texts, ...notebooks]);
}
