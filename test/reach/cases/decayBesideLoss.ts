/** The loss that is reported is that of the data; the weights decay beside it, which is no mistake. */
export class Ridge {
  w: number[];
  b = 0;
  dw: number[];
  db = 0;

  constructor(
    inputs: number,
    readonly rate = 0.1,
    readonly weightDecay = 0.02,
  ) {
    this.w = Array.from({ length: inputs }, () => Math.random() - 0.5);
    this.dw = this.w.map(() => 0);
  }

  forward(x: number[][]): number[] {
    return x.map((row) => row.reduce((sum, v, i) => sum + v * this.w[i]!, this.b));
  }

  trainStep(x: number[][], y: number[]): number {
    const guesses = this.forward(x);
    const errors = guesses.map((g, n) => (g - y[n]!) / x.length);
    this.dw = this.w.map((w, i) => errors.reduce((sum, e, n) => sum + e * x[n]![i]!, 0) + this.weightDecay * w);
    this.db = errors.reduce((sum, e) => sum + e, 0);
    this.w = this.w.map((w, i) => w - this.rate * this.dw[i]!);
    this.b -= this.rate * this.db;
    return guesses.reduce((sum, g, n) => sum + (g - y[n]!) ** 2, 0) / (2 * x.length);
  }
}

const lambda = 0.3;

/** Here the cost has the penalty, with another factor than the gradient. */
export function cost(w: number[], x: number[][], y: number[]): number {
  const errors = x.map((row, n) => row.reduce((sum, v, i) => sum + v * w[i]!, 0) - y[n]!);
  const penalty = w.reduce((sum, v) => sum + v * v, 0);
  return (errors.reduce((sum, e) => sum + e * e, 0) + lambda * penalty) / (2 * x.length);
}

export function costGradient(w: number[], x: number[][], y: number[]): number[] {
  const errors = x.map((row, n) => row.reduce((sum, v, i) => sum + v * w[i]!, 0) - y[n]!);
  return w.map((v, i) => errors.reduce((sum, e, n) => sum + e * x[n]![i]!, 0) / x.length + lambda * v);
}
