import assert from 'node:assert/strict';
import { hoverMarkdown, leavesAt } from '../../../src/editor/marks/hoverModel.ts';
import { inlineTexts } from '../../../src/editor/marks/inlineModel.ts';
import { leafOutcome, pairOutcome } from '../../../src/editor/testExplorer/testOutcome.ts';
import { fault } from '../../../src/model/fault.ts';
import { doubled, missingGradient, pair, sampleReport } from '../report/sampleReport.ts';

const resultOf = (report = sampleReport(['W2'], [doubled, null]), stale = false) => [
  { report, stale, at: 1, history: [], before: null, fresh: true },
];

describe('inlineTexts', () => {
  it('stand behind wrong sites, or behind all, or nowhere, as the setting says', () => {
    assert.deepEqual(inlineTexts(resultOf(), pair.file, 'wrong'), [
      { line: 10, text: '✗ 2 × in all 6 entries', verdict: 'wrong' },
    ]);
    assert.deepEqual(
      inlineTexts(resultOf(), pair.file, 'all').map(({ line, verdict }) => [line, verdict]),
      [
        [10, 'wrong'],
        [12, 'correct'],
      ],
    );
    assert.deepEqual(inlineTexts(resultOf(), pair.file, 'off'), []);
    assert.deepEqual(inlineTexts(resultOf(), '/other.ts', 'all'), []);
  });

  it('are gone once the code was edited', () => {
    assert.deepEqual(inlineTexts(resultOf(sampleReport(['W2']), true), pair.file, 'all'), []);
  });

  it('name the gradients where one line computes several, the wrong ones first', () => {
    const report = sampleReport(['b1'], [null, doubled]);
    report.leaves[0]!.site = report.leaves[1]!.site;
    const [line] = inlineTexts(resultOf(report), pair.file, 'all');
    assert.equal(line?.text, 'db[1] ✗ 2 × in all 3 entries · dW[2] ✓ correct');
    assert.equal(line.verdict, 'wrong');
  });
});

describe('hovers', () => {
  const report = sampleReport(['W2']);

  it('speak of the gradient at a site, of all at the name of backward, of none elsewhere', () => {
    const names = (line: number, column: number): string[] =>
      leavesAt(report, pair.file, line, column).map((leaf) => leaf.name);
    assert.deepEqual(names(10, 5), ['W2']);
    assert.deepEqual(names(5, 18), ['W2', 'b1']);
    assert.deepEqual(names(10, 40), []);
    assert.deepEqual(names(7, 1), []);
  });

  it('let nothing of the code become a link or a command', () => {
    const leaf = { ...report.leaves[0]!, name: '[x](command:evil)', gradientName: '[x](command:evil)' };
    const text = hoverMarkdown({ ...report, leaves: [leaf] }, [leaf], 'LINKS');
    assert.doesNotMatch(text, /(?<!\\)\[x/);
    assert.match(text, /^[^\n]* · LINKS$/m);
  });
});

describe('test outcomes', () => {
  it('fail at the site, with what the cost says expected and what backward says found', () => {
    const report = sampleReport(['W2']);
    const outcome = leafOutcome(report, report.leaves[0]!);
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.range.line, 10);
    assert.match(outcome.expected, /^W\[2\]\[1,2\] = 6$/m);
    assert.match(outcome.actual, /^W\[2\]\[1,2\] = 12$/m);
    assert.equal(leafOutcome(report, report.leaves[1]!).kind, 'passed');
  });

  it('of a pair: passed, failed, an error on the user’s line, or skipped where there is no verdict', () => {
    assert.equal(pairOutcome(sampleReport([])).kind, 'passed');
    assert.equal(pairOutcome(sampleReport(['W2'])).kind, 'failed');
    const thrown = fault('throw', 'boom', { file: '/m.ts', line: 3, column: 2, stack: 'at f (/m.ts:3:2)' });
    const outcome = pairOutcome({ ...sampleReport([]), error: thrown });
    assert.ok(outcome.kind === 'errored');
    assert.deepEqual([outcome.file, outcome.range.line, outcome.message], ['/m.ts', 3, 'boom\nat f (/m.ts:3:2)']);
    assert.equal(pairOutcome({ ...sampleReport([]), error: fault('unbound', '?') }).kind, 'skipped');
    assert.equal(pairOutcome({ ...sampleReport([]), verdict: 'inconclusive', doubt: 'noise' }).kind, 'skipped');
  });
});

describe('a pair as a test', () => {
  it('passes only where backward gives a gradient for every parameter', () => {
    assert.equal(pairOutcome(sampleReport([])).kind, 'passed');
    const report = sampleReport([], [null, null], [missingGradient]);
    const outcome = pairOutcome(report);
    assert.ok(outcome.kind === 'failed');
    assert.deepEqual([outcome.message, outcome.range.line], [missingGradient.message, 5]);
    assert.deepEqual(
      report.leaves.map((leaf) => leafOutcome(report, leaf).kind),
      ['passed', 'passed'],
    );
  });

  it('tells what is missing beside what is wrong, which its gradients tell', () => {
    const outcome = pairOutcome(sampleReport(['W2'], [null, null], [missingGradient]));
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.message, missingGradient.message);
    const plain = pairOutcome(sampleReport(['W2']));
    assert.equal(plain.kind === 'failed' && plain.message, '');
  });
});
