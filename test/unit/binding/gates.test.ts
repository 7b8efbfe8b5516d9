import assert from 'node:assert/strict';
import { isGate } from '../../../src/binding/names/gates.ts';

describe('gates of a recurrent cell', () => {
  const lstm = ['x', 'hPrev', 'cPrev', 'Wf', 'Wi', 'Wo', 'Wc', 'bf', 'bi', 'bo', 'bc', 'Wy', 'by'];

  it('are told by what stands beside them', () => {
    for (const name of ['Wf', 'Wi', 'Wo', 'Wc', 'bf', 'bo']) assert.ok(isGate(name, lstm), name);
    for (const name of ['Wy', 'by', 'x', 'hPrev']) assert.ok(!isGate(name, lstm), name);
    for (const name of ['W_z', 'W_r', 'W_h', 'b_z']) assert.ok(isGate(name, ['W_z', 'W_r', 'W_h', 'b_z']), name);
  });

  it('are none where the last state has weights of its own, or where there are too few', () => {
    assert.ok(!isGate('Wf', [...lstm, 'Uf', 'Ui']));
    assert.ok(!isGate('Wf', [...lstm, 'Wxf']));
    assert.ok(!isGate('Wi', ['Wi', 'Wo', 'bi', 'bo']));
    assert.ok(!isGate('Wh', ['Wx', 'Wh', 'Wy']));
  });
});
