import assert from 'node:assert/strict';
import { formatDifference, formatError } from '../../../src/report/numbers.ts';

describe('numbers for people', () => {
  it('a difference has two digits, and a power of ten where it is below 1', () => {
    assert.deepEqual([0.2851, 1.19e-7, 1, 0.999, 12.3, 0, 'NaN' as const].map(formatDifference), [
      '2.9e-1',
      '1.2e-7',
      '1.0',
      '1.0',
      '1.2e1',
      '0',
      'NaN',
    ]);
  });

  it('an error bar has two digits', () => {
    assert.deepEqual([2.604e-7, 1e-9, 0.5187, 220.1, 0, 'Infinity' as const].map(formatError), [
      '2.6e-7',
      '1.0e-9',
      '0.52',
      '220',
      '0',
      '∞',
    ]);
  });
});
