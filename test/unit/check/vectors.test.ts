import assert from 'node:assert/strict';
import { rangeOf } from '../../../src/check/vectors.ts';

describe('rangeOf', () => {
  it('takes arrays that are longer than any list of arguments', () => {
    const long = new Float64Array(2_000_000).fill(1);
    long[7] = -3;
    assert.deepEqual(rangeOf([long, [5]]), { low: -3, high: 5 });
  });
});
