import * as math from 'mathjs';

export function forward(X, params) {
  const { W1, b1, W2, b2 } = params;
  const Z1 = math.add(math.multiply(X, W1), math.multiply(math.ones(X.length, 1).toArray(), b1));
  const A1 = math.map(Z1, Math.tanh);
  const Z2 = math.add(math.multiply(A1, W2), math.multiply(math.ones(X.length, 1).toArray(), b2));
  return { A1, Z2 };
}
export function loss(Z2, Y) {
  return math.sum(math.dotPow(math.subtract(Z2, Y), 2)) / (2 * Y.length);
}
export function backward(X, Y, params, cache) {
  const { W2 } = params;
  const m = X.length;
  const dZ2 = math.divide(math.subtract(cache.Z2, Y), m);
  const dW2 = math.multiply(math.transpose(cache.A1), dZ2);
  const db2 = [dZ2[0].map((_, j) => dZ2.reduce((s, r) => s + r[j], 0))];
  const dA1 = math.multiply(dZ2, math.transpose(W2));
  const dZ1 = math.dotMultiply(dA1, math.map(cache.A1, (a) => 1 - a * a));
  const dW1 = math.multiply(math.transpose(X), dZ1);
  const db1 = [dZ1[0].map((_, j) => dZ1.reduce((s, r) => s + r[j], 0))];
  return { dW1, db1, dW2, db2 };
}
