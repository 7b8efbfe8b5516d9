export default class GaussianNB {
  fit(X, y) {
    this.classes = [...new Set(y)];
    this.mean = [];
    this.variance = [];
    this.prior = [];
    this.classes.forEach((label, c) => {
      const rows = X.filter((_, i) => y[i] === label);
      this.prior[c] = rows.length / X.length;
      this.mean[c] = X[0].map((_, j) => rows.reduce((s, r) => s + r[j], 0) / rows.length);
      this.variance[c] = X[0].map((_, j) => rows.reduce((s, r) => s + (r[j] - this.mean[c][j]) ** 2, 0) / rows.length);
    });
  }

  predict(x) {
    const scores = this.classes.map((_, c) =>
      x.reduce(
        (s, v, j) => s - 0.5 * Math.log(2 * Math.PI * this.variance[c][j]) - (v - this.mean[c][j]) ** 2 / (2 * this.variance[c][j]),
        Math.log(this.prior[c]),
      ),
    );
    return this.classes[scores.indexOf(Math.max(...scores))];
  }
}
