import type { Result } from './resultStore.ts';

const version = 2;
/** Pictures are what makes a report large: beyond this many characters a result is kept without them. */
const longestResult = 1_500_000;
const longestFile = 16_000_000;

/** Results as text, the latest first, bounded in size. */
export function encodeResults(results: readonly Result[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const result of [...results].sort((one, other) => other.at - one.at)) {
    const text = encodeOne(result);
    length += text.length;
    if (length > longestFile) break;
    kept.push(text);
  }
  return `{"version":${String(version)},"results":[${kept.join(',')}]}`;
}

/** Reads what `encodeResults` wrote; anything else, also of another version, gives no results. */
export function decodeResults(text: string): Result[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== version) return [];
    const results = 'results' in value && Array.isArray(value.results) ? (value.results as unknown[]) : [];
    return results.filter(isResult);
  } catch {
    return [];
  }
}

function encodeOne(result: Result): string {
  const whole = JSON.stringify(result);
  if (whole.length <= longestResult) return whole;
  const leaves = result.report.leaves.map((leaf) => ({ ...leaf, picture: null }));
  return JSON.stringify({ ...result, report: { ...result.report, leaves } });
}

function isResult(value: unknown): value is Result {
  if (typeof value !== 'object' || value === null) return false;
  const { report, at, history } = value as Record<string, unknown>;
  if (typeof at !== 'number' || !Array.isArray(history) || typeof report !== 'object' || report === null) return false;
  return 'version' in report && report.version === 1 && 'leaves' in report && Array.isArray(report.leaves);
}
