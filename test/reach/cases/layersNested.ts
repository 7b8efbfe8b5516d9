// Layers in the cs231n manner, nested arrays, a tuple of gradients.
type Matrix = number[][];

function matmul(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((s, v, k) => s + v * b[k]![j]!, 0)));
}
function transpose(a: Matrix): Matrix {
  return a[0]!.map((_, j) => a.map((row) => row[j]!));
}
function columnSums(a: Matrix): number[] {
  return a[0]!.map((_, j) => a.reduce((s, row) => s + row[j]!, 0));
}

export function affineForward(x: Matrix, w: Matrix, b: number[]): [Matrix, [Matrix, Matrix, number[]]] {
  const out = matmul(x, w).map((row) => row.map((v, j) => v + b[j]!));
  return [out, [x, w, b]];
}
export function affineBackward(dout: Matrix, cache: [Matrix, Matrix, number[]]): [Matrix, Matrix, number[]] {
  const [x, w] = cache;
  const dx = matmul(dout, transpose(w));
  const dw = matmul(transpose(x), dout);
  const db = columnSums(dout);
  return [dx, dw, db];
}

// The sum over the batch is taken of the wrong thing.
export function denseForward(x: Matrix, w: Matrix, b: number[]) {
  return { out: matmul(x, w).map((row) => row.map((v, j) => v + b[j]!)), cache: { x, w } };
}
export function denseBackward(dout: Matrix, cache: { x: Matrix; w: Matrix }) {
  const { x, w } = cache;
  return { dx: matmul(dout, transpose(w)), dw: matmul(transpose(x), dout), db: dout[0]!.map((v) => v * dout.length) };
}

export function reluForward(x: Matrix) {
  return { out: x.map((r) => r.map((v) => Math.max(0, v))), cache: x };
}
export function reluBackward(dout: Matrix, cache: Matrix): Matrix {
  return dout.map((row, i) => row.map((d, j) => (cache[i]![j]! > 0 ? d : 0)));
}

export function tanhForward(x: Matrix): Matrix {
  return x.map((r) => r.map(Math.tanh));
}
// Uses 1 - y instead of 1 - y².
export function tanhBackward(dout: Matrix, out: Matrix): Matrix {
  return dout.map((row, i) => row.map((d, j) => d * (1 - out[i]![j]!)));
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
export function sigmoidPrime(x: number): number {
  const s = sigmoid(x);
  return s * (1 - s);
}
export function dSigmoid(y: number): number {
  return y * (1 - y);
}
