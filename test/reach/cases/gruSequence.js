// A gated recurrent unit over a sequence; the cost is the squared error of the last state.
const sig = (z) => 1 / (1 + Math.exp(-z));
const zeros = (r, c) => Array.from({ length: r }, () => new Array(c).fill(0));
const mv = (W, x) => W.map((row) => row.reduce((s, w, j) => s + w * x[j], 0));
const tmv = (W, d) => W[0].map((_, j) => W.reduce((s, row, i) => s + row[j] * d[i], 0));
const addOuter = (G, d, x) => d.forEach((di, i) => x.forEach((xj, j) => { G[i][j] += di * xj; }));
const addTo = (g, d) => d.forEach((v, i) => { g[i] += v; });

class GRU {
  constructor(d = 3, n = 2) {
    let seed = 7;
    const draw = () => {
      seed = (seed * 16807) % 2147483647;
      return (2 * seed) / 2147483647 - 1;
    };
    const matrix = (r, c) => Array.from({ length: r }, () => Array.from({ length: c }, draw));
    this.n = n;
    this.Wz = matrix(n, d);
    this.Uz = matrix(n, n);
    this.bz = matrix(1, n)[0];
    this.Wr = matrix(n, d);
    this.Ur = matrix(n, n);
    this.br = matrix(1, n)[0];
    this.Wh = matrix(n, d);
    this.Uh = matrix(n, n);
    this.bh = matrix(1, n)[0];
  }
  /** @param {number[][]} xs @param {number[]} y */
  forward(xs, y) {
    let h = new Array(this.n).fill(0.2);
    this.steps = [];
    for (const x of xs) {
      const z = mv(this.Wz, x).map((v, i) => sig(v + mv(this.Uz, h)[i] + this.bz[i]));
      const r = mv(this.Wr, x).map((v, i) => sig(v + mv(this.Ur, h)[i] + this.br[i]));
      const rh = r.map((v, i) => v * h[i]);
      const c = mv(this.Wh, x).map((v, i) => Math.tanh(v + mv(this.Uh, rh)[i] + this.bh[i]));
      const prev = h;
      h = z.map((v, i) => (1 - v) * prev[i] + v * c[i]);
      this.steps.push({ x, z, r, rh, c, prev });
    }
    this.h = h;
    this.y = y;
    return h.reduce((s, v, i) => s + 0.5 * (v - y[i]) ** 2, 0);
  }
  backward() {
    const n = this.n;
    const d = this.Wz[0].length;
    this.dWz = zeros(n, d); this.dUz = zeros(n, n); this.dbz = new Array(n).fill(0);
    this.dWr = zeros(n, d); this.dUr = zeros(n, n); this.dbr = new Array(n).fill(0);
    this.dWh = zeros(n, d); this.dUh = zeros(n, n); this.dbh = new Array(n).fill(0);
    let dh = this.h.map((v, i) => v - this.y[i]);
    for (const { x, z, r, rh, c, prev } of [...this.steps].reverse()) {
      const dz = dh.map((v, i) => v * (c[i] - prev[i]) * z[i] * (1 - z[i]));
      const dc = dh.map((v, i) => v * z[i] * (1 - c[i] * c[i]));
      const drh = tmv(this.Uh, dc);
      const dr = drh.map((v, i) => v * prev[i] * r[i] * (1 - r[i]));
      addOuter(this.dWz, dz, x); addOuter(this.dUz, dz, prev); addTo(this.dbz, dz);
      addOuter(this.dWr, dr, x); addOuter(this.dUr, dr, prev); addTo(this.dbr, dr);
      addOuter(this.dWh, dc, x); addOuter(this.dUh, dc, rh); addTo(this.dbh, dc);
      const back = dh.map((v, i) => v * (1 - z[i]));
      addTo(back, tmv(this.Uz, dz));
      addTo(back, tmv(this.Ur, dr));
      addTo(back, drh.map((v, i) => v * r[i]));
      dh = back;
    }
  }
}
module.exports = { GRU };
