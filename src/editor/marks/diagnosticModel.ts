import type { Fault } from '../../model/fault.ts';
import type { Range } from '../../model/range.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import { missingGradients } from '../../report/missingGradients.ts';
import { diagnosticMessage } from '../../report/words.ts';

/** One squiggle, in plain data. */
export interface Finding {
  file: string;
  range: Range;
  message: string;
  severity: 'error' | 'warning' | 'information';
  /** Id of the cause or of the fault. */
  code: string;
  /** The wrong leaf; null for a fault and for a gradient that is missing. */
  leaf: LeafReport | null;
}

/** Faults that stand in the lens only: nothing in the code is to be mended. */
const quietFaults: Fault['kind'][] = ['cancelled', 'unbound', 'internal', 'interpreter'];

/** What a report has to say in the source text; a stale one says it softly. */
export function findings(report: Report, stale: boolean): Finding[] {
  const all = report.error
    ? faultFindings(report, report.error)
    : [...wrongFindings(report), ...missingFindings(report)];
  return stale ? all.map((one) => ({ ...one, severity: 'information' })) : all;
}

function wrongFindings(report: Report): Finding[] {
  return report.leaves
    .filter((leaf) => leaf.verdict === 'wrong')
    .map((leaf) => ({
      file: leaf.site?.file ?? report.file,
      range: leaf.site ?? report.range,
      message: diagnosticMessage(report, leaf),
      severity: 'error',
      code: leaf.cause?.id ?? 'wrong-gradient',
      leaf,
    }));
}

/** A gradient that is not there has no line of its own: it is missed in backward. */
function missingFindings(report: Report): Finding[] {
  const message = missingGradients(report);
  if (message === null) return [];
  return [{ file: report.file, range: report.range, message, severity: 'warning', code: 'no-gradient', leaf: null }];
}

function faultFindings(report: Report, error: Fault): Finding[] {
  if (quietFaults.includes(error.kind)) return [];
  const placed = error.file !== null && error.line !== null;
  const range = placed ? lineRange(error.line ?? 1, error.column) : report.range;
  const file = placed ? (error.file ?? report.file) : report.file;
  return [{ file, range, message: error.message, severity: 'error', code: error.kind, leaf: null }];
}

/** From the column to the end of the line; the editor shortens it to the text that is there. */
function lineRange(line: number, column: number | null): Range {
  return { line, column: column ?? 1, endLine: line, endColumn: 10_000 };
}
