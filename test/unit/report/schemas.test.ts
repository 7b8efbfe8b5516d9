import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { fault } from '../../../src/model/fault.ts';
import type { Report } from '../../../src/model/report.ts';
import { faultReport } from '../../../src/report/assemble.ts';
import { junitXml } from '../../../src/report/formats/junit.ts';
import { sarifLog } from '../../../src/report/formats/sarif.ts';
import { doubled, job, sampleReport } from './sampleReport.ts';

/** OASIS's schema of SARIF 2.1.0, as the npm package @microsoft/jest-sarif (MIT) carries it. */
const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/schemas/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
) as object;
const uri = (file: string): string => encodeURI(file.replace('/somewhere/', ''));

const wrong = sampleReport(['W2'], [doubled, null]);
const correct = sampleReport([], [null, null]);
const open: Report = {
  ...wrong,
  leaves: wrong.leaves.map((leaf) => ({ ...leaf, verdict: 'inconclusive', doubt: 'kink', cause: null })),
};
const place = { file: '/somewhere/a b.ts', line: 3, column: 7 };
const broken = faultReport(job, fault('throw', 'a < b & "c" ]]>\u0007\nsecond line', place));
const all = [wrong, correct, open, broken];

function validator(): (value: unknown) => string[] {
  const ajv = new Draft04({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as { default: (instance: typeof ajv) => void }).default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
}

describe('SARIF', () => {
  const complaints = validator();

  it('holds to the schema of 2.1.0, with findings and without', () => {
    for (const reports of [all, [], [correct]]) {
      assert.deepEqual(complaints(JSON.parse(JSON.stringify(sarifLog(reports, '1.2.3', uri)))), []);
    }
  });

  it('is refused by that schema once it is bent', () => {
    const log = JSON.parse(JSON.stringify(sarifLog(all, '1.2.3', uri))) as { runs: { results: { level: string }[] }[] };
    log.runs[0]!.results[0]!.level = 'fatal';
    assert.notDeepEqual(complaints(log), []);
  });

  it('names and describes each rule once, and gives each result a fingerprint of its own', () => {
    const log = sarifLog(all, '1.2.3', uri) as {
      runs: {
        tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } };
        results: { ruleId: string; partialFingerprints: object }[];
      }[];
    };
    const [run] = log.runs;
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id }) => id),
      ['constant-factor', 'kink', 'throw'],
    );
    for (const { shortDescription } of rules) assert.match(shortDescription.text, /^[A-Z].{8,}/u);
    const prints = run?.results
      .filter(({ ruleId }) => ruleId === 'kink')
      .map((one) => JSON.stringify(one.partialFingerprints));
    assert.equal(new Set(prints).size, prints?.length);
  });
});

interface Counts {
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  time: string;
}
type Case = Record<'name' | 'classname' | 'file' | 'line' | 'time', string> & {
  failure?: unknown;
  error?: unknown;
  skipped?: unknown;
};
interface Suites extends Counts {
  testsuite: (Counts & { name: string; testcase: Case[] })[];
}

function parse(xml: string): Suites {
  const options = {
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name: string) => /^test(suite|case)$/u.test(name),
  };
  return (new XMLParser(options).parse(xml) as { testsuites: Suites }).testsuites;
}

describe('JUnit', () => {
  const xml = junitXml(all, uri);

  it('is well-formed XML, whatever user code says', () => {
    for (const text of [xml, junitXml([], uri)]) assert.equal(SyntaxValidator.validate(text), true);
    assert.throws(() => SyntaxValidator.validate(xml.replace('</testsuite>', '')));
  });

  it('has what viewers read: totals that add up, and name, class, file, line and time of every case', () => {
    const suites = parse(xml);
    const sum = (key: keyof Counts): number => suites.testsuite.reduce((total, suite) => total + Number(suite[key]), 0);
    for (const key of ['tests', 'failures', 'errors', 'skipped'] as const)
      assert.equal(Number(suites[key]), sum(key), key);
    assert.ok(Math.abs(Number(suites.time) - sum('time')) < 1e-9);
    assert.deepEqual([suites.tests, suites.failures, suites.errors, suites.skipped], ['7', '1', '1', '2']);
    for (const suite of suites.testsuite) {
      assert.equal(Number(suite.tests), suite.testcase.length);
      const count = (key: 'failure' | 'error' | 'skipped'): number => suite.testcase.filter((one) => key in one).length;
      assert.deepEqual([count('failure'), count('error'), count('skipped')].map(String), [
        suite.failures,
        suite.errors,
        suite.skipped,
      ]);
      for (const one of suite.testcase) {
        for (const key of ['name', 'classname', 'file'] as const) assert.ok(one[key], key);
        assert.ok(Number(one.line) >= 1 && Number(one.time) >= 0);
        assert.ok(!one.file.startsWith('/'), 'relative to where it ran');
      }
    }
  });
});
