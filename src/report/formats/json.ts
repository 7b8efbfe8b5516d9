import type { Grade, Report, SafeNumber } from '../../model/report.ts';

/** What `--format json` prints: the report, with the textbook's number and grade at the top level. */
export type JsonReport = Report & { difference: SafeNumber | null; grade: Grade | null };

export function jsonReport(report: Report): JsonReport {
  return { ...report, difference: report.textbook?.difference ?? null, grade: report.textbook?.grade ?? null };
}
