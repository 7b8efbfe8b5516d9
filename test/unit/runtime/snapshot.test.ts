import assert from 'node:assert/strict';
import { Leaves } from '../../../src/runtime/javascript/leaves.ts';
import { Snapshot } from '../../../src/runtime/javascript/snapshot.ts';
import { at, leaf } from '../../conformance/fixture.ts';

const roots = (...slots: string[]) => slots.map((slot) => ({ slot, path: [] }));

describe('a snapshot', () => {
  it('puts numbers back to the last bit, and holes as nothing', () => {
    const values = [1, -0, NaN, 1e-320, Infinity];

    const holes = [1, , 3] as number[];
    const slots = { values, holes, flat: Float32Array.of(0.5, 2) };
    const snapshot = new Snapshot(slots, roots('values', 'holes', 'flat'));
    values.fill(9);
    values.push(9);
    holes[1] = 2;
    slots.flat[0] = 7;
    assert.deepEqual(
      snapshot
        .changes()
        .map(({ slot }) => slot)
        .sort(),
      ['flat', 'holes', 'values'],
    );
    snapshot.restore();
    assert.deepEqual(values, [1, -0, NaN, 1e-320, Infinity]);
    assert.deepEqual([holes[0], holes[1], holes[2]], [1, undefined, 3]);
    assert.deepEqual(slots.flat, Float32Array.of(0.5, 2));
  });

  it('reads what the parameters held from the copy that θ₀ is, in every storage', () => {
    const slots = { p: { W: [[1, 2], [3, 4]], b: Float32Array.of(5, 6), c: 7, v: [8, 9] } }; // prettier-ignore
    const plans = ['W', 'b', 'c', 'v'].map((name) => leaf(at('p', name), at('g', name))[0]);
    const leaves = new Leaves(plans, slots);
    const start = leaves.readNow();
    const copies = leaves.copiesIn(start);
    assert.deepEqual(
      [slots.p.W[0], slots.p.W[1], slots.p.b, slots.p.v].map((array) => [...copies.get(array!)!]),
      [[1, 2], [3, 4], [5, 6], [8, 9]], // prettier-ignore
    );
    const snapshot = new Snapshot(slots, roots('p'), { copies });
    assert.deepEqual(snapshot.changes(), []);
    leaves.write(Float64Array.from(start, (x) => -x));
    assert.equal(snapshot.changes().length, 4);
    snapshot.restore();
    assert.deepEqual(leaves.readNow(), start);
  });
});
