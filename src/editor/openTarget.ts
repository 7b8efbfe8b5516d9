import { Range, Uri, ViewColumn, window } from 'vscode';
import type { Range as ModelRange } from '../model/range.ts';
import type { Report } from '../model/report.ts';
import type { OpenTarget } from '../panel/messages.ts';
import { toRange } from './documents.ts';

/** Jumps to a place that a report names, in the editor group where the file already is, else the first one. */
export async function openTarget(report: Report, target: OpenTarget): Promise<void> {
  const place = placeOf(report, target);
  if (!place) return;
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === place.file);
  const start = place.range ? toRange(place.range) : new Range(0, 0, 0, 0);
  await window.showTextDocument(Uri.file(place.file), {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: start,
  });
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
