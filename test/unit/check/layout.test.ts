import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  entryAt,
  entryName,
  flatOf,
  flatOfName,
  flatten,
  leafAt,
  multiIndex,
  offsetsOf,
  positionOf,
  sizeOf,
  unflatten,
} from '../../../src/check/layout.ts';
import type { Leaf } from '../../../src/model/target.ts';

function leavesOf(shapes: number[][]): Leaf[] {
  const offsets = offsetsOf(shapes);
  return shapes.map((shape, l) => ({
    name: `W${l + 1}`,
    layer: l + 1,
    role: 'parameter',
    shape,
    offset: offsets[l]!,
    size: sizeOf(shape),
    dtype: 'float64',
    gradientName: `dW${l + 1}`,
  }));
}

const shape = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
const shapes = fc.array(shape, { minLength: 1, maxLength: 6 });

describe('flat index, leaf and multi-index', () => {
  it('flatten and unflatten are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.double({ noDefaultInfinity: true })), { minLength: 1 }), (arrays) => {
        const layout = { leaves: leavesOf(arrays.map(({ length }) => [length])) };
        const theta = flatten(arrays);
        const back = unflatten(layout, theta).map((leaf) => Array.from(leaf));
        assert.deepEqual(
          back,
          arrays.map((array) => Array.from(Float64Array.from(array))),
        );
        assert.deepEqual(flatten(back), theta);
      }),
    );
  });

  it('every flat index has one leaf and one multi-index, and comes back from both', () => {
    fc.assert(
      fc.property(shapes, (all) => {
        const leaves = leavesOf(all);
        const total = leaves.reduce((sum, { size }) => sum + size, 0);
        for (let flat = 0; flat < total; flat++) {
          const { leaf, index } = entryAt(leaves, flat);
          assert.ok(flat >= leaves[leaf]!.offset && flat < leaves[leaf]!.offset + leaves[leaf]!.size);
          assert.equal(flatOf(leaves, leaf, index), flat);
          assert.equal(flatOfName(leaves, entryName(leaves, flat)), flat);
        }
        assert.throws(() => leafAt(leaves, total), RangeError);
        assert.throws(() => leafAt(leaves, -1), RangeError);
      }),
    );
  });

  it('a multi-index is row-major: the last axis runs fastest', () => {
    assert.deepEqual(multiIndex([3, 5], 7), [1, 2]);
    assert.equal(positionOf([3, 5], [1, 2]), 7);
    assert.deepEqual(multiIndex([], 0), []);
    const leaves = leavesOf([[5, 4], [5, 1], [3, 5], []]);
    assert.equal(entryName(leaves, 33), 'W3[1,3]');
    assert.equal(entryName(leaves, 40), 'W4');
  });

  it('a name that is none has no flat index', () => {
    const leaves = leavesOf([[3, 5]]);
    for (const name of ['W1', 'W1[1]', 'W1[1,5]', 'W1[1,x]', 'W1[1,-1]', 'W2[0,0]', '']) {
      assert.equal(flatOfName(leaves, name), null, name);
    }
  });
});
