import { addColumn, map, multiply, sumRows, transpose, zip, type Matrix } from './matrix';

/**
 * A network of three layers whose backward has two mistakes. Run Gradient Check on it: the lens is above `backward`.
 */
export { parameters, X, Y } from './courseData';

export interface Parameters {
  W1: Matrix;
  b1: Matrix;
  W2: Matrix;
  b2: Matrix;
  W3: Matrix;
  b3: Matrix;
}

const relu = (z: number): number => Math.max(0, z);
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Linear → ReLU → linear → ReLU → linear → sigmoid, and the cross-entropy cost over the samples in X's columns. */
export function forward(parameters: Parameters, X: Matrix, Y: Matrix) {
  const { W1, b1, W2, b2, W3, b3 } = parameters;
  const Z1 = addColumn(multiply(W1, X), b1);
  const A1 = map(Z1, relu);
  const Z2 = addColumn(multiply(W2, A1), b2);
  const A2 = map(Z2, relu);
  const Z3 = addColumn(multiply(W3, A2), b3);
  const A3 = map(Z3, sigmoid);
  const m = X[0].length;
  const losses = zip(A3, Y, (a, y) => -y * Math.log(a) - (1 - y) * Math.log(1 - a));
  const cost = sumRows(losses)[0][0] / m;
  return { cost, cache: { A1, A2, A3, W2, W3 } };
}

/** The gradients of the cost with respect to every parameter. */
export function backward(X: Matrix, Y: Matrix, cache: ReturnType<typeof forward>['cache']) {
  const { A1, A2, A3, W2, W3 } = cache;
  const m = X[0].length;
  const scale = (factor: number) => (value: number) => factor * value;

  const dZ3 = zip(A3, Y, (a, y) => a - y);
  const dW3 = map(multiply(dZ3, transpose(A2)), scale(1 / m));
  const db3 = map(sumRows(dZ3), scale(1 / m));

  const dA2 = multiply(transpose(W3), dZ3);
  const dZ2 = zip(dA2, A2, (d, a) => (a > 0 ? d : 0));
  const dW2 = map(multiply(dZ2, transpose(A1)), scale(2 / m));
  const db2 = map(sumRows(dZ2), scale(1 / m));

  const dA1 = multiply(transpose(W2), dZ2);
  const dZ1 = zip(dA1, A1, (d, a) => (a > 0 ? d : 0));
  const dW1 = map(multiply(dZ1, transpose(X)), scale(1 / m));
  const db1 = map(sumRows(dZ1), scale(4 / m));

  return { dW1, db1, dW2, db2, dW3, db3 };
}
