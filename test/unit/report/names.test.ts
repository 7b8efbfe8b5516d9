import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entryIndex, entryName, listNames, textbookName } from '../../../src/report/names.ts';
import { siteOf } from '../../../src/report/sites.ts';
import { formatCount, formatValue, plainNumber, safeNumber } from '../../../src/report/numbers.ts';
import { pair } from './sampleReport.ts';

const leaf = { name: 'W2', layer: 2, shape: [3, 5], offset: 25, size: 15 };

describe('names of leaves and entries', () => {
  it('writes numbered leaves as the textbook does, others as the user does', () => {
    assert.equal(textbookName({ name: 'W2', layer: 2 }), 'W[2]');
    assert.equal(textbookName({ name: 'layers[0].W', layer: 1 }), 'layers[0].W');
    assert.equal(textbookName({ name: 'gamma', layer: null }), 'gamma');
    assert.equal(entryName(leaf, 34), 'W[2][1,4]');
    assert.throws(() => entryName(leaf, 40), RangeError);
  });

  it('maps every flat index to an index of the leaf and back', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });
    fc.assert(
      fc.property(shapes, fc.nat(1000), fc.nat(), (shape, offset, pick) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const flat = offset + (pick % size);
        const index = entryIndex({ shape, offset, size }, flat);
        const back = index.reduce((sum, at, axis) => sum * (shape[axis] ?? 1) + at, 0);
        return index.length === shape.length && offset + back === flat;
      }),
    );
  });

  it('finds sites by gradient, parameter, and computed index', () => {
    const site = (gradient: string, parameter: string | null, line: number, computed = false) => ({
      gradient,
      parameter,
      computed,
      range: { line, column: 1, endLine: line, endColumn: 2 },
    });
    const loops = { ...pair, sites: [site("grads['dW' + l]", 'W', 7, true), site('this.gamma_grad', 'gamma', 9)] };
    assert.equal(siteOf(loops, { name: 'W3', gradientName: 'dW3' })?.range.line, 7);
    assert.equal(siteOf(loops, { name: 'this.gamma', gradientName: 'dgamma' })?.range.line, 9);
    assert.equal(siteOf(loops, { name: 'b3', gradientName: 'db3' }), null);
  });

  it('shortens lists and groups digits', () => {
    assert.equal(listNames(['a', 'b', 'c', 'd', 'e']), 'a, b, c and 2 more');
    assert.equal(formatCount(1234567), '1,234,567');
    assert.equal(formatValue(-0.82), '−0.82');
    for (const value of [NaN, Infinity, -Infinity, 1.5]) assert.ok(Object.is(plainNumber(safeNumber(value)), value));
  });
});
