import type { LeafReport, Report } from '../../model/report.ts';
import type { Range } from '../../model/range.ts';
import { missingGradients } from '../missingGradients.ts';
import { doubtWords } from '../doubts.ts';
import { diagnosticMessage } from '../words.ts';
import { textbookGradient } from '../names.ts';

/** One thing that a reader of a build log must see: a wrong gradient, a missing one, a missing verdict, or a fault. */
export interface Finding {
  level: 'error' | 'warning';
  /** 'wrong-gradient', or the cause's id, or the fault's kind. */
  rule: string;
  message: string;
  file: string;
  range: Range;
  /** What it is about, the same from run to run: 'backward', 'backward dW2'. */
  subject: string;
  /** The gradient that it is about; null for the pair as a whole. */
  leaf: LeafReport | null;
}

/** Everything in a report that is not correct; empty for a correct one. */
export function findings(report: Report): Finding[] {
  if (report.error) return [faultFinding(report)];
  return [...report.leaves.flatMap((leaf) => leafFinding(report, leaf) ?? []), ...missingFindings(report)];
}

function missingFindings(report: Report): Finding[] {
  const message = missingGradients(report);
  if (message === null) return [];
  const { file, range, pairId: subject, backward } = report;
  return [
    { level: 'warning', rule: 'no-gradient', message: `${backward}: ${message}`, file, range, subject, leaf: null },
  ];
}

function leafFinding(report: Report, leaf: LeafReport): Finding | null {
  const place = {
    file: leaf.site?.file ?? report.file,
    range: leaf.site ?? report.range,
    subject: `${report.pairId} ${leaf.gradientName}`,
    leaf,
  };
  if (leaf.verdict === 'wrong') {
    return {
      ...place,
      level: 'error',
      rule: leaf.cause?.id ?? 'wrong-gradient',
      message: diagnosticMessage(report, leaf),
    };
  }
  if (leaf.verdict === 'correct') return null;
  const message = `${textbookGradient(leaf)}: no verdict, ${doubtWords(leaf.doubt)}.`;
  return { ...place, level: 'warning', rule: leaf.doubt ?? 'not-checked', message };
}

function faultFinding(report: Report): Finding {
  const error = report.error;
  const line = error?.line ?? null;
  const hasPlace = error?.file && line !== null;
  const column = error?.column ?? 1;
  return {
    level: error?.kind === 'unbound' ? 'warning' : 'error',
    rule: error?.kind ?? 'internal',
    message: `${report.backward}: ${error?.message ?? ''}`,
    file: hasPlace ? (error.file ?? report.file) : report.file,
    range: hasPlace ? { line, column, endLine: line, endColumn: column + 1 } : report.range,
    subject: report.pairId,
    leaf: null,
  };
}
