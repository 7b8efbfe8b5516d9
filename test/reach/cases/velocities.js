// Steps with momentum: what is added to the weights is a velocity, which is made a line before.
class Rolling {
  constructor(inputs, hidden, outputs) {
    this.rate = 0.2;
    this.friction = 0.8;
    this.into = this.table(hidden, inputs, () => Math.random() - 0.5);
    this.weights = this.table(outputs, hidden, () => Math.random() - 0.5);
    this.speedInto = this.table(hidden, inputs, () => 0);
    this.speed = this.table(outputs, hidden, () => 0);
  }

  table(rows, columns, entry) {
    return Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
  }

  predict(x) {
    this.hidden = this.into.map((row) => 1 / (1 + Math.exp(-row.reduce((sum, w, i) => sum + w * x[i], 0))));
    this.made = this.weights.map((row) => 1 / (1 + Math.exp(-row.reduce((sum, w, i) => sum + w * this.hidden[i], 0))));
    return this.made;
  }

  train(x, target) {
    this.predict(x);
    const outer = this.made.map((y, o) => (target[o] - y) * y * (1 - y));
    // y·(1 − y) of the output once more, where the hidden unit's belongs.
    const inner = this.hidden.map((h, j) => outer.reduce((sum, d, o) => sum + d * this.weights[o][j], 0) * (1 - h));
    for (let o = 0; o < outer.length; o++) {
      for (let j = 0; j < this.hidden.length; j++) {
        this.speed[o][j] = this.friction * this.speed[o][j] + this.rate * outer[o] * this.hidden[j];
        this.weights[o][j] += this.speed[o][j];
      }
    }
    for (let j = 0; j < inner.length; j++) {
      for (let i = 0; i < x.length; i++) {
        this.speedInto[j][i] = this.friction * this.speedInto[j][i] + this.rate * inner[j] * x[i];
        this.into[j][i] += this.speedInto[j][i];
      }
    }
  }
}

module.exports = Rolling;
