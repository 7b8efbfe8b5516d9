import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NumericPlace } from '../../../src/binding/known/places.ts';
import { groupNumbers } from '../../../src/binding/known/numberGroups.ts';
import type { Path } from '../../../src/model/plan.ts';

const number = (path: Path, value = 0): NumericPlace => ({
  at: { slot: 'net', path },
  name: 'bias',
  shape: [],
  finite: true,
  integer: false,
  minimum: value,
  maximum: value,
  isNumber: true,
  storage: 'nested',
});
const units = (counts: number[]): NumericPlace[] =>
  counts.flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => number(['layers', layer, 'units', unit, 'bias'], unit)),
  );

describe('numbers of a list of units', () => {
  it('become one array for each layer, as long as the layer', () => {
    const widths = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(widths, (counts) => {
        const grouped = groupNumbers(units(counts));
        assert.deepEqual(
          grouped.map(({ at, shape }) => [at.path, shape]),
          counts.map((count, layer) => [['layers', layer, 'units', '*', 'bias'], [count]]),
        );
      }),
    );
  });

  it('keep the bounds of all of them', () => {
    const [group] = groupNumbers(units([4]));
    assert.deepEqual([group?.minimum, group?.maximum, group?.isNumber], [0, 3, false]);
  });

  it('stay as they are where one is missing, stands alone, or is an array', () => {
    const withHole = units([4]).filter((_, index) => index !== 1);
    assert.deepEqual(groupNumbers(withHole), withHole);
    const alone = [number(['units', 0, 'bias'])];
    assert.deepEqual(groupNumbers(alone), alone);
    const arrays = units([3]).map((one) => ({ ...one, shape: [2], isNumber: false }));
    assert.deepEqual(groupNumbers(arrays), arrays);
  });

  it('of two objects are two arrays', () => {
    const other = units([2]).map((one) => ({ ...one, at: { ...one.at, slot: 'twin' } }));
    assert.equal(groupNumbers([...units([2]), ...other]).length, 2);
  });
});
