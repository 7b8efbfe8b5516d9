// Columns are samples; L2 regularisation and 1/m in the layer's gradients.
const dot = (A, B) => A.map((r) => B[0].map((_, j) => r.reduce((s, v, k) => s + v * B[k][j], 0)));
const T = (A) => A[0].map((_, j) => A.map((r) => r[j]));

export function linearForward(A, W, b) {
  const Z = dot(W, A).map((r, i) => r.map((v) => v + b[i][0]));
  return [Z, { A, W, b }];
}
export function linearBackward(dZ, cache) {
  const { A: A_prev, W } = cache;
  const m = A_prev[0].length;
  const dW = dot(dZ, T(A_prev)).map((r) => r.map((v) => v / m));
  const db = dZ.map((r) => [r.reduce((a, b) => a + b, 0) / m]);
  const dA_prev = dot(T(W), dZ);
  return [dA_prev, dW, db];
}

export function forwardPropagation(X, parameters) {
  const { W1, b1, W2, b2 } = parameters;
  const A1 = linearForward(X, W1, b1)[0].map((r) => r.map((v) => Math.tanh(v)));
  const A2 = linearForward(A1, W2, b2)[0].map((r) => r.map((v) => 1 / (1 + Math.exp(-v))));
  return [A2, { A1, A2, W1, W2 }];
}
export function computeCostWithRegularization(A2, Y, parameters, lambd) {
  const m = Y[0].length;
  let cost = 0;
  A2.forEach((r, i) => r.forEach((a, j) => (cost -= Y[i][j] * Math.log(a) + (1 - Y[i][j]) * Math.log(1 - a))));
  const sq = (W) => W.flat().reduce((s, w) => s + w * w, 0);
  return cost / m + (lambd / (2 * m)) * (sq(parameters.W1) + sq(parameters.W2));
}
// The decay of W1 is forgotten.
export function backwardPropagationWithRegularization(X, Y, cache, lambd) {
  const m = X[0].length;
  const { A1, A2, W2 } = cache;
  const dZ2 = A2.map((r, i) => r.map((a, j) => a - Y[i][j]));
  const dW2 = dot(dZ2, T(A1)).map((r, i) => r.map((v, j) => v / m + (lambd / m) * W2[i][j]));
  const db2 = dZ2.map((r) => [r.reduce((a, b) => a + b, 0) / m]);
  const dZ1 = dot(T(W2), dZ2).map((r, i) => r.map((v, j) => v * (1 - A1[i][j] ** 2)));
  const dW1 = dot(dZ1, T(X)).map((r) => r.map((v) => v / m));
  const db1 = dZ1.map((r) => [r.reduce((a, b) => a + b, 0) / m]);
  return { dZ2, dW2, db2, dZ1, dW1, db1 };
}
