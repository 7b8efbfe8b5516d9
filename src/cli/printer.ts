import { writeFileSync } from 'node:fs';
import type { Report } from '../model/report.ts';
import { formatReports, summary, textReport, type Format } from './formatReports.ts';
import type { ProgressLine } from './progressLine.ts';

/** Where reports go. */
export interface Printer {
  /** One report, in order. */
  add(report: Report): void;
  end(): void;
}

/** Words come report by report, as soon as one is there; every other format, and a file, is written at the end. */
export function printerFor(format: Format, output: string | undefined, progress: ProgressLine): Printer {
  const reports: Report[] = [];
  if (format === 'text' && output === undefined) return wordsPrinter(reports, progress);
  return {
    add: (report) => void reports.push(report),
    end() {
      progress.clear();
      const text = formatReports(reports, format);
      if (output === undefined) process.stdout.write(text);
      else writeFileSync(output, text);
    },
  };
}

function wordsPrinter(reports: Report[], progress: ProgressLine): Printer {
  return {
    add(report) {
      reports.push(report);
      progress.clear();
      process.stdout.write(`${textReport(report, true)}\n\n`);
    },
    end() {
      progress.clear();
      if (reports.length > 0) process.stdout.write(`${summary(reports)}\n`);
    },
  };
}
