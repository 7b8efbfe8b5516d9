import type { Report } from '../../model/report.ts';
import { isKnownResult } from '../../panel/messages.ts';
import type { Result } from './resultStore.ts';

const version = 4;
/** Pictures are what makes a report large: beyond this many characters a result is kept without them. */
const longestResult = 1_500_000;

/** A result as text, bounded in size. */
export function encodeResult(result: Result): string {
  const whole = JSON.stringify({ version, result });
  if (whole.length <= longestResult) return whole;
  const before = result.before && { ...result.before, report: withoutPictures(result.before.report) };
  return JSON.stringify({ version, result: { ...result, before, report: withoutPictures(result.report) } });
}

/** Reads what `encodeResult` wrote; null for anything else, also of another version. */
export function decodeResult(text: string): Result | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== version) return null;
    return 'result' in value && isKnownResult(value.result) ? { ...value.result, fresh: false } : null;
  } catch {
    return null;
  }
}

function withoutPictures(report: Report): Report {
  return { ...report, leaves: report.leaves.map((leaf) => ({ ...leaf, picture: null })) };
}
