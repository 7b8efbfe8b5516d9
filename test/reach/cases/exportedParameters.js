// A network whose functions take their parameters apart in the signature; the values stand in the module.
export const X = [
  [0.5, -0.2, 0.8],
  [0.1, 0.9, -0.4],
];
export const Y = [[1, 0, 1]];
export const parameters = {
  W1: [
    [0.3, -0.1],
    [0.2, 0.4],
    [-0.5, 0.6],
    [0.1, 0.7],
  ],
  b1: [[0.1], [0], [-0.1], [0.2]],
  W2: [[0.7, -0.3, 0.2, 0.4]],
  b2: [[0.05]],
};

const times = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, v, k) => sum + v * b[k][j], 0)));
const flip = (a) => a[0].map((_, j) => a.map((row) => row[j]));
const rowSums = (a) => a.map((row) => [row.reduce((sum, v) => sum + v, 0)]);
const plus = (a, b) => a.map((row, i) => row.map((v) => v + b[i][0]));
const each = (a, f) => a.map((row, i) => row.map((v, j) => f(v, i, j)));

export function forward({ W1, b1, W2, b2 }, X) {
  const A1 = each(plus(times(W1, X), b1), Math.tanh);
  const A2 = each(plus(times(W2, A1), b2), (z) => 1 / (1 + Math.exp(-z)));
  return { A2, cache: { A1, A2 } };
}

export function computeCost({ A2 }, Y) {
  const m = Y[0].length;
  return -Y[0].reduce((sum, y, i) => sum + y * Math.log(A2[0][i]) + (1 - y) * Math.log(1 - A2[0][i]), 0) / m;
}

export function backward({ W2 }, { A1, A2 }, X, Y) {
  const m = Y[0].length;
  const dZ2 = each(A2, (a, i, j) => (a - Y[i][j]) / m);
  const dZ1 = each(times(flip(W2), dZ2), (v, i, j) => v * (1 - A1[i][j] ** 2));
  return { dW1: times(dZ1, flip(X)), db1: rowSums(dZ1), dW2: times(dZ2, flip(A1)), db2: rowSums(dZ2) };
}
