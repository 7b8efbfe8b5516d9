import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { checkMistake } from './checkMistake.ts';

const verdicts = (report: Report): Record<string, string> =>
  Object.fromEntries(report.leaves.map(({ name, verdict }) => [name, verdict]));

describe('a gradient of another shape than its parameter', () => {
  it('is wrong, and keeps no other gradient from its verdict', async () => {
    const report = await checkMistake('exportedParameters.js', 'backward', 'db1: rowSums(dZ1)', 'db1: dZ1');
    assert.deepEqual(verdicts(report), { W1: 'correct', b1: 'wrong', W2: 'correct', b2: 'correct' });
    const { cause, worst } = report.leaves.find(({ name }) => name === 'b1')!;
    assert.equal(cause?.id, 'wrong-shape');
    assert.match(cause.message, /db1 has shape 4×3, b1 has 4×1 \(a sum over the examples is missing\?\)/);
    assert.deepEqual(worst, []);
    assert.equal(report.textbook, null);
    assert.match(report.notes.map(({ message }) => message).join(' '), /difference cannot be computed: db1/);
  });

  it('is told from one that is summed over the wrong axis', async () => {
    const report = await checkMistake(
      'exportedParameters.js',
      'backward',
      'db1: rowSums(dZ1)',
      'db1: flip(rowSums(flip(dZ1)))',
    );
    assert.match(report.headline, /db1 has shape 1×3, b1 has 4×1 \(a sum over the wrong axis\?\)/);
  });
});
