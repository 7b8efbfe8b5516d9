import { Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { Range as ModelRange } from '../../model/range.ts';
import type { Report } from '../../model/report.ts';
import type { OpenTarget } from '../../panel/messages.ts';
import { mayOpen } from './mayOpen.ts';
import { openNotebook } from '../documents/notebooks.ts';
import { toLocation } from '../documents/places.ts';

/** Jumps to a place that a report names, in the editor group where the file already is, else the first one. */
export async function openTarget(report: Report, target: OpenTarget): Promise<void> {
  const place = placeOf(report, target);
  const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  if (!place || !mayOpen(place.file, report.file, roots)) return;
  const range = place.range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (place.file.endsWith('.ipynb')) return await openCell(place.file, range);
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === place.file);
  const { uri, range: selection } = toLocation(place.file, range);
  await window.showTextDocument(uri, { viewColumn: shown?.viewColumn ?? ViewColumn.One, selection });
}

/** `vscode.open` shows a cell inside its notebook, which `showTextDocument` does not promise. */
async function openCell(file: string, range: ModelRange): Promise<void> {
  const notebook = openNotebook(file) ?? (await workspace.openNotebookDocument(Uri.file(file)));
  const shown = window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
  const viewColumn = shown?.viewColumn ?? ViewColumn.One;
  if (!shown) await window.showNotebookDocument(notebook, { viewColumn });
  const { uri, range: selection } = toLocation(file, range);
  await commands.executeCommand('vscode.open', uri, { viewColumn, selection });
}

function placeOf(report: Report, target: OpenTarget): { file: string; range: ModelRange | null } | null {
  switch (target.what) {
    case 'leaf': {
      const site = report.leaves[target.leaf]?.site;
      return site ? { file: site.file, range: site } : { file: report.file, range: report.range };
    }
    case 'forward':
      return { file: report.file, range: report.forwardRange ?? report.range };
    case 'backward':
      return { file: report.file, range: report.range };
    case 'fault': {
      const { file, line, column } = report.error ?? { file: null, line: null, column: null };
      if (file === null || line === null) return { file: report.file, range: report.range };
      return { file, range: { line, column: column ?? 1, endLine: line, endColumn: column ?? 1 } };
    }
    case 'inputs':
      return report.inputs?.path ? { file: report.inputs.path, range: null } : null;
  }
}
