// Arrays that are made up longer than forward reads, targets that are only compared, names that differ by their case.

/** Filters slide along a x with gaps between their w; every filter has an b of its own. */
export function dilatedConvForward(x: number[][], w: number[][][], b: number[], hop = 2, gap = 2) {
  const width = Math.floor((x[0].length - gap * (w[0][0].length - 1) - 1) / hop) + 1;
  const out: number[][] = [];
  for (let f = 0; f < w.length; f++) {
    const row: number[] = [];
    for (let p = 0; p < width; p++) {
      let sum = b[f];
      for (let c = 0; c < w[f].length; c++) {
        for (let q = 0; q < w[f][c].length; q++) sum += w[f][c][q] * (x[c][p * hop + q * gap] ?? 0);
      }
      row.push(sum);
    }
    out.push(row);
  }
  return { out, cache: { x, w, hop, gap } };
}

export function dilatedConvBackward(dout: number[][], cache: { x: number[][]; w: number[][][]; hop: number; gap: number }) {
  const { x, w, hop, gap } = cache;
  const dw = w.map((filter) => filter.map((row) => row.map(() => 0)));
  const db = new Array<number>(w.length).fill(0);
  dout.forEach((row, f) =>
    row.forEach((d, p) => {
      db[f] += d;
      for (let c = 0; c < w[f].length; c++) {
        for (let q = 0; q < w[f][c].length; q++) dw[f][c][q] += d * x[c][p * hop + q * gap];
      }
    }),
  );
  return { dw, db };
}

/** Cross-entropy with a softened target: the class only ever stands beside an equals sign. */
export function softLoss(X: number[][], y: number[], W: number[][], b: number[], soften = 0.2) {
  const P = X.map((x) => {
    const s = b.map((v, c) => x.reduce((sum, xi, i) => sum + xi * W[i][c], v));
    const e = s.map(Math.exp);
    const total = e.reduce((sum, v) => sum + v, 0);
    return e.map((v) => v / total);
  });
  let loss = 0;
  P.forEach((p, n) => p.forEach((v, c) => (loss -= ((c === y[n] ? 1 - soften : 0) + soften / p.length) * Math.log(v))));
  return { loss: loss / X.length, P };
}

export function softLossGrad(X: number[][], y: number[], W: number[][], b: number[], soften = 0.2) {
  const { P } = softLoss(X, y, W, b, soften);
  const dW = W.map((row) => row.map(() => 0));
  const db = b.map(() => 0);
  P.forEach((p, n) =>
    p.forEach((v, c) => {
      const d = (v - (c === y[n] ? 1 - soften : 0) - soften / p.length) / X.length;
      db[c] += d;
      X[n].forEach((x, i) => (dW[i][c] += x * d));
    }),
  );
  return { dW, db };
}

interface Halves {
  We: number[][];
  be: number[];
  Wd: number[][];
}

/** Every row of X goes through tanh, then through C; half the mean of the squares. */
export function halvesForward(p: Halves, X: number[][]) {
  let loss = 0;
  const steps = X.map((x) => {
    const h = p.be.map((v, k) => Math.tanh(x.reduce((sum, xi, i) => sum + xi * p.We[i][k], v)));
    const r = p.Wd[0].map((_, j) => h.reduce((sum, hk, k) => sum + hk * p.Wd[k][j], 0));
    r.forEach((v) => (loss += 0.5 * v * v));
    return { x, h, r };
  });
  return { loss: loss / X.length, steps };
}

/** Only the last row is left in Wd: with one row nobody would see it. */
export function halvesBackward(p: Halves, X: number[][]) {
  const { steps } = halvesForward(p, X);
  const g = { We: p.We.map((row) => row.map(() => 0)), be: p.be.map(() => 0), Wd: p.Wd.map((row) => row.map(() => 0)) };
  for (const { x, h, r } of steps) {
    h.forEach((hk, k) => {
      const dh = r.reduce((sum, v, j) => sum + (v / X.length) * p.Wd[k][j], 0);
      const dz = dh * (1 - hk * hk);
      g.be[k] += dz;
      x.forEach((v, i) => (g.We[i][k] += v * dz));
      r.forEach((v, j) => (g.Wd[k][j] = (hk * v) / X.length));
    });
  }
  return g;
}
