import type { Size } from './sweepStorages.ts';

/** Derivatives by the same formula, over θ: W1, b1, W2, b2, row-major. */
export function analytic(theta: Float64Array, { inputs, hidden, outputs }: Size, X: number[][], Y: number[][]) {
  const offsets = [0, hidden * inputs, hidden * inputs + hidden, hidden * inputs + hidden + outputs * hidden] as const;
  const [oW1, ob1, oW2, ob2] = offsets;
  const g = new Float64Array(theta.length);
  for (const [e, x] of X.entries()) {
    const a = Array.from({ length: hidden }, (_, i) =>
      Math.tanh(x.reduce((z, value, j) => z + theta[oW1 + i * inputs + j]! * value, theta[ob1 + i]!)),
    );
    const back = a.map(() => 0);
    for (let k = 0; k < outputs; k++) {
      const y = a.reduce((z, value, i) => z + theta[oW2 + k * hidden + i]! * value, theta[ob2 + k]!);
      const d = (y - Y[e]![k]!) / X.length;
      g[ob2 + k]! += d;
      for (let i = 0; i < hidden; i++) {
        g[oW2 + k * hidden + i]! += d * a[i]!;
        back[i]! += d * theta[oW2 + k * hidden + i]!;
      }
    }
    for (let i = 0; i < hidden; i++) {
      const d = back[i]! * (1 - a[i]! ** 2);
      g[ob1 + i]! += d;
      for (let j = 0; j < inputs; j++) g[oW1 + i * inputs + j]! += d * x[j]!;
    }
  }
  return g;
}
