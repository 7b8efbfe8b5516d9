type Rows = number[][];

const times = (left: Rows, right: Rows): Rows =>
  left.map((row) => right[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * right[k]![j]!, 0)));
const flipped = (rows: Rows): Rows => rows[0]!.map((_, j) => rows.map((row) => row[j]!));
const shifted = (rows: Rows, by: Rows): Rows => rows.map((row, i) => row.map((value) => value + by[i]![0]!));

/** The text takes any number of output units here; the cost below reads the first row only. */
export function initParams(nx: number, nh: number, ny: number) {
  const draw = (rows: number, columns: number): Rows =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.random() - 0.5));
  return { W1: draw(nh, nx), b1: draw(nh, 1), W2: draw(ny, nh), b2: draw(ny, 1) };
}

export function forward(X: Rows, params: ReturnType<typeof initParams>) {
  const A1 = shifted(times(params.W1, X), params.b1).map((row) => row.map(Math.tanh));
  const A2 = shifted(times(params.W2, A1), params.b2).map((row) => row.map((z) => 1 / (1 + Math.exp(-z))));
  return { A2, cache: { A1, A2 } };
}

export function computeCost(A2: Rows, Y: Rows): number {
  const m = Y[0]!.length;
  let sum = 0;
  for (let j = 0; j < m; j++) sum -= Y[0]![j]! * Math.log(A2[0]![j]!) + (1 - Y[0]![j]!) * Math.log(1 - A2[0]![j]!);
  return sum / m;
}

export function backward(params: ReturnType<typeof initParams>, cache: { A1: Rows; A2: Rows }, X: Rows, Y: Rows) {
  const m = X[0]!.length;
  const mean = (rows: Rows): Rows => rows.map((row) => row.map((value) => value / m));
  const total = (rows: Rows): Rows => rows.map((row) => [row.reduce((sum, value) => sum + value, 0)]);
  const dZ2 = cache.A2.map((row, i) => row.map((a, j) => a - Y[i]![j]!));
  const dA1 = times(flipped(params.W2), dZ2);
  const dZ1 = dA1.map((row, i) => row.map((value, j) => value * (1 - cache.A1[i]![j]! ** 2)));
  return {
    dW1: mean(times(dZ1, flipped(X))),
    db1: mean(total(dZ1)),
    dW2: mean(times(dZ2, flipped(cache.A1))),
    db2: mean(total(dZ2)),
  };
}
