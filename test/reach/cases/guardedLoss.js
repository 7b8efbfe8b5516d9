// The cost keeps its logarithm finite; backward differentiates it without the small number.
const EPS = 1e-8;

export function softmax(z) {
  const largest = Math.max(...z);
  const e = z.map((v) => Math.exp(v - largest));
  const sum = e.reduce((s, v) => s + v, 0);
  return e.map((v) => v / sum);
}

export function guardedLoss(z, t) {
  const p = softmax(z);
  return -t.reduce((sum, target, i) => sum + target * Math.log(p[i] + 1e-6), 0);
}

export function guardedLossGrad(z, t) {
  return softmax(z).map((p, i) => p - t[i]);
}

export function sharpLoss(z, t) {
  return -t.reduce((sum, target, i) => sum + target * Math.log(softmax(z)[i] + EPS), 0);
}

export function sharpLossGrad(z, t) {
  return softmax(z).map((p, i) => 1.001 * (p - t[i]));
}
