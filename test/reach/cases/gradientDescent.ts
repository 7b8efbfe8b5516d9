// Cost and gradient of regressions; async too.
export function logisticCost(theta: number[], X: number[][], y: number[], lambda = 0): number {
  const m = X.length;
  let cost = 0;
  for (let i = 0; i < m; i++) {
    const h = 1 / (1 + Math.exp(-X[i]!.reduce((s, x, j) => s + x * theta[j]!, 0)));
    cost += -y[i]! * Math.log(h) - (1 - y[i]!) * Math.log(1 - h);
  }
  const reg = theta.slice(1).reduce((s, t) => s + t * t, 0);
  return cost / m + (lambda / (2 * m)) * reg;
}
// The bias is regularised as well.
export function logisticGradient(theta: number[], X: number[][], y: number[], lambda = 0): number[] {
  const m = X.length;
  const grad = theta.map(() => 0);
  for (let i = 0; i < m; i++) {
    const h = 1 / (1 + Math.exp(-X[i]!.reduce((s, x, j) => s + x * theta[j]!, 0)));
    for (let j = 0; j < theta.length; j++) grad[j]! += ((h - y[i]!) * X[i]![j]!) / m;
  }
  return grad.map((g, j) => g + (lambda / m) * theta[j]!);
}

export async function loss(w: number[], b: number, xs: number[][], ys: number[]): Promise<number> {
  let total = 0;
  for (const [i, x] of xs.entries()) total += (x.reduce((s, v, j) => s + v * w[j]!, b) - ys[i]!) ** 2;
  return total / xs.length;
}
export async function lossGradient(w: number[], b: number, xs: number[][], ys: number[]): Promise<{ dw: number[]; db: number }> {
  const dw = w.map(() => 0);
  let db = 0;
  for (const [i, x] of xs.entries()) {
    const e = x.reduce((s, v, j) => s + v * w[j]!, b) - ys[i]!;
    db += (2 * e) / xs.length;
    x.forEach((v, j) => (dw[j]! += (2 * e * v) / xs.length));
  }
  return { dw, db };
}
