import assert from 'node:assert/strict';
import { checkText } from '../engine/checkMistake.ts';

/** One hidden layer, a mean squared error and weight decay; φ of forward and φ′ of backward as they are written. */
const network = (phi: string, slope: string) => `
const lambda = 0.03;
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const phi = (z) => ${phi};
/** @gradcheck x: [6, 3], y: [6, 2], W1: [3, 5], b1: [5], W2: [5, 2], b2: [2] */
export function netForward(x, y, W1, b1, W2, b2) {
  const z = x.map((r) => b1.map((b, j) => r.reduce((s, v, k) => s + v * W1[k][j], b)));
  const h = z.map((r) => r.map(phi));
  const out = h.map((r) => b2.map((b, j) => r.reduce((s, v, k) => s + v * W2[k][j], b)));
  let cost = 0;
  out.forEach((r, i) => r.forEach((v, j) => (cost += (v - y[i][j]) ** 2 / x.length)));
  for (const W of [W1, W2]) for (const r of W) for (const w of r) cost += (lambda / 2) * w * w;
  return { cost, cache: { z, h, out } };
}
export function netBackward(x, y, W1, b1, W2, b2, { z, h, out }) {
  const dout = out.map((r, i) => r.map((v, j) => (2 * (v - y[i][j])) / x.length));
  const product = (a, d, W) => W.map((r, k) => r.map((w, j) => a.reduce((s, row, i) => s + row[k] * d[i][j], lambda * w)));
  const column = (d) => d[0].map((_, j) => d.reduce((s, r) => s + r[j], 0));
  const dz = dout.map((d, i) => h[i].map((a, k) => W2[k].reduce((s, w, j) => s + w * d[j], 0) * slope(z[i][k], a)));
  return { dW1: product(x, dz, W1), db1: column(dz), dW2: product(h, dout, W2), db2: column(dout) };
}
const slope = (z, a) => ${slope};
`;

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
