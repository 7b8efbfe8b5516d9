const squash = (v) => 1 / (1 + Math.exp(-v));

/** Its input is its own target, and one matrix leads in and out. */
export class Mirror {
  constructor(visible, hidden) {
    this.W = Array.from({ length: hidden }, () => Array.from({ length: visible }, () => Math.random() - 0.5));
    this.b = new Array(hidden).fill(0);
  }
  encode(x) {
    return this.W.map((row, i) => squash(row.reduce((s, w, j) => s + w * x[j], this.b[i])));
  }
  forward(x) {
    const code = this.encode(x);
    return x.map((_, j) => squash(code.reduce((s, v, i) => s + v * this.W[i][j], 0)));
  }
  train(x, lr) {
    const code = this.encode(x);
    const off = this.forward(x).map((v, j) => x[j] - v);
    const up = code.map((v, i) => v * (1 - v) * off.reduce((s, d, j) => s + d * this.W[i][j], 0));
    this.W.forEach((row, i) => row.forEach((_, j) => (row[j] += lr * (up[i] * x[j] + off[j] * code[i]))));
    up.forEach((d, i) => (this.b[i] += lr * d));
  }
}

/** Forgets that the matrix leads out as well. */
export class OneWay {
  constructor(visible, hidden) {
    this.W = Array.from({ length: hidden }, () => Array.from({ length: visible }, () => Math.random() - 0.5));
    this.b = new Array(hidden).fill(0);
  }
  encode(x) {
    return this.W.map((row, i) => squash(row.reduce((s, w, j) => s + w * x[j], this.b[i])));
  }
  forward(x) {
    const code = this.encode(x);
    return x.map((_, j) => squash(code.reduce((s, v, i) => s + v * this.W[i][j], 0)));
  }
  train(x, lr) {
    const code = this.encode(x);
    const off = this.forward(x).map((v, j) => x[j] - v);
    const up = code.map((v, i) => v * (1 - v) * off.reduce((s, d, j) => s + d * this.W[i][j], 0));
    this.W.forEach((row, i) => row.forEach((_, j) => (row[j] += lr * up[i] * x[j])));
    up.forEach((d, i) => (this.b[i] += lr * d));
  }
}

/** A rating is the product of two rows; the object keeps its rate, so that the number beside the indices is the target. */
export class Ratings {
  constructor(people, things, width = 3, lr = 0.25) {
    const rows = (n) => Array.from({ length: n }, () => Array.from({ length: width }, () => Math.random() - 0.5));
    this.lr = lr;
    this.P = rows(people);
    this.Q = rows(things);
  }
  predict(u, i) {
    return this.P[u].reduce((s, v, f) => s + v * this.Q[i][f], 0);
  }
  train(u, i, r) {
    const error = r - this.predict(u, i);
    this.P[u].forEach((p, f) => {
      const q = this.Q[i][f];
      this.P[u][f] += this.lr * error * q;
      this.Q[i][f] += this.lr * error * p;
    });
    return error;
  }
}

/** The second row moves by what the first has become. */
export class Hasty {
  constructor(people, things, width = 3, lr = 0.25) {
    const rows = (n) => Array.from({ length: n }, () => Array.from({ length: width }, () => Math.random() - 0.5));
    this.lr = lr;
    this.P = rows(people);
    this.Q = rows(things);
  }
  predict(u, i) {
    return this.P[u].reduce((s, v, f) => s + v * this.Q[i][f], 0);
  }
  train(u, i, r) {
    const error = r - this.predict(u, i);
    for (let f = 0; f < this.P[u].length; f++) {
      this.P[u][f] += this.lr * error * this.Q[i][f];
      this.Q[i][f] += this.lr * error * this.P[u][f];
    }
    return error;
  }
}
