import assert from 'node:assert/strict';
import type { Option } from '../../../src/binding/known/context.ts';
import { repaired } from '../../../src/binding/forward/repairedSizes.ts';

const array = (key: string, shape: number[]): Option => ({
  label: `${shape.join('×')} random normal`,
  penalty: 0,
  steps: [],
  shape,
  value: { kind: 'array', key, shape, fill: { kind: 'normal', mean: 0, deviation: 1 }, storage: 'nested' },
});
const shapesAfter = (message: string, ...shapes: number[][]): (number[] | undefined)[] | null =>
  repaired(
    shapes.map((shape, index) => array(`x${index}`, shape)),
    message,
  )?.map(({ shape }) => shape) ?? null;

describe('the size that an error asks for', () => {
  it('takes the place of the one that it got', () => {
    assert.deepEqual(shapesAfter('Expected input of length 7, got 4', [4]), [[7]]);
    assert.deepEqual(shapesAfter('Input must have 3 features but found 5', [2, 5]), [[2, 3]]);
    assert.deepEqual(shapesAfter('input length (4) does not match weights 6', [4]), [[6]]);
  });

  it('changes one argument, its value and its words', () => {
    const [first, second] = repaired(
      [array('x', [4]), array('y', [4])],
      'expected a vector of length 7 but got 4',
    ) as Option[];
    assert.deepEqual([first?.shape, second?.shape], [[7], [4]]);
    assert.equal(first?.label, '7 random normal');
    assert.deepEqual(first.value.kind === 'array' ? first.value.shape : null, [7]);
  });

  it('is nothing where the words give no two sizes, or no argument has the one it got', () => {
    assert.equal(shapesAfter('x is not a function', [4]), null);
    assert.equal(shapesAfter('expected 4, got 4', [4]), null);
    assert.equal(shapesAfter('expected length 7, got 9', [4]), null);
  });
});
