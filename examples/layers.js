// Layers as courses teach them: forward returns the output and a cache, backward takes the upstream gradient and the cache.

/**
 * An affine layer: out = x·w + b.
 * @param {number[][]} x input of shape (N, D)
 * @param {number[][]} w weights of shape (D, M)
 * @param {number[]} b biases of shape (M)
 */
export function affineForward(x, w, b) {
  const out = x.map((row) => b.map((bias, j) => row.reduce((sum, value, d) => sum + value * w[d][j], bias)));
  return [out, { x, w }];
}

/**
 * @param {number[][]} dout upstream gradient of shape (N, M)
 * @param {{ x: number[][], w: number[][] }} cache
 */
export function affineBackward(dout, cache) {
  const { x, w } = cache;
  const dx = dout.map((row) => w.map((weights) => weights.reduce((sum, weight, j) => sum + weight * row[j], 0)));
  const dw = w.map((weights, d) => weights.map((_, j) => dout.reduce((sum, row, n) => sum + x[n][d] * row[j], 0)));
  const db = dout[0].map((_, j) => dout.reduce((sum, row) => sum + row[j], 0));
  return [dx, dw, db];
}

/** @param {number[][]} x input of shape (N, D) */
export function reluForward(x) {
  return [x.map((row) => row.map((value) => Math.max(0, value))), x];
}

export function reluBackward(dout, cache) {
  const dx = dout.map((row, n) => row.map((value, d) => (cache[n][d] > 0 ? value : 0)));
  return dx;
}

/**
 * Softmax and cross-entropy in one: returns the loss and the gradient of the scores.
 * @param {number[][]} x scores of shape (N, C)
 * @param {number[]} y labels of shape (N), each from 0 to C - 1
 * @returns {[number, number[][]]}
 */
export function softmaxLoss(x, y) {
  const N = x.length;
  const probabilities = x.map((row) => {
    const largest = Math.max(...row);
    const exponentials = row.map((value) => Math.exp(value - largest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return exponentials.map((value) => value / sum);
  });
  const loss = probabilities.reduce((sum, row, n) => sum - Math.log(row[y[n]]), 0) / N;
  const dx = probabilities.map((row, n) => row.map((p, c) => (p - (c === y[n] ? 1 : 0)) / N));
  return [loss, dx];
}
