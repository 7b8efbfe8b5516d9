import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

/** Two layers with sigmoids. `slope` stands behind the error at the output, `end` is what backward does with it all. */
const network = (slope: string, end: string): string => `
const sigmoid = (v) => 1 / (1 + Math.exp(-v));
export const net = { W1: [[0.3, -0.2, 0.5], [0.1, 0.7, -0.4]], W2: [[0.6, -0.9], [0.2, 0.4]] };
export function forward(net, x) {
  const h = net.W1.map((row) => sigmoid(row.reduce((s, w, j) => s + w * x[j], 0)));
  const o = net.W2.map((row) => sigmoid(row.reduce((s, w, j) => s + w * h[j], 0)));
  return { h, o };
}
export function train(net, x, t, rate) {
  const { h, o } = forward(net, x);
  let loss = 0;
  const dOut = o.map((v, i) => {
    const miss = v - t[i];
    loss += 0.5 * miss * miss;
    return miss${slope};
  });
  const dHid = h.map((v, j) => dOut.reduce((s, d, i) => s + d * net.W2[i][j], 0) * v * (1 - v));
  ${end}
}
`;

const update = `
  net.W2.forEach((row, i) => row.forEach((_, j) => { row[j] -= rate * dOut[i] * h[j]; }));
  net.W1.forEach((row, i) => row.forEach((_, j) => { row[j] -= rate * dHid[i] * x[j]; }));
  return loss;`;
const gradients =
  'return { loss, dW1: dHid.map((d) => x.map((v) => d * v)), dW2: dOut.map((d) => h.map((v) => d * v)) };';

describe('a loss that backward returns beside gradients that fit another cost', () => {
  it('is the cost where it stands beside the gradients', async () => {
    const right = await checkText('net.js', network(' * v * (1 - v)', gradients), 'train');
    assert.equal(right.verdict, 'correct');
    const wrong = await checkText('net.js', network('', gradients), 'train');
    assert.equal(wrong.verdict, 'wrong');
    assert.equal(wrong.cause?.id, 'different-cost');
  });

  it('leaves the verdict open where a step of the weights returns it, as that may be for the eye only', async () => {
    const right = await checkText('net.js', network(' * v * (1 - v)', update), 'train');
    assert.equal(right.verdict, 'correct');
    const open = await checkText('net.js', network('', update), 'train');
    assert.deepEqual([open.verdict, open.doubt], ['inconclusive', 'other-loss']);
  });

  it('is no matter where it is no squared error of the output', async () => {
    const counted = network('', update).replace('0.5 * miss * miss', 'Math.abs(miss)');
    assert.equal((await checkText('net.js', counted, 'train')).verdict, 'correct');
  });
});
