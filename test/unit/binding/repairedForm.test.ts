import assert from 'node:assert/strict';
import type { Option } from '../../../src/binding/known/context.ts';
import { repaired } from '../../../src/binding/forward/repairedSizes.ts';
import type { Fill } from '../../../src/model/plan.ts';

const normal: Fill = { kind: 'normal', mean: 0, deviation: 1 };
const array = (key: string, shape: number[], fill: Fill = normal, words = 'random normal'): Option => ({
  label: `${shape.join('×')} ${words}`,
  penalty: 0,
  steps: [],
  shape,
  value: { kind: 'array', key, shape, fill, storage: 'ndarray' },
});
const shapesAfter = (message: string, ...options: Option[]): (number[] | undefined)[] | null =>
  repaired(options, message)?.map(({ shape }) => shape) ?? null;

describe('the form that NumPy asks for', () => {
  it('is as long as the shape of a reshape, along the axes of another argument', () => {
    const message = 'forward threw ValueError: cannot reshape array of size 24 into shape (2,3,1)';
    assert.deepEqual(shapesAfter(message, array('hs', [2, 3, 8]), array('a', [3, 8])), [
      [2, 3, 8],
      [2, 3],
    ]);
    assert.deepEqual(
      shapesAfter(
        'cannot reshape array of size 24 into shape (2,1,8)',
        array('hs', [2, 3, 8]),
        array('h', [3, 8]),
      )?.[1],
      [2, 8],
    );
  });

  it('is one class for each step where the target was one-hot', () => {
    const target = array('ts', [3, 8], { kind: 'one-hot', axis: 1 }, 'one-hot');
    const [, found] =
      repaired([array('xs', [2, 3, 8]), target], 'cannot reshape array of size 24 into shape (6,)') ?? [];
    assert.deepEqual([found?.shape, found?.label], [[2, 3], '2×3 random integers']);
    assert.deepEqual(found?.value.kind === 'array' ? found.value.fill : null, { kind: 'integer', low: 0, high: 8 });
  });

  it('has as many axes as it is unpacked into', () => {
    const few = 'ValueError: not enough values to unpack (expected 3, got 2)';
    assert.deepEqual(shapesAfter(few, array('xs', [3, 8])), [[2, 3, 8]]);
    const many = 'ValueError: too many values to unpack (expected 2)';
    assert.deepEqual(shapesAfter(many, array('image', [3, 2, 5, 7])), [[5, 7]]);
    const three = 'ValueError: too many values to unpack (expected 3)';
    assert.deepEqual(shapesAfter(three, array('x', [3, 2, 5, 7])), [[3, 2, 7]]);
  });

  it('leaves room for a column of ones, and for a row of biases', () => {
    const column = 'ValueError: shapes (3,10) and (9,) not aligned: 10 (dim 1) != 9 (dim 0)';
    assert.deepEqual(shapesAfter(column, array('X', [3, 9])), [[3, 8]]);
    assert.equal(shapesAfter('shapes (4,3) and (4,5) not aligned: 3 (dim 1) != 4 (dim 0)', array('x', [4, 3])), null);
    const row = 'ValueError: could not broadcast input array from shape (3,5) into shape (3,4)';
    assert.deepEqual(shapesAfter(row, array('X', [2, 3, 4]), array('W', [9, 20])), [
      [2, 3, 4],
      [10, 20],
    ]);
  });

  it('is of whole numbers where the only argument is an index', () => {
    const message = 'IndexError: arrays used as indices must be of integer (or boolean) type';
    const [only] = repaired([array('rows', [3])], message) ?? [];
    assert.equal(only?.label, '3 random integers');
    assert.equal(repaired([array('x', [3]), array('rows', [3])], message), null);
    assert.equal(repaired([array('target', [3])], message), null);
  });
});
