import { relative } from 'node:path';
import colors from 'picocolors';
import type { Report } from '../model/report.ts';
import { githubAnnotations } from '../report/formats/github.ts';
import { jsonReport } from '../report/formats/json.ts';
import { junitXml } from '../report/formats/junit.ts';
import { markdownReports } from '../report/formats/markdown.ts';
import { sarifLog } from '../report/formats/sarif.ts';
import { plain, reportText, type Paint } from '../report/formats/text.ts';
import { version } from './version.ts';

export const formats = ['text', 'json', 'sarif', 'junit', 'markdown', 'github'] as const;
export type Format = (typeof formats)[number];

const paint: Paint = {
  good: colors.green,
  bad: colors.red,
  unsure: colors.yellow,
  faint: colors.dim,
  strong: colors.bold,
};

/** All reports in one format, without colours. */
export function formatReports(reports: Report[], format: Format): string {
  switch (format) {
    case 'text':
      return [...reports.map((report) => `${textReport(report, false)}\n\n`), `${summary(reports)}\n`].join('');
    case 'json':
      return `${JSON.stringify(reports.map(jsonReport), null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifLog(reports, version, uri), null, 2)}\n`;
    case 'junit':
      return junitXml(reports, shown);
    case 'markdown':
      return markdownReports(reports, shown);
    case 'github':
      return githubAnnotations(reports, shown);
    default:
      return format satisfies never;
  }
}

/** One report in words; `isTerminal` colours it where the terminal wants that (NO_COLOR, FORCE_COLOR). */
export function textReport(report: Report, isTerminal: boolean): string {
  const colours = isTerminal ? paint : plain;
  return [reportText(report, shown(report.file), colours), ...more(report).map((line) => colours.faint(line))].join(
    '\n',
  );
}

/** Where to read about the causes that were named. */
function more({ leaves, cause }: Report): string[] {
  const named = [cause, ...leaves.map((leaf) => leaf.cause)].flatMap((one) => one?.id ?? []);
  const ids = [...new Set(named)].filter((id) => id !== 'unknown' && id !== 'several');
  return ids.map((id) => `  More on the cause: gradient-check check --explain ${id}`);
}

/** "2 correct, 1 wrong, 0 without a verdict". */
export function summary(reports: Report[]): string {
  const count = (verdict: Report['verdict']): number => reports.filter((report) => report.verdict === verdict).length;
  return `${String(count('correct'))} correct, ${String(count('wrong'))} wrong, ${String(count('inconclusive'))} without a verdict`;
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}

function uri(file: string): string {
  return shown(file).split(/[\\/]/u).map(encodeURIComponent).join('/');
}
