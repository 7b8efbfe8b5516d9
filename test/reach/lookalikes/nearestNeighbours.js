class KNN {
  constructor(k = 3) {
    this.k = k;
  }

  fit(X, y) {
    this.X = X;
    this.y = y;
    return this;
  }

  distance(a, b) {
    return Math.sqrt(a.reduce((s, v, i) => s + (v - b[i]) ** 2, 0));
  }

  predict(x) {
    const nearest = this.X.map((row, i) => ({ d: this.distance(row, x), label: this.y[i] }))
      .sort((a, b) => a.d - b.d)
      .slice(0, this.k);
    const votes = {};
    for (const { label, d } of nearest) votes[label] = (votes[label] || 0) + 1 / (d + 1e-9);
    return Object.entries(votes).sort((a, b) => b[1] - a[1])[0][0];
  }
}

module.exports = KNN;
