import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

/** An Elman network with sizes by default; with other sizes than its data has, backward multiplies by undefined. */
const network = (slope: string) => `
const zeros = (n, m) => Array.from({ length: n }, () => new Array(m).fill(0));
export class Rnn {
  constructor(nx = 3, nh = 5, ny = 4) {
    let s = 5;
    const r = () => ((s = (s * 48271) % 2147483647) / 2147483647 - 0.5) * 1.4;
    const M = (n, m) => Array.from({ length: n }, () => Array.from({ length: m }, r));
    this.Wxh = M(nh, nx); this.Whh = M(nh, nh); this.Why = M(ny, nh);
    this.bh = M(1, nh)[0]; this.by = M(1, ny)[0];
  }
  /** @gradcheck xs: [4, 3], target: int < 4 */
  forward(xs, target) {
    this.xs = xs;
    this.hs = [this.bh.map(() => 0)];
    for (const x of xs) {
      const prev = this.hs[this.hs.length - 1];
      const add = (row, v) => row.reduce((s, w, k) => s + w * v[k], 0);
      this.hs.push(this.bh.map((b, j) => Math.tanh(b + x.reduce((s, v, k) => s + v * this.Wxh[j][k], 0) + add(this.Whh[j], prev))));
    }
    const h = this.hs[this.hs.length - 1];
    const e = this.by.map((b, j) => Math.exp(h.reduce((s, v, k) => s + v * this.Why[j][k], b)));
    const z = e.reduce((a, b) => a + b, 0);
    this.p = e.map((v) => v / z);
    this.target = target;
    return -Math.log(this.p[target]);
  }
  backward() {
    const dy = this.p.map((v, j) => v - (j === this.target ? 1 : 0));
    const T = this.xs.length;
    const [nh, nx, ny] = [this.bh.length, this.Wxh[0].length, this.by.length];
    const dWxh = zeros(nh, nx), dWhh = zeros(nh, nh), dWhy = zeros(ny, nh), dbh = new Array(nh).fill(0), dby = dy;
    for (let i = 0; i < ny; i++) for (let j = 0; j < nh; j++) dWhy[i][j] = dy[i] * this.hs[T][j];
    let dh = this.bh.map((_, j) => dy.reduce((s, d, i) => s + d * this.Why[i][j], 0));
    for (let t = T; t > 0; t--) {
      const draw = dh.map((d, j) => d * (${slope}));
      for (let j = 0; j < nh; j++) {
        dbh[j] += draw[j];
        for (let k = 0; k < nx; k++) dWxh[j][k] += draw[j] * this.xs[t - 1][k];
        for (let k = 0; k < nh; k++) dWhh[j][k] += draw[j] * this.hs[t - 1][k];
      }
      dh = this.bh.map((_, k) => draw.reduce((s, d, j) => s + d * this.Whh[j][k], 0));
    }
    return { dWxh, dWhh, dWhy, dbh, dby };
  }
}
`;

describe('a mistake in a network whose constructor takes sizes', () => {
  it('is judged with the sizes that fit its data, where others make gradients that are no numbers', async () => {
    const right = await checkText('rnn.js', network('1 - this.hs[t][j] ** 2'), 'Rnn.backward');
    assert.equal(right.verdict, 'correct');
    const wrong = await checkText('rnn.js', network('1 - this.hs[t][j]'), 'Rnn.backward');
    assert.deepEqual(
      wrong.leaves.map(({ shape }) => shape),
      right.leaves.map(({ shape }) => shape),
    );
    assert.equal(wrong.cause?.id, 'activation-derivative');
    assert.match(wrong.cause.message, /1 − a instead of the derivative of tanh in the step back to Wxh, Whh and bh/);
  });
});
