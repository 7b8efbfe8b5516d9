import * as l10n from '@vscode/l10n';
import type { Report } from '../../model/report.ts';

/**
 * What a person is told of the Python of a file: what its last check ran on, else the interpreter that the settings name;
 * null where neither is known.
 */
export function usedInterpreter(file: string, results: { report: Report }[], setting: string): string | null {
  const last = results.findLast(({ report }) => report.file === file && report.host !== '');
  const chosen = setting.trim();
  return last?.report.host ?? (chosen === '' ? null : l10n.t('Interpreter: {0}', chosen));
}
