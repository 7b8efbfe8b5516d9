import { Location, Range, Uri, workspace, type TextDocument } from 'vscode';
import { cellPosition, joinedLine } from '../../discovery/python/notebook.ts';
import type { Range as ModelRange } from '../../model/range.ts';
import type { Report } from '../../model/report.ts';
import { isSource, toRange } from './documents.ts';
import { cellOf, notebookCode, notebookJson, openNotebook } from './notebooks.ts';

/** An open text that pairs are found in. A notebook is one source, whichever of its cells is asked for. */
export interface Source {
  /** Absolute path. */
  file: string;
  /** What discovery is given: of a notebook, the text of its file. */
  text: string;
  /** What ranges refer to: of a notebook, the joined code of its cells. */
  code: string;
}

/** The file whose source a document is, or is a cell of; null where it is neither. */
export function fileOf(document: TextDocument): string | null {
  if (isSource(document)) return document.uri.fsPath;
  const cell = document.languageId === 'python' ? cellOf(document) : null;
  return cell ? cell.notebook.uri.fsPath : null;
}

/** The source of a file that is open in the editor; null where it is not. */
export function openSource(file: string): Source | null {
  const notebook = openNotebook(file);
  if (notebook) return { file, text: notebookJson(notebook), code: notebookCode(notebook).text };
  const document = workspace.textDocuments.find((one) => one.uri.scheme === 'file' && one.uri.fsPath === file);
  return document ? { file, text: document.getText(), code: document.getText() } : null;
}

/** The texts of the files that a report read, as far as they are open. */
export function openTexts({ file, files, inputs }: Report): ReadonlyMap<string, string> {
  const read = [file, ...files, ...(inputs?.path ? [inputs.path] : [])];
  const sources = [...new Set(read)].map(openSource).filter((one) => one !== null);
  return new Map(sources.map((one) => [one.file, one.text]));
}

/** Line (from 1) of the source where the first line of a document stands; null for a cell that is no Python. */
export function firstLineOf(document: TextDocument): number | null {
  const cell = cellOf(document);
  return cell ? joinedLine(notebookCode(cell.notebook), cell.index, 1) : 1;
}

/** The part of a source that a document shows: from its first line on, as many lines as it has. */
export function isInside(document: TextDocument, first: number, line: number): boolean {
  return line >= first && line < first + document.lineCount;
}

/**
 * Where a place of a source stands in the editor: of an open notebook, in the cell that holds its line. The lines of a
 * notebook that is not open mean nothing to a reader, so there it is the file.
 */
export function toLocation(file: string, range: ModelRange): Location {
  const notebook = openNotebook(file);
  if (!notebook) return new Location(Uri.file(file), file.endsWith('.ipynb') ? new Range(0, 0, 0, 0) : toRange(range));
  const place = cellPosition(notebookCode(notebook), range.line);
  if (!place) return new Location(notebook.uri, new Range(0, 0, 0, 0));
  const shift = place.line - range.line;
  const inCell = { ...range, line: place.line, endLine: range.endLine + shift };
  return new Location(notebook.cellAt(place.cell).document.uri, toRange(inCell));
}
