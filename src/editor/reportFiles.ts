import { Uri, env, l10n, version, window, workspace } from 'vscode';
import type { Report } from '../model/report.ts';
import type { CopyWhat } from '../panel/messages.ts';
import { reportCsv } from '../report/formats/csv.ts';
import { jsonReport } from '../report/formats/json.ts';
import { reportMarkdown } from '../report/formats/markdown.ts';

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
      return `${reportMarkdown(report, workspace.asRelativePath(report.file))}\nVS Code ${version} · ${process.platform}\n`;
  }
}

export async function copyReport(report: Report, what: CopyWhat): Promise<void> {
  await env.clipboard.writeText(reportAs(report, what));
  window.setStatusBarMessage(l10n.t('The report was copied.'), 3000);
}

/** Asks where to write the report, beside the source by default. */
export async function exportReport(report: Report, what: CopyWhat): Promise<void> {
  const extension = extensions[what];
  const name = `${report.pair.replace(/[^\w.-]/g, '_')}.gradient-check.${extension}`;
  const chosen = await window.showSaveDialog({
    defaultUri: Uri.joinPath(Uri.file(report.file), '..', name),
    filters: { [extension.toUpperCase()]: [extension] },
  });
  if (chosen) await workspace.fs.writeFile(chosen, new TextEncoder().encode(reportAs(report, what)));
}
