import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import ndarray from 'ndarray';
import type { Storage } from '../../../src/model/plan.ts';
import { sizeOf } from '../../../src/runtime/shapes.ts';
import { build } from '../../../src/runtime/javascript/values/build.ts';
import { describe as describeValue } from '../../../src/runtime/javascript/values/describe.ts';
import { cloneValue, contract, countNumbers, like } from '../../../src/runtime/javascript/values/like.ts';
import { openStore, readNumbers, whyNotNumeric } from '../../../src/runtime/javascript/values/store.ts';
import '../../fixedSeed.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const storages = fc.constantFrom<Storage>('nested', 'float64', 'float32', 'ndarray', { library: 'ndarray' });
const libraries: Record<string, unknown> = { ndarray };

/** A random array in a random storage, with its entries. */
const arrays = fc.record({ shape: shapes, storage: storages, seed: fc.integer() }).map(({ shape, storage, seed }) => {
  const entries = Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.fround(Math.sin(seed + i * 7.3)));
  const library = typeof storage === 'string' ? null : libraries[storage.library];
  return { shape, storage, entries, value: build(entries, shape, storage, library) };
});

describe('values', () => {
  it('reads what was built, in every storage', () => {
    fc.assert(
      fc.property(arrays, ({ value, entries, shape, storage }) => {
        const numbers = readNumbers(value)!;
        assert.deepEqual(numbers.entries, entries);
        assert.deepEqual(numbers.shape, storage === 'float64' || storage === 'float32' ? [entries.length] : shape);
      }),
    );
  });

  it('assigns and restores single entries in place', () => {
    fc.assert(
      fc.property(arrays, fc.nat(), ({ value, entries }, pick) => {
        const box = { value };
        const store = openStore({ container: box, key: 'value' })!;
        const index = pick % entries.length;
        store.set(index, 0.5);
        assert.equal(box.value, value);
        const changed = entries.slice();
        changed[index] = 0.5;
        assert.deepEqual(readNumbers(value)!.entries, changed);
        store.set(index, entries[index]!);
        assert.deepEqual(readNumbers(value)!.entries, entries);
      }),
    );
  });

  it('writes all entries, and clones without sharing', () => {
    fc.assert(
      fc.property(arrays, ({ value, entries }) => {
        const copy = cloneValue(value);
        const doubled = entries.map((entry) => 2 * entry);
        openStore({ container: { value }, key: 'value' })!.write(doubled, 0);
        assert.deepEqual(readNumbers(value)!.entries, doubled);
        assert.deepEqual(readNumbers(copy)!.entries, entries);
      }),
    );
  });

  it('writes a line through all entries, from any place of a longer vector', () => {
    fc.assert(
      fc.property(arrays, fc.integer({ min: -4, max: 4 }), ({ value, entries, storage }, step) => {
        const kept = (entry: number): number => (storage === 'float32' ? Math.fround(entry) : entry);
        const from = Float64Array.of(7, ...entries);
        const direction = Float32Array.from(entries, (_, i) => i - 2);
        openStore({ container: { value }, key: 'value' })!.writeLine(from, 1, direction, step);
        assert.deepEqual(
          readNumbers(value)!.entries,
          entries.map((entry, i) => kept(entry + step * (i - 2))),
        );
      }),
    );
  });

  it('contracts trees of arrays with weights in one fixed order', () => {
    const tree = fc.array(arrays, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(tree, (items) => {
        const value = { list: items.map((item) => item.value), one: 3 };
        const all = [...items.flatMap((item) => [...item.entries]), 3];
        assert.equal(countNumbers(value), all.length);
        const weights = Float64Array.from(all, (_, i) => i + 1);
        const expected = all.reduce((sum, entry, i) => sum + entry * (i + 1), 0);
        assert.ok(Math.abs(contract(value, weights) - expected) < 1e-9 * (1 + Math.abs(expected)));
        let next = 0;
        const filled = like(value, () => weights[next++]!);
        assert.equal(
          contract(filled, Float64Array.from(weights).fill(1)),
          weights.reduce((a, b) => a + b),
        );
      }),
    );
  });

  it('keeps classes when it makes arrays like others', () => {
    const made = like(new Matrix([[1, 2]]), () => 0) as Matrix;
    assert.ok(made instanceof Matrix);
    assert.deepEqual(made.to2DArray(), [[0, 0]]);
  });

  it('makes another one of a class with private fields', () => {
    class Grid {
      #data: number[];
      readonly rows: number;
      readonly cols: number;
      constructor(rows: number, cols: number) {
        this.rows = rows;
        this.cols = cols;
        this.#data = new Array<number>(rows * cols).fill(0);
      }
      get(i: number, j: number): number {
        return this.#data[i * this.cols + j]!;
      }
      set(i: number, j: number, value: number): void {
        this.#data[i * this.cols + j] = value;
      }
    }
    let next = 0;
    const made = like(new Grid(2, 2), () => ++next);
    assert.deepEqual(readNumbers(made), { shape: [2, 2], entries: Float64Array.of(1, 2, 3, 4) });
  });

  it('reads ndarrays through their strides', () => {
    const view = ndarray(new Float64Array([1, 2, 3, 4, 5, 6]), [2, 3]).transpose(1, 0);
    assert.deepEqual(readNumbers(view), { shape: [3, 2], entries: Float64Array.of(1, 4, 2, 5, 3, 6) });
  });

  it('says why a value cannot be a parameter', () => {
    assert.equal(openStore({ container: [[[1, 2], [3]]], key: 0 }), null);
    assert.match(whyNotNumeric([[1, 2], [3]]), /rows differ in length/);
    assert.match(whyNotNumeric(undefined), /undefined/);
    assert.match(whyNotNumeric({ W1: [1] }), /W1/);
  });
});

describe('descriptions', () => {
  it('describe arrays by shape, range and kind', () => {
    assert.deepEqual(describeValue([[1, 2, 3]]), {
      kind: 'array',
      shape: [1, 3],
      storage: 'nested',
      finite: true,
      integer: true,
      minimum: 1,
      maximum: 3,
    });
    assert.deepEqual(describeValue(Float32Array.of(0.5, NaN)), {
      kind: 'array',
      shape: [2],
      storage: 'float32',
      finite: false,
      integer: false,
      minimum: null,
      maximum: null,
    });
  });

  it('describe lists of unlike arrays, objects and functions', () => {
    const described = describeValue({ W: [[[1, 2]], [[1], [2]]], f: (a: number, b: number) => a + b, s: 'x', n: null });
    assert.equal(described.kind, 'object');
    const entries = Object.fromEntries(described.entries);
    assert.equal(entries.W?.kind, 'list');
    assert.deepEqual(entries.f, { kind: 'function', name: 'f', parameters: 2 });
    assert.equal(entries.n?.kind, 'null');
  });

  it('show the gradient beside the data of autograd values and volumes', () => {
    const described = describeValue({ sx: 1, sy: 1, depth: 2, w: [1, 2], dw: [0, 0] });
    assert.equal(described.kind, 'object');
  });

  it('end on cycles', () => {
    const value: Record<string, unknown> = { a: 1 };
    value.self = value;
    assert.deepEqual((describeValue(value) as { entries: unknown }).entries, [
      ['a', { kind: 'number', value: 1 }],
      ['self', { kind: 'cyclic' }],
    ]);
  });
});
