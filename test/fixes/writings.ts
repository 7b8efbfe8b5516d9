/** The same two-layer network in many ways of writing backward; its mistakes are planted by the bugs below. */
export interface Writing {
  file: string;
  pair: string;
  text: string;
  bugs: { leaf: string; from: string; to: string; mended: RegExp | null }[];
}

const helpers = `
const dot = (A: number[][], B: number[][]) => A.map((r) => B[0]!.map((_, j) => r.reduce((s, v, k) => s + v * B[k]![j]!, 0)));
const t = (A: number[][]) => A[0]!.map((_, j) => A.map((r) => r[j]!));
const scale = (c: number, A: number[][]) => A.map((r) => r.map((v) => c * v));
const sub = (A: number[][], B: number[][]) => A.map((r, i) => r.map((v, j) => v - B[i]![j]!));
const add = (A: number[][], B: number[][]) => A.map((r, i) => r.map((v, j) => v + B[i]![j]!));
const sum2 = (A: number[][]) => A.reduce((s, r) => s + r.reduce((q, v) => q + v * v, 0), 0);
`;

const scriptForward = `${helpers}
export const parameters = { W1: [[0.3, -0.2, 0.5], [0.1, 0.7, -0.4]], W2: [[0.6], [-0.8], [0.35]] };
export const X = [[0.5, -1.2], [0.9, 0.3], [-0.7, 0.8], [1.1, 0.45]];
export const Y = [[0.2], [-0.6], [0.4], [0.9]];
export const lambda = 0.3;
type P = typeof parameters;
export function forward(parameters: P, X: number[][], Y: number[][], lambda: number) {
  const { W1, W2 } = parameters;
  const m = X.length;
  const A1 = dot(X, W1).map((r) => r.map(Math.tanh));
  const A2 = dot(A1, W2);
  const cost = sum2(sub(A2, Y)) / (2 * m) + (lambda / (2 * m)) * (sum2(W1) + sum2(W2));
  return { cost, cache: { A1, A2 } };
}
type Cache = ReturnType<typeof forward>['cache'];
`;

const objectText = `${scriptForward}
export function backward(parameters: P, X: number[][], Y: number[][], lambda: number, cache: Cache) {
  const { W1, W2 } = parameters;
  const { A1, A2 } = cache;
  const m = X.length;
  const dZ2 = sub(A2, Y);
  const dA1 = dot(dZ2, t(W2));
  const dZ1 = dA1.map((r, i) => r.map((v, j) => v * (1 - A1[i]![j]! ** 2)));
  return {
    dW1: add(scale(1 / m, dot(t(X), dZ1)), scale(lambda / m, W1)),
    dW2: add(scale(1 / m, dot(t(A1), dZ2)), scale(lambda / m, W2)),
  };
}
`;

const loopText = `${scriptForward}
export function backward(parameters: P, X: number[][], Y: number[][], lambda: number, cache: Cache) {
  const { W1, W2 } = parameters;
  const { A1, A2 } = cache;
  const m = X.length;
  const dW1 = W1.map((r) => r.map(() => 0));
  const dW2 = W2.map((r) => r.map(() => 0));
  for (let n = 0; n < m; n++) {
    const delta = A2[n]![0]! - Y[n]![0]!;
    for (let j = 0; j < W2.length; j++) {
      dW2[j]![0]! += (delta * A1[n]![j]!) / m;
      const dz = delta * W2[j]![0]! * (1 - A1[n]![j]! ** 2);
      for (let i = 0; i < W1.length; i++) {
        dW1[i]![j]! += (dz * X[n]![i]!) / m;
      }
    }
  }
  for (let i = 0; i < W1.length; i++) for (let j = 0; j < W1[0]!.length; j++) dW1[i]![j]! += (lambda / m) * W1[i]![j]!;
  for (let j = 0; j < W2.length; j++) dW2[j]![0]! += (lambda / m) * W2[j]![0]!;
  return { dW1, dW2 };
}
`;

const pythonText = `import numpy as np

X = np.array([[0.5, -1.2], [0.9, 0.3], [-0.7, 0.8], [1.1, 0.45]])
Y = np.array([[0.2], [-0.6], [0.4], [0.9]])
params = {"W1": np.array([[0.3, -0.2, 0.5], [0.1, 0.7, -0.4]]), "W2": np.array([[0.6], [-0.8], [0.35]])}
lambd = 0.3


def forward(X, Y, params, lambd):
    m = X.shape[0]
    A1 = np.tanh(X @ params["W1"])
    A2 = A1 @ params["W2"]
    cost = np.sum((A2 - Y) ** 2) / (2 * m) + lambd / (2 * m) * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))
    return cost, (A1, A2)


def backward(X, Y, params, lambd, cache):
    A1, A2 = cache
    m = X.shape[0]
    grads = {}
    dZ2 = A2 - Y
    grads["dW2"] = 1 / m * np.dot(A1.T, dZ2) + lambd / m * params["W2"]
    dZ1 = np.dot(dZ2, params["W2"].T) * (1 - A1 ** 2)
    grads["dW1"] = 1 / m * np.dot(X.T, dZ1) + lambd / m * params["W1"]
    return grads
`;

export const writings: Writing[] = [
  {
    file: 'object.ts',
    pair: 'backward',
    text: objectText,
    bugs: [
      {
        leaf: 'W2',
        from: 'scale(1 / m, dot(t(A1)',
        to: 'scale(2 / m, dot(t(A1)',
        mended: /scale\(1 \/ m, dot\(t\(A1\), dZ2\)\)/,
      },
      {
        leaf: 'W2',
        from: 'add(scale(1 / m, dot(t(A1), dZ2)), scale(lambda / m, W2))',
        to: 'scale(1 / m, dot(t(A1), dZ2))',
        mended: /add\(scale\(1 \/ m, dot\(t\(A1\), dZ2\)\), scale\(lambda \/ m, W2\)\)/,
      },
      { leaf: 'W1', from: 'scale(lambda / m, W1)', to: 'scale(lambda, W1)', mended: /scale\(\(?lambda \/ m\)?, W1\)/ },
      { leaf: 'W1', from: 'scale(lambda / m, W1)', to: 'scale((2 * lambda) / m, W1)', mended: /W1\)/ },
      { leaf: 'W2', from: 'const dZ2 = sub(A2, Y)', to: 'const dZ2 = sub(A2, scale(0, Y))', mended: /scale\(1, Y\)/ },
      { leaf: 'W2', from: 'const dZ2 = sub(A2, Y)', to: 'const dZ2 = scale(0.37, scale(0.41, A2))', mended: null },
    ],
  },
  {
    file: 'loops.ts',
    pair: 'backward',
    text: loopText,
    bugs: [
      { leaf: 'W1', from: '+= (dz * X[n]![i]!) / m', to: '+= dz * X[n]![i]!', mended: /dz \* X\[n\]!\[i\]! \/ m/ },
      {
        leaf: 'W2',
        from: '+= (delta * A1[n]![j]!) / m',
        to: '+= (2 * delta * A1[n]![j]!) / m',
        mended: /\+= \(delta \* A1/,
      },
      { leaf: 'W2', from: '+= (delta * A1[n]![j]!) / m', to: '-= (delta * A1[n]![j]!) / m', mended: /\+= \(delta/ },
      { leaf: 'W2', from: 'dW2[j]![0]! += (lambda / m) * W2', to: 'dW2[j]![0]! += lambda * W2', mended: /lambda \/ m/ },
    ],
  },
  {
    file: 'grads.py',
    pair: 'backward',
    text: pythonText,
    bugs: [
      {
        leaf: 'W2',
        from: '1 / m * np.dot(A1.T, dZ2)',
        to: '2. / m * np.dot(A1.T, dZ2)',
        mended: /= 1\. \/ m \* np\.dot/,
      },
      { leaf: 'W2', from: ' + lambd / m * params["W2"]', to: '', mended: /lambd \/ m\)? \* params\["W2"\]/ },
      { leaf: 'W1', from: '1 / m * np.dot(X.T, dZ1)', to: 'np.dot(X.T, dZ1)', mended: /\/ m/ },
      {
        leaf: 'W1',
        from: '1 / m * np.dot(X.T, dZ1) + lambd / m * params["W1"]',
        to: '1 / m * np.dot(dZ1.T, X)',
        mended: /np\.dot\(X\.T, dZ1\)/,
      },
      { leaf: 'W1', from: ' * (1 - A1 ** 2)', to: '', mended: /\(1 - A1 \*\* 2\)/ },
      { leaf: 'W2', from: 'dZ2 = A2 - Y', to: 'dZ2 = Y - A2', mended: /A2 - Y/ },
    ],
  },
];
