import assert from 'node:assert/strict';
import { findings } from '../../../src/editor/marks/diagnosticModel.ts';
import { lensEntries } from '../../../src/editor/lenses/lensModel.ts';
import { statusModel } from '../../../src/editor/marks/statusModel.ts';
import { fault } from '../../../src/model/fault.ts';
import { sampleReport } from '../report/sampleReport.ts';

const kinds = (state: Parameters<typeof lensEntries>[0]): string[] => lensEntries(state).map((entry) => entry.kind);

describe('lensEntries', () => {
  const base = { trusted: true, debuggable: true, result: undefined, running: undefined };
  const result = { report: sampleReport(['W2']), stale: false };

  it('offers a run, then shows progress with Cancel, then the verdict', () => {
    assert.deepEqual(kinds(base), ['run', 'debug']);
    assert.deepEqual(kinds({ ...base, running: { progress: null } }), ['waiting', 'cancel']);
    const progress = { stage: 'checking', fraction: 0.404 } as const;
    assert.deepEqual(lensEntries({ ...base, result, running: { progress } })[0], {
      kind: 'running',
      percent: 40,
      stage: 'checking',
    });
    assert.deepEqual(kinds({ ...base, result }), ['verdict', 'details', 'again', 'debug']);
    assert.deepEqual(kinds({ ...base, result, debuggable: false }), ['verdict', 'details', 'again']);
  });

  it('offers only trust in an untrusted folder', () => {
    assert.deepEqual(kinds({ ...base, result, trusted: false }), ['trust']);
  });

  it('offers to create inputs where the pair cannot be called', () => {
    const report = { ...sampleReport([]), error: fault('unbound', 'The shape of x is not known.') };
    assert.deepEqual(kinds({ ...base, result: { report, stale: false } }), ['inputs', 'again']);
  });
});

describe('findings', () => {
  it('stand on the site of every wrong gradient', () => {
    const found = findings(sampleReport(['W2', 'b1']), false);
    assert.deepEqual(
      found.map(({ range, severity, leaf }) => [range.line, severity, leaf?.name]),
      [
        [10, 'error', 'W2'],
        [12, 'error', 'b1'],
      ],
    );
    assert.match(found[0]?.message ?? '', /dW\[2\]: 6 of 6 entries wrong; largest at \[1,2\] \(θ index 5\)/);
  });

  it('are soft once the code was edited', () => {
    assert.equal(findings(sampleReport(['W2']), true)[0]?.severity, 'information');
  });

  it('stand on the name of backward where a site is unknown', () => {
    const report = sampleReport(['W2']);
    report.leaves[0]!.site = null;
    assert.equal(findings(report, false)[0]?.range.line, 5);
  });

  it('stand on the name of backward where it leaves a gradient out', () => {
    const message = 'Backward returns no gradient for b.';
    const notes = [{ id: 'no-gradient', severity: 'warning' as const, message }];
    assert.deepEqual(
      findings({ ...sampleReport(['W2']), notes }, false).map(({ range, severity, leaf }) => [
        range.line,
        severity,
        leaf?.name,
      ]),
      [
        [10, 'error', 'W2'],
        [5, 'warning', undefined],
      ],
    );
    assert.deepEqual(findings({ ...sampleReport([]), notes, error: fault('cancelled', '') }, false), []);
  });

  it("stand on the user's own line for a fault, and nowhere for one that is not in the code", () => {
    const thrown = fault('throw', 'x is undefined', { file: '/somewhere/matrix.ts', line: 4, column: 9 });
    const [found] = findings({ ...sampleReport([]), error: thrown }, false);
    assert.deepEqual([found?.file, found?.range.line, found?.range.column], ['/somewhere/matrix.ts', 4, 9]);
    for (const kind of ['cancelled', 'unbound', 'internal', 'interpreter'] as const) {
      assert.deepEqual(findings({ ...sampleReport([]), error: fault(kind, '') }, false), []);
    }
  });
});

describe('statusModel', () => {
  const [right, wrong] = [{ report: sampleReport([]) }, { report: sampleReport(['W2']) }];
  const idle = { running: 0, batch: 0, results: [], pairsInFile: 0 };

  it('counts a batch of checks up', () => {
    assert.deepEqual(statusModel({ ...idle, running: 3, batch: 10 }), { kind: 'running', at: 8, of: 10 });
  });

  it('counts what is wrong, else what has no verdict, else what is correct, else offers a run, else hides', () => {
    assert.deepEqual(statusModel({ ...idle, results: [right, wrong] }), { kind: 'wrong', count: 1, of: 2 });
    const open = { report: { ...sampleReport([]), verdict: 'inconclusive' as const } };
    assert.deepEqual(statusModel({ ...idle, results: [right, open] }), { kind: 'open', count: 1, of: 2 });
    assert.deepEqual(statusModel({ ...idle, results: [right, right] }), { kind: 'correct', count: 2 });
    assert.deepEqual(statusModel({ ...idle, pairsInFile: 1 }), { kind: 'idle' });
    assert.equal(statusModel(idle), null);
  });
});
