// Weights of a portfolio, moved along differences of the objective.
export class Portfolio {
  constructor(returns, covariance) {
    this.returns = returns;
    this.covariance = covariance;
  }

  objective(weights) {
    const gain = weights.reduce((sum, w, i) => sum + w * this.returns[i], 0);
    const risk = weights.reduce((sum, w, i) => sum + w * weights.reduce((s, v, j) => s + v * this.covariance[i][j], 0), 0);
    return -gain / Math.sqrt(risk + 1e-10);
  }

  computeGradient(weights) {
    const epsilon = 1e-5;
    const gradient = Array(weights.length).fill(0);
    const current = this.objective(weights);
    for (let i = 0; i < weights.length; i++) {
      const moved = [...weights];
      moved[i] += epsilon;
      gradient[i] = (this.objective(moved) - current) / epsilon;
    }
    return gradient;
  }

  optimise(learningRate = 0.01) {
    let weights = Array(this.returns.length).fill(1 / this.returns.length);
    for (let step = 0; step < 1000; step++) {
      const gradient = this.computeGradient(weights);
      weights = weights.map((w, i) => Math.max(0, w - learningRate * gradient[i]));
    }
    return weights;
  }
}
