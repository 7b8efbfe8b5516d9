import assert from 'node:assert/strict';
import { checkText } from '../engine/checkMistake.ts';
import { network, type Places } from './hiddenLayer.ts';

const softplus = 'Math.log1p(Math.exp(z))';

async function causesOf(slope: string, places: Partial<Places>): Promise<Record<string, string | undefined>> {
  const { leaves } = await checkText('net.js', network(softplus, slope, places), 'netBackward');
  return Object.fromEntries(leaves.map(({ name, cause }) => [name, cause?.id]));
}

/** ELU and Huber's loss: the sign is forgotten where the residual is large, and φ′ is φ below 0. */
const huberNetwork = `
const [alpha, delta] = [1.3, 0.8];
const elu = (z) => (z > 0 ? z : alpha * (Math.exp(z) - 1));
/** @gradcheck x: [6, 3], y: [6], W1: [3, 5], b1: [5], w2: [5], b2: [] */
export function huberForward(x, y, W1, b1, w2, b2) {
  const z = x.map((row) => b1.map((b, j) => row.reduce((s, v, k) => s + v * W1[k][j], b)));
  const h = z.map((row) => row.map(elu));
  const p = h.map((row) => row.reduce((s, v, j) => s + v * w2[j], b2));
  const sizes = p.map((v, i) => Math.abs(v - y[i]));
  const loss = sizes.reduce((s, r) => s + (r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta)), 0) / x.length;
  return { loss, cache: { x, y, z, h, p } };
}
export function huberBackward(cache, W1, b1, w2, b2) {
  const { x, y, z, h, p } = cache;
  const dp = p.map((v, i) => (Math.abs(v - y[i]) <= delta ? v - y[i] : delta) / x.length);
  const dz = z.map((row, i) => row.map((v, j) => dp[i] * w2[j] * (v > 0 ? 1 : h[i][j])));
  const dW1 = W1.map((row, k) => row.map((_, j) => x.reduce((s, r, i) => s + r[k] * dz[i][j], 0)));
  const db1 = b1.map((_, j) => dz.reduce((s, r) => s + r[j], 0));
  const dw2 = w2.map((_, j) => h.reduce((s, r, i) => s + r[j] * dp[i], 0));
  return { dW1, db1, dw2, db2: dp.reduce((s, d) => s + d, 0) };
}
`;

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

  it('above and below a layer do not follow from the lower one, though the upper does not show where examples are alike', async () => {
    const { leaves, cause } = await checkText('huber.js', huberNetwork, 'huberBackward');
    assert.ok(leaves.every(({ verdict }) => verdict === 'wrong'));
    assert.match(
      cause!.message,
      /The gradient that reaches W1 and b1 is wrong\. dw2 and db2 are wrong; the cause is not known/,
    );
  });

  it('of which one is a factor are told apart by taking it off', async () => {
    const text = network(softplus, 'sigmoid(z)', { hidden: 'z' }).replace(
      '/ x.length));\n  const product',
      '/ (x.length - 1)));\n  const product',
    );
    const { leaves } = await checkText('net.js', text, 'netBackward');
    const said = Object.fromEntries(leaves.map(({ name, cause }) => [name, cause]));
    assert.deepEqual([said['W1']?.id, said['b1']?.id, said['b2']?.id], new Array(3).fill('constant-factor'));
    assert.equal(said['W2']?.id, 'own-line');
    assert.match(said['W2'].message, /^Beside the factor 6\/5: /);
  });

  it('are not made of one: a gradient handed down for another example is in no line', async () => {
    const rolled = await causesOf('sigmoid(z)', { hidden: '[...h.slice(1), h[0]]' });
    assert.deepEqual(rolled, { W1: undefined, b1: undefined, W2: 'own-line', b2: undefined });
    const late = network(softplus, 'sigmoid(z)').replace('y[i][j]) / x.length', 'y[(i + 1) % y.length][j]) / x.length');
    const { leaves } = await checkText('net.js', late, 'netBackward');
    assert.ok(leaves.every(({ cause }) => cause?.id !== 'own-line'));
  });
});
