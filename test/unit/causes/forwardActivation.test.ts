import assert from 'node:assert/strict';
import { checkText } from '../engine/checkMistake.ts';
import { network } from './hiddenLayer.ts';

const leaky = 'z > 0 ? z : 0.1 * z';
const softplus = 'Math.log1p(Math.exp(z))';

/** Of each only backward / cost is seen, which is that of another slip over another activation as well. */
const told: [phi: string, slope: string, words: RegExp][] = [
  [softplus, '1', /does not multiply by the derivative of softplus/],
  [softplus, 'sigmoid(-z)', /^The derivative of softplus in the step back to W1 and b1 is wrong/],
  [leaky, '1', /does not multiply by the derivative of leaky ReLU \(0\.1\)/],
  [leaky, 'z > 0 ? 1 : 0.01', /uses the derivative of leaky ReLU \(0\.01\) for leaky ReLU \(0\.1\)/],
  [leaky, 'z > 0 ? 1 : 0.1 * z', /^The derivative of the function between W1 and b1 and what lies above is wrong/],
  ['sigmoid(z)', '1 - a', /multiplies by 1 − a instead of the derivative of sigmoid/],
];

describe('the activation that forward applies', () => {
  it('is told by the cost, so that a mistake of its derivative is not called one of another', async () => {
    for (const [phi, slope, words] of told) {
      const { cause } = await checkText('net.js', network(phi, slope), 'netBackward');
      assert.equal(cause?.id, 'activation-derivative', `${phi} | ${slope}`);
      assert.match(cause.message, words);
    }
  });

  it('makes nothing of what is right', async () => {
    const right = await checkText('net.js', network(softplus, 'sigmoid(z)'), 'netBackward');
    assert.equal(right.verdict, 'correct');
  });
});
