export function mse(yTrue: number[], yPred: number[]): number {
  return yPred.reduce((sum, p, i) => sum + (p - yTrue[i]!) ** 2, 0) / yPred.length;
}
export function msePrime(yTrue: number[], yPred: number[]): number[] {
  return yPred.map((p, i) => (2 * (p - yTrue[i]!)) / yPred.length);
}

export function binaryCrossEntropy(yTrue: number[], yPred: number[]): number {
  return -yPred.reduce((s, p, i) => s + yTrue[i]! * Math.log(p) + (1 - yTrue[i]!) * Math.log(1 - p), 0) / yPred.length;
}
// Forgot to divide by the length.
export function binaryCrossEntropyPrime(yTrue: number[], yPred: number[]): number[] {
  return yPred.map((p, i) => (1 - yTrue[i]!) / (1 - p) - yTrue[i]! / p);
}

export function softmaxLoss(scores: number[][], y: number[]): [number, number[][]] {
  const n = scores.length;
  let loss = 0;
  const dscores = scores.map((row, i) => {
    const max = Math.max(...row);
    const exps = row.map((s) => Math.exp(s - max));
    const total = exps.reduce((a, b) => a + b, 0);
    loss -= Math.log(exps[y[i]!]! / total);
    return exps.map((e, j) => (e / total - (j === y[i] ? 1 : 0)) / n);
  });
  return [loss / n, dscores];
}

export function svmLoss(x: number[][], y: number[], margin = 1.0): { loss: number; dx: number[][] } {
  let loss = 0;
  const dx = x.map((row) => row.map(() => 0));
  x.forEach((row, i) => {
    row.forEach((s, j) => {
      if (j === y[i]) return;
      const m = s - row[y[i]!]! + margin;
      if (m > 0) {
        loss += m;
        dx[i]![j]! += 1 / x.length;
        dx[i]![y[i]!]! -= 1 / x.length;
      }
    });
  });
  return { loss: loss / x.length, dx };
}

/** Huber loss of one residual. */
export function huber(r: number, delta = 1.35): number {
  return Math.abs(r) <= delta ? 0.5 * r * r : delta * (Math.abs(r) - 0.5 * delta);
}
export function huberGrad(r: number, delta = 1.35): number {
  return Math.abs(r) <= delta ? r : delta * Math.sign(r);
}
