import type { Report } from '../model/report.ts';
import { reportText } from '../report/formats/text.ts';
import { gradientCheck } from './gradientCheck.ts';
import type { GradientCheckOptions } from './options.ts';
import type { GradientProblem } from './problem.ts';

/** Thrown by `expectGradients`; the message is the report in words. */
export class GradientError extends Error {
  override readonly name = 'GradientError';
  readonly report: Report;

  constructor(report: Report) {
    super(formatReport(report));
    this.report = report;
  }
}

/** The report as the command line prints it, without colours. */
export function formatReport(report: Report): string {
  return reportText(report, report.file);
}

/**
 * For tests: resolves with the report where every gradient is correct, else throws GradientError. "Cannot tell" and a
 * parameter without a gradient are failures too: a test that checked less than it says would pass for nothing.
 */
export async function expectGradients<P>(
  problem: GradientProblem<P>,
  options: GradientCheckOptions = {},
): Promise<Report> {
  const report = await gradientCheck(problem, options);
  if (report.verdict !== 'correct') throw new GradientError(report);
  return report;
}
