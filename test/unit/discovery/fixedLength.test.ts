import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fixedLength } from '../../../src/discovery/fixedLength.ts';

describe('fixedLength', () => {
  it('is one more than the largest constant index', () => {
    assert.equal(fixedLength('x', '(1 - x[0]) ** 2 + x[ 3 ]'), 4);
    fc.assert(
      fc.property(fc.array(fc.nat(999), { minLength: 1, maxLength: 8 }), (indices) => {
        const text = indices.map((index) => `w[${index}] * v[i]`).join(' + ');
        assert.equal(fixedLength('w', text), Math.max(...indices) + 1);
      }),
    );
  });

  it('is unknown where the whole or a variable entry is used', () => {
    for (const use of [
      'x[i]',
      'x.length',
      'x * 2',
      'for (const v of x) {}',
      'len(x[0]) + sum(v for v in x)',
      '2 - x',
    ]) {
      assert.equal(fixedLength('x', `x[0] + ${use}`), null, use);
    }
  });

  it('goes past other names, fields, and calls that hand it on', () => {
    assert.equal(fixedLength('x', 'x[1] + f(x) + g(t, x) + xs.x * maxx[i] + x2[7]'), 2);
    assert.equal(fixedLength('x', 'x => x[0] + x[1]'), 2);
    assert.equal(fixedLength('x', 'y[0]'), null);
    assert.equal(fixedLength('', '[0]'), null);
  });
});
