/** A tanh layer and half a square error, with `rows × columns + rows` parameters; `mistake` spoils backward. */
export const source = (mistake: string): string => `
export function cost(p, x, t) {
  let sum = 0;
  for (let i = 0; i < p.W.length; i++) {
    const row = p.W[i];
    let z = p.b[i];
    for (let j = 0; j < row.length; j++) z += row[j] * x[j];
    sum += 0.5 * (Math.tanh(z) - t[i]) ** 2;
  }
  return sum;
}

export function costGradient(p, x, t) {
  const dW = [];
  const db = [];
  for (let i = 0; i < p.W.length; i++) {
    const row = p.W[i];
    let z = p.b[i];
    for (let j = 0; j < row.length; j++) z += row[j] * x[j];
    const y = Math.tanh(z);
    const d = (y - t[i]) * (1 - y * y);
    const out = new Array(row.length);
    for (let j = 0; j < row.length; j++) out[j] = d * x[j];
    dW.push(out);
    db.push(d);
  }
  ${mistake}
  return { dW, db };
}`;

/** Parameters and data by formula: no two alike, none near 0. */
export const inputs = (rows: number, columns: number): string => `
const wave = (k) => Math.sin(1.7 * k + 0.3) * 0.8 + Math.cos(0.37 * k) * 0.2 + 0.013;
const W = Array.from({ length: ${rows} }, (_, i) => Array.from({ length: ${columns} }, (_, j) => wave(i * ${columns} + j) / Math.sqrt(${columns})));
const b = Array.from({ length: ${rows} }, (_, i) => wave(i + 7));
export default {
  p: { W, b },
  x: Array.from({ length: ${columns} }, (_, j) => wave(j + 3)),
  t: Array.from({ length: ${rows} }, (_, i) => wave(i + 11)),
};`;

/** About 1e3, 1e4, 1e5 and 1e6 parameters. */
export const sizes: [rows: number, columns: number][] = [
  [25, 39],
  [80, 124],
  [250, 399],
  [1000, 999],
];
