export class LinearRegression {
  constructor(nFeatures) {
    this.weights = Array.from({ length: nFeatures }, () => Math.random());
    this.bias = 0.3;
  }
  predict(X) {
    return X.map((x) => x.reduce((s, v, j) => s + v * this.weights[j], this.bias));
  }
  loss(X, y) {
    const p = this.predict(X);
    return p.reduce((s, v, i) => s + (v - y[i]) ** 2, 0) / X.length;
  }
  gradients(X, y) {
    const p = this.predict(X);
    const dWeights = this.weights.map((_, j) => (2 / X.length) * X.reduce((s, x, i) => s + (p[i] - y[i]) * x[j], 0));
    const dBias = (2 / X.length) * p.reduce((s, v, i) => s + v - y[i], 0);
    return { dWeights, dBias };
  }
}
