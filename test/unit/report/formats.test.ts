import assert from 'node:assert/strict';
import { fault } from '../../../src/model/fault.ts';
import type { Report } from '../../../src/model/report.ts';
import { faultReport } from '../../../src/report/assemble.ts';
import { reportCsv } from '../../../src/report/formats/csv.ts';
import { githubAnnotations } from '../../../src/report/formats/github.ts';
import { jsonReport } from '../../../src/report/formats/json.ts';
import { junitXml } from '../../../src/report/formats/junit.ts';
import { markdownReports } from '../../../src/report/formats/markdown.ts';
import { sarifLog } from '../../../src/report/formats/sarif.ts';
import { reportText } from '../../../src/report/formats/text.ts';
import { doubled, job, missingGradient, sampleReport } from './sampleReport.ts';

const relative = (file: string): string => file.replace('/somewhere/', '');
const wrong = sampleReport(['W2'], [doubled, null]);
const broken = faultReport(
  job,
  fault('throw', 'a < b & "c"\nsecond line', { file: '/somewhere/x.ts', line: 3, column: 7 }),
);

/** What the test reads of a SARIF log. */
interface Log {
  version: string;
  runs: {
    results: { ruleId: string; locations: { physicalLocation: { region: unknown } }[] }[];
  }[];
}

describe('formats', () => {
  it('text: verdict, textbook, one line per gradient, the place of each wrong one', () => {
    const text = reportText(wrong, 'network.ts');
    assert.match(text, /^✗ backward .*network\.ts:5/u);
    assert.match(text, /textbook difference 2\.9e-1 at ε = 1e-7 \(critical: certainly a bug/u);
    assert.match(text, /✗ dW\[2\] {2}2×3/u);
    assert.match(text, /network\.ts:10:3 {2}dW\[2\]: 6 of 6 entries wrong/u);
    assert.match(text, /✓ db\[1\] {2}3/u);
  });

  it('text: the reading of the textbook stands everywhere, with a word beside "correct"', () => {
    const line = (report: Report): string => /textbook difference.*/u.exec(reportText(report, 'network.ts'))?.[0] ?? '';
    assert.match(line(wrong), /\(critical: certainly a bug(?!; here)/u);
    assert.match(line({ ...wrong, verdict: 'correct' }), /\(critical: certainly a bug; here round-off: \S+ with/u);
  });

  it('text: a cause that several gradients share is told in full once', () => {
    const text = reportText(sampleReport(['W2', 'b1'], [doubled, doubled]), 'network.ts');
    assert.equal(text.split(doubled.advice).length, 2);
    assert.equal(text.split('The cause is the one above.').length, 2);
  });

  it('every one says that a gradient is missing, whatever the others are', () => {
    const message = missingGradient.message;
    const right = sampleReport([], [null, null], [missingGradient]);
    const text = reportText(right, 'network.ts');
    assert.match(text, /^\? backward .*\n {2}backward is correct in what it returns, but a gradient is missing\./u);
    assert.match(text, /here round-off/u);
    for (const report of [right, sampleReport(['W2'], [doubled, null], [missingGradient])]) {
      assert.ok(reportText(report, 'network.ts').includes(`! ${message}`));
      const warnings = githubAnnotations([report], relative)
        .split('\n')
        .filter((line) => line.startsWith('::warning'));
      assert.deepEqual(warnings, [
        `::warning file=network.ts,line=5,endLine=5,col=17,title=gradient-check%3A no-gradient::backward: ${message}`,
      ]);
      const log = sarifLog([report], '1.2.3', relative) as Log;
      assert.equal(log.runs[0]!.results.at(-1)!.ruleId, 'no-gradient');
      assert.ok(markdownReports([report], relative).includes(`\n${message}\n`));
      const failures = report === right ? 0 : 1;
      const xml = junitXml([report], relative);
      assert.match(xml, new RegExp(`<testsuite .* tests="3" failures="${failures}" errors="1" skipped="0"`, 'u'));
      assert.ok(xml.includes(`<error message="${message}" type="no-gradient">`));
    }
    assert.equal(githubAnnotations([{ ...right, error: broken.error }], relative).includes('no-gradient'), false);
  });

  it('json: difference and grade stand at the top level', () => {
    assert.equal(jsonReport(wrong).difference, 0.2851);
    assert.equal(jsonReport(wrong).grade, 'critical');
    assert.equal(jsonReport(broken).difference, null);
  });

  it('github: one annotation per finding, with special characters escaped', () => {
    const lines = githubAnnotations([wrong, broken], relative).trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.match(
      lines[0]!,
      /^::error file=network\.ts,line=10,endLine=10,col=3,title=gradient-check%3A constant-factor::dW\[2\]: 6/u,
    );
    assert.match(lines[1]!, /^::error file=x\.ts,line=3,.*::backward: a < b & "c"%0Asecond line$/u);
  });

  it('junit: a failure per wrong gradient, an error per fault, no raw markup', () => {
    const xml = junitXml([wrong, broken], relative);
    assert.match(xml, /<testsuite name="network\.ts backward" tests="2" failures="1" errors="0" skipped="0"/u);
    assert.match(xml, /<error message="a &lt; b &amp; &quot;c&quot;&#10;second line" type="throw">/u);
  });

  it('sarif: version, rules and regions at the sites', () => {
    const log = JSON.parse(JSON.stringify(sarifLog([wrong], '1.2.3', relative))) as Log;
    assert.equal(log.version, '2.1.0');
    const run = log.runs[0]!;
    const result = run.results[0]!;
    assert.equal(result.ruleId, 'constant-factor');
    assert.deepEqual(result.locations[0]!.physicalLocation.region, {
      startLine: 10,
      startColumn: 3,
      endLine: 10,
      endColumn: 30,
    });
  });

  it('markdown: a row per gradient, text of user code does not become markup', () => {
    const markdown = markdownReports([wrong, broken], relative);
    assert.match(markdown, /^## Gradient check: 0 correct, 1 wrong, 1 without a verdict/u);
    assert.match(markdown, /\| ✗ \| dW\\\[2\\\] \| 2×3 \| 3\.3e-1 \| 6 of 6 \|/u);
    assert.match(markdown, /a \\< b/u);
  });

  it('csv: one line per listed entry', () => {
    const lines = reportCsv(wrong).trimEnd().split('\r\n');
    assert.equal(lines[0], 'flat,entry,verdict,analytic,numeric,error');
    assert.equal(lines[1], '5,"W[2][1,2]",wrong,12,6,1e-9');
  });
});
