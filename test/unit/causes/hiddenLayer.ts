/** What stands in some places of backward. */
export interface Places {
  /** The activations that are multiplied into W2. */
  hidden: string;
  /** The sum over the examples of dz and of dout. */
  db1: string;
  db2: string;
}

const right: Places = { hidden: 'h', db1: 'column(dz)', db2: 'column(dout)' };

/** One hidden layer, a mean squared error and weight decay; φ of forward and φ′ of backward as they are written. */
export function network(phi: string, slope: string, places: Partial<Places> = {}): string {
  const { hidden, db1, db2 } = { ...right, ...places };
  return `
const lambda = 0.03;
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const phi = (z) => ${phi};
/** @gradcheck x: [6, 3], y: [6, 2], W1: [3, 5], b1: [5], W2: [5, 2], b2: [2] */
export function netForward(x, y, W1, b1, W2, b2) {
  const z = x.map((r) => b1.map((b, j) => r.reduce((s, v, k) => s + v * W1[k][j], b)));
  const h = z.map((r) => r.map(phi));
  const out = h.map((r) => b2.map((b, j) => r.reduce((s, v, k) => s + v * W2[k][j], b)));
  let cost = 0;
  out.forEach((r, i) => r.forEach((v, j) => (cost += (v - y[i][j]) ** 2 / x.length)));
  for (const W of [W1, W2]) for (const r of W) for (const w of r) cost += (lambda / 2) * w * w;
  return { cost, cache: { z, h, out } };
}
export function netBackward(x, y, W1, b1, W2, b2, { z, h, out }) {
  const dout = out.map((r, i) => r.map((v, j) => (2 * (v - y[i][j])) / x.length));
  const product = (a, d, W) => W.map((r, k) => r.map((w, j) => a.reduce((s, row, i) => s + row[k] * d[i][j], lambda * w)));
  const column = (d) => d[0].map((_, j) => d.reduce((s, r) => s + r[j], 0));
  const dz = dout.map((d, i) => h[i].map((a, k) => W2[k].reduce((s, w, j) => s + w * d[j], 0) * slope(z[i][k], a)));
  return { dW1: product(x, dz, W1), db1: ${db1}, dW2: product(${hidden}, dout, W2), db2: ${db2} };
}
const slope = (z, a) => ${slope};
`;
}
