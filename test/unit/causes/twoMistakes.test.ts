import assert from 'node:assert/strict';
import { checkText } from '../engine/checkMistake.ts';
import { network, type Places } from './hiddenLayer.ts';

const softplus = 'Math.log1p(Math.exp(z))';

async function causesOf(slope: string, places: Partial<Places>): Promise<Record<string, string | undefined>> {
  const { leaves } = await checkText('net.js', network(softplus, slope, places), 'netBackward');
  return Object.fromEntries(leaves.map(({ name, cause }) => [name, cause?.id]));
}

describe('two mistakes at once', () => {
  it('in the line of a matrix and in the activation below it are told apart', async () => {
    assert.deepEqual(await causesOf('1', { hidden: 'z' }), {
      W1: 'activation-derivative',
      b1: 'activation-derivative',
      W2: 'own-line',
      b2: undefined,
    });
  });

  it('in the lines of two biases are in those lines: the matrices beside them are right', async () => {
    assert.deepEqual(await causesOf('sigmoid(z)', { db1: 'dz[0]', db2: 'dout[1]' }), {
      W1: undefined,
      b1: 'own-line',
      W2: undefined,
      b2: 'own-line',
    });
  });

  it('are not made of one: a gradient handed down for another example is in no line', async () => {
    const rolled = await causesOf('sigmoid(z)', { hidden: '[...h.slice(1), h[0]]' });
    assert.deepEqual(rolled, { W1: undefined, b1: undefined, W2: 'own-line', b2: undefined });
    const late = network(softplus, 'sigmoid(z)').replace('y[i][j]) / x.length', 'y[(i + 1) % y.length][j]) / x.length');
    const { leaves } = await checkText('net.js', late, 'netBackward');
    assert.ok(leaves.every(({ cause }) => cause?.id !== 'own-line'));
  });
});
