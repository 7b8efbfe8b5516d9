import assert from 'node:assert/strict';
import { groupName, isConversion, isLossName, tellingOperand } from '../../../src/discovery/elementNames.ts';

describe('names of returned elements', () => {
  it('take the one operand that says what the value is', () => {
    assert.equal(tellingOperand(['dW', 'm']), 'dW');
    assert.equal(tellingOperand(['cost', 'm']), 'cost');
    assert.equal(tellingOperand(['dW', 'db']), '');
    assert.equal(tellingOperand(['x', 'y']), '');
  });

  it('call a group of gradients grads, and no other group', () => {
    assert.equal(groupName(['dW', 'db']), 'grads');
    assert.equal(groupName(['w', 'b']), '');
    assert.equal(groupName([]), '');
  });

  it('look through conversions only', () => {
    for (const callee of ['np.squeeze', 'float', 'Number', 'tf.squeeze']) assert.ok(isConversion(callee), callee);
    for (const callee of ['np.sum', 'relu', 'step']) assert.ok(!isConversion(callee), callee);
  });

  it('tell a loss from its gradient', () => {
    assert.ok(isLossName('data_loss'));
    assert.ok(!isLossName('dloss'));
    assert.ok(!isLossName('weights'));
  });
});
