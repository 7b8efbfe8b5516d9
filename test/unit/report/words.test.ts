import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { fault } from '../../../src/model/fault.ts';
import { faultReport } from '../../../src/report/assemble.ts';
import { diagnosticMessage, headline, inlineWords, lensTitle } from '../../../src/report/words.ts';
import { doubled, job, missingGradient, sampleReport } from './sampleReport.ts';

describe('words of a report', () => {
  it('names the wrong gradients and the difference in the lens', () => {
    assert.equal(lensTitle(sampleReport(['W2', 'b1'])), '✗ dW2, db1 wrong · difference 2.9e-1');
    assert.equal(lensTitle(sampleReport(['W2'], [doubled, null])), '✗ dW2 (2 ×) wrong · difference 2.9e-1');
  });

  it('says nothing of a cause that is not known but what to do', () => {
    const unknown = {
      ...doubled,
      id: 'unknown',
      label: 'cause unknown',
      message: 'dW2 is wrong in 6 of 6 entries; the cause is not known',
      advice: 'Compare the formula of dW2 with the derivation.',
    };
    const report = sampleReport(['W2'], [unknown, null]);
    const [leaf] = report.leaves;
    assert.equal(lensTitle(report), '✗ dW2 wrong · difference 2.9e-1');
    assert.equal(inlineWords(leaf!), '✗ wrong in all 6 entries');
    assert.equal(
      diagnosticMessage(report, leaf!),
      'dW[2]: 6 of 6 entries wrong; largest at [1,2] (θ index 5): backward says 12, the cost says 6. ' +
        'Compare the formula of dW2 with the derivation.',
    );
  });

  it('gives a gradient that is all that backward returns no name of its own', () => {
    const report = sampleReport(['W2'], [{ ...doubled, label: '2 ×' }, null]);
    report.backward = 'Tanh.prime';
    report.leaves = [{ ...report.leaves[0]!, gradientName: 'prime()', name: 'x', shape: [], size: 1 }];
    assert.equal(lensTitle(report), '✗ wrong (2 ×) · difference 2.9e-1');
    assert.equal(inlineWords(report.leaves[0]!), '✗ 2 ×');
    assert.equal(headline({ ...report, cause: null }), 'Tanh.prime computes a wrong gradient.');
    report.leaves[0]!.gradientName = 'dx';
    assert.equal(headline({ ...report, cause: null }), 'Tanh.prime computes dx wrong.');
  });

  it('says a cause that all wrong gradients share once', () => {
    assert.equal(
      lensTitle(sampleReport(['W2', 'b1'], [doubled, doubled])),
      '✗ dW2, db1 wrong (2 ×) · difference 2.9e-1',
    );
    const halved = { ...doubled, label: '1/2 ×' };
    assert.equal(
      lensTitle(sampleReport(['W2', 'b1'], [doubled, halved])),
      '✗ dW2 (2 ×), db1 (1/2 ×) wrong · difference 2.9e-1',
    );
  });

  it('leaves room in the lens for what stands behind long names', () => {
    const report = sampleReport(['W2']);
    report.leaves[0]!.gradientName = 'd_embeddingProjectionOfTheEncoderBlockNumberOne';
    assert.equal(lensTitle(report), '✗ d_embeddingProje…ckNumberOne wrong · difference 2.9e-1');
  });

  it('says that a textbook number above 1e-7 is round-off where the verdict is correct', () => {
    assert.equal(lensTitle(sampleReport([])), '✓ correct · 1.2e-7 (round-off; 2.0e-10 with a better step)');
  });

  it('calls nothing correct as a whole where a gradient is missing', () => {
    const report = sampleReport([], [null, null], [missingGradient]);
    assert.deepEqual([report.verdict, report.doubt], ['inconclusive', 'missing-gradient']);
    assert.match(lensTitle(report), /^\? a gradient is missing, the rest is correct · 1\.2e-7/);
    assert.equal(headline(report), 'backward is correct in what it returns, but a gradient is missing.');
    const wrong = sampleReport(['W2'], [null, null], [missingGradient]);
    assert.equal(wrong.verdict, 'wrong');
    assert.equal(lensTitle(wrong), '✗ dW2 wrong, a gradient is missing · difference 2.9e-1');
  });

  it('says what a fault asks for', () => {
    assert.equal(lensTitle(faultReport(job, fault('unbound', 'The shape of x is not known.'))), '? needs inputs');
    assert.equal(lensTitle(faultReport(job, fault('throw', 'boom'))), '! boom');
  });

  it('puts place, size and both values into the diagnostic', () => {
    const report = sampleReport(['W2'], [doubled, null]);
    assert.equal(
      diagnosticMessage(report, report.leaves[0]!),
      'dW[2]: 6 of 6 entries wrong; largest at [1,2] (θ index 5): backward says 12, the cost says 6. ' +
        'dW2 is exactly 2 × what the cost says, in all 6 entries. Look for an extra factor 2.',
    );
    assert.equal(inlineWords(report.leaves[0]!), '✗ 2 × in all 6 entries');
    assert.match(headline(report), /^backward computes dW\[2\] wrong \(1 of 2 gradients\)\.$/u);
  });

  it('says what cannot be seen of a wrong gradient last', () => {
    const report = sampleReport(['W2'], [doubled, null]);
    const leaf = { ...report.leaves[0]!, hiddenEntries: 4 };
    const said = diagnosticMessage(report, leaf);
    assert.match(said, /^dW\[2\]: 6 of 6 entries wrong; largest at /u);
    assert.match(said, / 4 of the wrong entries are 0 with these inputs, so they cannot be seen\.$/u);
    assert.equal(inlineWords({ ...leaf, wrongEntries: 2 }), '✗ 2 × in 2 of 6 entries');
    assert.equal(inlineWords({ ...leaf, wrongIsBound: true, wrongEntries: 5 }), '✗ 2 × in at least 5 of 6 entries');
  });

  it('speaks the language that the editor gives it', () => {
    const german = {
      correct: 'richtig',
      '{0} (round-off; {1} with a better step)': '{0} ({1} bei besserer Schrittweite)',
    };
    l10n.config({ contents: german });
    try {
      assert.equal(lensTitle(sampleReport([])), '✓ richtig · 1.2e-7 (2.0e-10 bei besserer Schrittweite)');
    } finally {
      l10n.config({ contents: {} });
    }
  });

  it('finds the site of each leaf and keeps the report JSON-safe', () => {
    const report = sampleReport(['W2']);
    assert.deepEqual(
      report.leaves.map((leaf) => leaf.site?.line),
      [10, 12],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  });
});
