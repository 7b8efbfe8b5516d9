import type { LeafReport, Report } from '../../model/report.ts';
import { escapeXml } from '../escapeXml.ts';
import { missingGradients } from '../missingGradients.ts';
import { textbookGradient } from '../names.ts';
import { doubtWords } from '../doubts.ts';
import { diagnosticMessage } from '../words.ts';

/** JUnit XML as common viewers read it: a suite per pair, a case per gradient, and one for those that are missing. Times in seconds. */
export function junitXml(reports: Report[], relative: (file: string) => string): string {
  const all = reports.map((report) => countsOf(report));
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  const totals = {
    name: 'gradient-check',
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    time: reports.reduce((total, report) => total + report.milliseconds, 0) / 1000,
  };
  const suites = reports.map((report) => `${suite(report, relative)}\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${list(totals)}>\n${suites}</testsuites>\n`;
}

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

/** A fault is one case in error, whatever was known of the gradients until then. */
function countsOf(report: Report): Counts {
  const { error, leaves } = report;
  if (error) return { tests: 1, failures: 0, errors: 1, skipped: 0 };
  const missing = missingGradients(report) === null ? 0 : 1;
  const count = (verdict: LeafReport['verdict']): number => leaves.filter((leaf) => leaf.verdict === verdict).length;
  return {
    tests: leaves.length + missing,
    failures: count('wrong'),
    errors: missing,
    skipped: count('inconclusive'),
  };
}

function suite(report: Report, relative: (file: string) => string): string {
  const file = relative(report.file);
  const cases = report.error
    ? [faultCase(report, file)]
    : [...report.leaves.map((leaf) => leafCase(report, leaf, file)), ...missingCases(report, file)];
  const attributes = { name: `${file} ${report.backward}`, ...countsOf(report), time: report.milliseconds / 1000 };
  return `  <testsuite ${list(attributes)}>\n${cases.join('\n')}\n  </testsuite>`;
}

function leafCase(report: Report, leaf: LeafReport, file: string): string {
  const line = leaf.site?.line ?? report.range.line;
  const open = `    <testcase ${list({ name: textbookGradient(leaf), classname: `${file} ${report.backward}`, file, line, time: 0 })}`;
  if (leaf.verdict === 'correct') return `${open}/>`;
  if (leaf.verdict === 'inconclusive')
    return `${open}><skipped ${list({ message: doubtWords(leaf.doubt) })}/></testcase>`;
  const message = diagnosticMessage(report, leaf);
  return `${open}><failure ${list({ message, type: leaf.cause?.id ?? 'wrong-gradient' })}>${escapeXml(message)}</failure></testcase>`;
}

/** What was not returned could not be tested, which the exit code says as well. */
function missingCases(report: Report, file: string): string[] {
  const message = missingGradients(report);
  if (message === null) return [];
  const place = { classname: `${file} ${report.backward}`, file, line: report.range.line, time: 0 };
  const open = `    <testcase ${list({ name: 'a gradient for every parameter', ...place })}>`;
  return [`${open}<error ${list({ message, type: 'no-gradient' })}>${escapeXml(message)}</error></testcase>`];
}

function faultCase(report: Report, file: string): string {
  const { kind, message, stack } = report.error ?? { kind: 'internal', message: '', stack: null };
  const open = `    <testcase ${list({ name: report.backward, classname: `${file} ${report.backward}`, file, line: report.error?.line ?? report.range.line, time: report.milliseconds / 1000 })}>`;
  return `${open}<error ${list({ message, type: kind })}>${escapeXml(stack ?? message)}</error></testcase>`;
}

function list(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(' ');
}
