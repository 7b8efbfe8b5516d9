import type { Report } from '../../model/report.ts';
import { formatDuration } from '../../report/numbers.ts';
import { lensTitle } from '../../report/words.ts';

/** What the output channel keeps of a check; `file` as a person knows it. */
export function logLine(file: string, report: Report): string {
  return `${file}: ${report.backward} ${lensTitle(report)} (${formatDuration(report.milliseconds)})`;
}
