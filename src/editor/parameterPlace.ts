import { Range, workspace } from 'vscode';
import type { LeafReport, Report } from '../model/report.ts';

/** Where the forward function first uses a parameter, read from the open document; null where it is not seen. */
export function parameterPlace(report: Report, leaf: LeafReport): Range | null {
  const name = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(leaf.name)?.[0];
  const document = workspace.textDocuments.find((one) => one.uri.fsPath === report.file);
  if (!name || !document || !report.forwardRange) return null;
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
  const last = Math.min(document.lineCount, report.forwardRange.line + 200);
  for (let line = report.forwardRange.line - 1; line < last; line++) {
    const found = word.exec(document.lineAt(line).text);
    if (found) return new Range(line, found.index, line, found.index + name.length);
  }
  return null;
}
