import assert from 'node:assert/strict';
import { checkText } from '../engine/checkMistake.ts';

/** x·W, normalised over the examples with an ε that is felt, scaled and shifted, through tanh. */
const affineNorm = (term: string) => `
const eps = 0.05;
/** @gradcheck x: [6, 4], W: [4, 5], gamma: [5], beta: [5] */
export function normForward(x, W, gamma, beta) {
  const z = x.map((r) => gamma.map((_, j) => r.reduce((s, v, k) => s + v * W[k][j], 0)));
  const mu = gamma.map((_, j) => z.reduce((s, r) => s + r[j], 0) / z.length);
  const rstd = gamma.map((_, j) => 1 / Math.sqrt(z.reduce((s, r) => s + (r[j] - mu[j]) ** 2, 0) / z.length + eps));
  const xhat = z.map((r) => r.map((v, j) => (v - mu[j]) * rstd[j]));
  const out = xhat.map((r) => r.map((v, j) => Math.tanh(v * gamma[j] + beta[j])));
  return { out, cache: { x, W, gamma, rstd, xhat, out } };
}
export function normBackward(dout, cache) {
  const { x, W, gamma, rstd, xhat, out } = cache;
  const n = x.length;
  const du = dout.map((r, i) => r.map((v, j) => v * (1 - out[i][j] ** 2)));
  const columns = (m) => gamma.map((_, j) => m.reduce((s, r) => s + r[j], 0));
  const dbeta = columns(du);
  const dgamma = columns(du.map((r, i) => r.map((v, j) => v * xhat[i][j])));
  const dxhat = du.map((r) => r.map((v, j) => v * gamma[j]));
  const m1 = columns(dxhat).map((v) => v / n);
  const m2 = columns(dxhat.map((r, i) => r.map((v, j) => v * xhat[i][j]))).map((v) => v / n);
  const dz = dxhat.map((r, i) => r.map((v, j) => rstd[j] * (v - m1[j] - ${term})));
  const dW = W.map((r, k) => r.map((_, j) => x.reduce((s, row, i) => s + row[k] * dz[i][j], 0)));
  const dx = x.map((_, i) => W.map((w) => w.reduce((s, v, j) => s + v * dz[i][j], 0)));
  return { dx, dW, dgamma, dbeta };
}
`;

/** A layer norm that is handed its input, then GELU by its tanh form, then a product. */
const normGelu = (inner: string) => `
const c = Math.sqrt(2 / Math.PI);
/** @gradcheck x: [4, 6], gamma: [6], beta: [6], W: [6, 3], b: [3] */
export function blockForward(x, gamma, beta, W, b) {
  const mu = x.map((r) => r.reduce((s, v) => s + v, 0) / r.length);
  const rstd = x.map((r, i) => 1 / Math.sqrt(r.reduce((s, v) => s + (v - mu[i]) ** 2, 0) / r.length + 1e-5));
  const xhat = x.map((r, i) => r.map((v) => (v - mu[i]) * rstd[i]));
  const y = xhat.map((r) => r.map((v, j) => v * gamma[j] + beta[j]));
  const t = y.map((r) => r.map((v) => Math.tanh(c * (v + 0.044715 * v ** 3))));
  const g = y.map((r, i) => r.map((v, j) => 0.5 * v * (1 + t[i][j])));
  const out = g.map((r) => b.map((bias, k) => r.reduce((s, v, j) => s + v * W[j][k], bias)));
  return [out, { x, rstd, xhat, y, t, g, gamma, W }];
}
export function blockBackward(dout, cache) {
  const { x, rstd, xhat, y, t, g, gamma, W } = cache;
  const dW = W.map((row, j) => row.map((_, k) => dout.reduce((s, d, i) => s + d[k] * g[i][j], 0)));
  const db = W[0].map((_, k) => dout.reduce((s, d) => s + d[k], 0));
  const dy = dout.map((d, i) => gamma.map((_, j) => {
    const dg = W[j].reduce((s, w, k) => s + w * d[k], 0);
    const [v, th] = [y[i][j], t[i][j]];
    return dg * (0.5 * (1 + th) + 0.5 * v * (1 - th * th) * ${inner});
  }));
  const dgamma = gamma.map((_, j) => dy.reduce((s, d, i) => s + d[j] * xhat[i][j], 0));
  const dbeta = gamma.map((_, j) => dy.reduce((s, d) => s + d[j], 0));
  const dx = dy.map((d, i) => {
    const dh = d.map((v, j) => v * gamma[j]);
    const m1 = dh.reduce((s, v) => s + v, 0) / dh.length;
    const m2 = dh.reduce((s, v, j) => s + v * xhat[i][j], 0) / dh.length;
    return dh.map((v, j) => rstd[i] * (v - m1 - xhat[i][j] * m2));
  });
  return { dx, dgamma, dbeta, dW, db };
}
`;

describe('a mistake beside a normalisation', () => {
  it('below it is in the gradient that reaches the matrix, though γ stands behind that as a bias would', async () => {
    const right = await checkText('norm.js', affineNorm('xhat[i][j] * m2[j]'), 'normBackward');
    assert.equal(right.verdict, 'correct');
    const wrong = await checkText('norm.js', affineNorm('2 * xhat[i][j] * m2[j]'), 'normBackward');
    const causes = wrong.leaves.map(({ name, cause }) => [name, cause?.id ?? null]);
    assert.deepEqual(causes, [
      ['x', 'layer-step'],
      ['W', 'layer-step'],
      ['gamma', null],
      ['beta', null],
    ]);
    assert.match(wrong.cause!.message, /gamma and beta are right/);
  });

  it('above it is one mistake of γ, β and the input, not one in the line of β', async () => {
    const right = await checkText('block.js', normGelu('c * (1 + 3 * 0.044715 * v ** 2)'), 'blockBackward');
    assert.equal(right.verdict, 'correct');
    const wrong = await checkText('block.js', normGelu('c * (1 + 0.044715 * v ** 2)'), 'blockBackward');
    const causes = wrong.leaves.map(({ cause }) => cause?.id ?? null);
    assert.deepEqual(causes, [...new Array<string>(3).fill('activation-derivative'), null, null]);
  });
});
