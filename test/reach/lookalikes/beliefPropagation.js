class Chain {
  constructor(potentials, pairwise) {
    this.potentials = potentials;
    this.pairwise = pairwise;
  }

  normalize(message) {
    const total = message.reduce((a, b) => a + b, 0);
    return message.map((m) => m / total);
  }

  forward() {
    this.left = [this.normalize(this.potentials[0])];
    for (let i = 1; i < this.potentials.length; i++) {
      const incoming = this.pairwise[i - 1][0].map((_, s) => this.left[i - 1].reduce((sum, m, r) => sum + m * this.pairwise[i - 1][r][s], 0));
      this.left.push(this.normalize(incoming.map((m, s) => m * this.potentials[i][s])));
    }
  }

  backward() {
    const n = this.potentials.length;
    this.right = new Array(n);
    this.right[n - 1] = this.potentials[n - 1].map(() => 1);
    for (let i = n - 2; i >= 0; i--) {
      this.right[i] = this.normalize(
        this.pairwise[i].map((row) => row.reduce((sum, p, s) => sum + p * this.potentials[i + 1][s] * this.right[i + 1][s], 0)),
      );
    }
  }

  marginals() {
    return this.left.map((l, i) => this.normalize(l.map((v, s) => v * this.right[i][s])));
  }
}

module.exports = Chain;
