import type { Report } from '../model/report.ts';

export type ExitCode = 0 | 1 | 2;

/** 0 all correct, 1 something wrong, 2 something could not be checked. */
export function exitCode(reports: Report[]): ExitCode {
  if (reports.some((report) => report.verdict === 'wrong')) return 1;
  return reports.every((report) => report.verdict === 'correct') ? 0 : 2;
}
