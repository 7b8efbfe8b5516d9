import assert from 'node:assert/strict';
import fc from 'fast-check';
import { norm, normOfProducts, rangeOf } from '../../../src/check/vectors.ts';

describe('rangeOf', () => {
  it('takes arrays that are longer than any list of arguments', () => {
    const long = new Float64Array(2_000_000).fill(1);
    long[7] = -3;
    assert.deepEqual(rangeOf([long, [5]]), { low: -3, high: 5 });
  });
});

describe('normOfProducts', () => {
  it('is the norm of the products, whatever the numbers; where a direction has no part, nothing counts', () => {
    const pairs = fc.array(fc.tuple(fc.double(), fc.oneof(fc.constant(0), fc.double())), { maxLength: 20 });
    fc.assert(
      fc.property(pairs, (both) => {
        const [gradient, direction] = [both.map(([g]) => g), both.map(([, v]) => v)];
        const products = both.map(([g, v]) => (v === 0 ? 0 : g * v));
        assert.equal(normOfProducts(gradient, direction), norm(products));
      }),
    );
  });
});
