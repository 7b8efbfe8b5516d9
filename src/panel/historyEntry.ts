import type { Report, SafeNumber, Verdict } from '../model/report.ts';
import { either, isBoolean, isNull, isNumber, isText, listOf, objectOf, where } from '../report/forms.ts';
import { isMethod, isSafeNumber, isVerdict } from '../report/isReport.ts';

/** One line of a pair's history. */
export interface HistoryEntry {
  /** Milliseconds since 1970. */
  at: number;
  verdict: Verdict;
  /** It ended in a fault, before there could be a verdict. */
  failed: boolean;
  headline: string;
  difference: SafeNumber | null;
  seed: number | null;
  method: Report['method'];
  /** Names of the leaves that were wrong. */
  wrong: string[];
}

/** The first and the last moment that a date can be. */
export const isTime = where(isNumber, (at) => Math.abs(at) <= 8.64e15);

export const isHistoryEntry = objectOf<HistoryEntry>({
  at: isTime,
  verdict: isVerdict,
  failed: isBoolean,
  headline: isText,
  difference: either(isSafeNumber, isNull),
  seed: either(isNumber, isNull),
  method: isMethod,
  wrong: listOf(isText),
});
