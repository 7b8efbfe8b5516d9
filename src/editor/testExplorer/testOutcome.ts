import type { LeafReport, Report } from '../../model/report.ts';
import type { Range } from '../../model/range.ts';
import { entryName } from '../../report/names.ts';
import { formatValue } from '../../report/numbers.ts';
import { missingGradients } from '../../report/missingGradients.ts';
import { doubtWords } from '../../report/doubts.ts';
import { diagnosticMessage } from '../../report/words.ts';

/** How a pair, or one of its leaves, came out as a test. */
export type Outcome =
  | { kind: 'passed' }
  /** No verdict: neither passed nor failed. */
  | { kind: 'skipped'; message: string }
  | { kind: 'errored'; message: string; file: string; range: Range }
  /** The first line of the message is what stands beside the code. */
  | { kind: 'failed'; message: string; file: string; range: Range; expected: string; actual: string };

const mostEntries = 20;

export function leafOutcome(report: Report, leaf: LeafReport): Outcome {
  if (leaf.verdict === 'correct') return { kind: 'passed' };
  if (leaf.verdict === 'inconclusive') return { kind: 'skipped', message: doubtWords(leaf.doubt) };
  const wrong = leaf.worst.filter((entry) => entry.verdict === 'wrong').slice(0, mostEntries);
  const list = (value: 'numeric' | 'analytic'): string =>
    wrong.map((entry) => `${entryName(leaf, entry.flat)} = ${formatValue(entry[value])}`).join('\n');
  return {
    kind: 'failed',
    message: [leaf.cause?.message, diagnosticMessage(report, leaf)].filter(Boolean).join('\n'),
    file: leaf.site?.file ?? report.file,
    range: leaf.site ?? report.range,
    expected: list('numeric'),
    actual: list('analytic'),
  };
}

/** The pair itself. What is wrong is said by its leaves, so a failed pair tells of nothing but what is missing. */
export function pairOutcome(report: Report): Outcome {
  const { error } = report;
  if (error?.kind === 'cancelled' || error?.kind === 'unbound') return { kind: 'skipped', message: error.message };
  if (error) {
    const range = { line: error.line ?? 1, column: error.column ?? 1, endLine: error.line ?? 1, endColumn: 10_000 };
    const placed = error.file !== null && error.line !== null;
    return {
      kind: 'errored',
      message: [error.message, error.stack].filter(Boolean).join('\n'),
      file: placed ? (error.file ?? report.file) : report.file,
      range: placed ? range : report.range,
    };
  }
  if (report.verdict === 'correct') return { kind: 'passed' };
  const missing = missingGradients(report);
  const { file, range } = report;
  // A gradient that is not there is a mistake of the code, as a wrong one is: an error would be one of the check.
  const failed: Outcome = { kind: 'failed', message: missing ?? '', file, range, expected: '', actual: '' };
  if (report.doubt === 'missing-gradient') return failed;
  return report.verdict === 'inconclusive' ? { kind: 'skipped', message: report.headline } : failed;
}
