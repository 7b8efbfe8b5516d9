import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../names.ts';
import { diagnosticMessage, doubtWords } from '../words.ts';

/** JUnit XML as common viewers read it: a suite per pair, a case per gradient. Times in seconds. */
export function junitXml(reports: Report[], relative: (file: string) => string): string {
  const suites = reports.map((report) => suite(report, relative)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gradient-check">\n${suites}\n</testsuites>\n`;
}

function suite(report: Report, relative: (file: string) => string): string {
  const cases = report.error ? [faultCase(report)] : report.leaves.map((leaf) => leafCase(report, leaf));
  const failures = report.leaves.filter((leaf) => leaf.verdict === 'wrong').length;
  const skipped = report.leaves.filter((leaf) => leaf.verdict === 'inconclusive').length;
  const attributes = {
    name: `${relative(report.file)} ${report.backward}`,
    tests: cases.length,
    failures: report.error ? 0 : failures,
    errors: report.error ? 1 : 0,
    skipped: report.error ? 0 : skipped,
    time: report.milliseconds / 1000,
  };
  return `  <testsuite ${list(attributes)}>\n${cases.join('\n')}\n  </testsuite>`;
}

function leafCase(report: Report, leaf: LeafReport): string {
  const open = `    <testcase ${list({ name: textbookGradient(leaf), classname: report.backward, file: report.file, line: leaf.site?.line ?? report.range.line })}`;
  if (leaf.verdict === 'correct') return `${open}/>`;
  if (leaf.verdict === 'inconclusive')
    return `${open}><skipped ${list({ message: doubtWords(leaf.doubt) })}/></testcase>`;
  const message = diagnosticMessage(report, leaf);
  return `${open}><failure ${list({ message, type: leaf.cause?.id ?? 'wrong-gradient' })}>${escape(message)}</failure></testcase>`;
}

function faultCase(report: Report): string {
  const { kind, message, stack } = report.error ?? { kind: 'internal', message: '', stack: null };
  const open = `    <testcase ${list({ name: report.backward, classname: report.backward, file: report.file, line: report.range.line })}>`;
  return `${open}<error ${list({ message, type: kind })}>${escape(stack ?? message)}</error></testcase>`;
}

function list(attributes: Record<string, string | number>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escape(String(value))}"`)
    .join(' ');
}

/** Escapes markup and drops the control characters that XML 1.0 does not allow. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
