// Arguments and cache are lists that the signature takes apart.
export function affineForward([x, w, b]) {
  const y = x.map((row) => b.map((bias, j) => Math.tanh(row.reduce((sum, v, i) => sum + v * w[i][j], bias))));
  return { y, cache: [x, w, y] };
}

export function affineBackward(dout, [x, w, y]) {
  const dz = dout.map((row, n) => row.map((v, j) => v * (1 - y[n][j] ** 2)));
  const dx = dz.map((row) => w.map((weights) => weights.reduce((sum, v, j) => sum + v * row[j], 0)));
  const dw = w.map((weights, i) => weights.map((_, j) => dz.reduce((sum, row, n) => sum + x[n][i] * row[j], 0)));
  const db = w[0].map((_, j) => dz.reduce((sum, row) => sum + row[j], 0));
  return [dx, dw, db];
}
