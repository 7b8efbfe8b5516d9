/** What optimisers do with gradients that others computed. */
export function clipGradients(grads: Float64Array[], limit: number): void {
  let norm = 0;
  for (const g of grads) for (const v of g) norm += v * v;
  norm = Math.sqrt(norm);
  if (norm > limit) for (const g of grads) for (let i = 0; i < g.length; i++) g[i] *= limit / norm;
}

export function zeroGradients(grads: Float64Array[]): void {
  for (const g of grads) g.fill(0);
}

export function applyGradients(weights: Float64Array[], grads: Float64Array[], lr: number): void {
  weights.forEach((w, k) => w.forEach((_, i) => (w[i] -= lr * grads[k][i])));
}

export function averageGradients(all: Float64Array[][]): Float64Array[] {
  return all[0].map((g, k) => g.map((_, i) => all.reduce((s, one) => s + one[k][i], 0) / all.length));
}
