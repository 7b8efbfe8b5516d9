class StandardScaler {
  fit(X) {
    const n = X.length;
    this.mean = X[0].map((_, j) => X.reduce((s, r) => s + r[j], 0) / n);
    this.std = X[0].map((_, j) => Math.sqrt(X.reduce((s, r) => s + (r[j] - this.mean[j]) ** 2, 0) / n));
    return this;
  }

  forward(X) {
    return X.map((row) => row.map((v, j) => (v - this.mean[j]) / this.std[j]));
  }

  backward(Z) {
    return Z.map((row) => row.map((v, j) => v * this.std[j] + this.mean[j]));
  }
}

module.exports = { StandardScaler };
