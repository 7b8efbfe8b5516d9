import { Uri, env, l10n, version, window, workspace } from 'vscode';
import type { Report } from '../../model/report.ts';
import { versionsLine } from './problemText.ts';
import type { CopyWhat, FromPage } from '../../panel/messages.ts';
import { reportCsv } from '../../report/formats/csv.ts';
import { jsonReport } from '../../report/formats/json.ts';
import { reportMarkdown } from '../../report/formats/markdown.ts';

const extensions: Record<CopyWhat, string> = { issue: 'md', markdown: 'md', json: 'json', csv: 'csv' };

/** A report in one of the formats that it can be handed on in. */
export function reportAs(report: Report, what: CopyWhat): string {
  switch (what) {
    case 'json':
      return JSON.stringify(jsonReport(report), null, 2);
    case 'csv':
      return reportCsv(report);
    case 'markdown':
      return reportMarkdown(report, workspace.asRelativePath(report.file));
    case 'issue':
      return `${reportMarkdown(report, workspace.asRelativePath(report.file))}\n${versionsLine({ editor: version, platform: process.platform })}\n`;
  }
}

export async function copyReport(report: Report, what: CopyWhat): Promise<void> {
  await env.clipboard.writeText(reportAs(report, what));
  window.setStatusBarMessage(l10n.t('The report was copied.'), 3000);
}

/** Asks where to write the report, beside the source by default. */
export async function exportReport(report: Report, what: CopyWhat): Promise<void> {
  const extension = extensions[what];
  const chosen = await askWhere(report, 'gradient-check', extension);
  if (chosen) await workspace.fs.writeFile(chosen, new TextEncoder().encode(reportAs(report, what)));
}

/** Asks where to write a picture of the panel, beside the source by default. */
export async function savePicture(
  report: Report,
  { format, name, data }: Extract<FromPage, { kind: 'save-picture' }>,
): Promise<void> {
  const chosen = await askWhere(report, name, format);
  if (chosen) await workspace.fs.writeFile(chosen, Buffer.from(data, format === 'svg' ? 'utf8' : 'base64'));
}

function askWhere(report: Report, what: string, extension: string): Thenable<Uri | undefined> {
  const name = `${report.pair}.${what}`.replace(/[^\w.-]/g, '_');
  return window.showSaveDialog({
    defaultUri: Uri.joinPath(Uri.file(report.file), '..', `${name}.${extension}`),
    filters: { [extension.toUpperCase()]: [extension] },
  });
}
