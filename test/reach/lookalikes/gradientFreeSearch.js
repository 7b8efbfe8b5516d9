export class HillClimber {
  constructor(size, cost) {
    this.weights = Array.from({ length: size }, () => Math.random() - 0.5);
    this.cost = cost;
    this.best = cost(this.weights);
  }

  predict(x) {
    return Math.tanh(x.reduce((sum, v, i) => sum + v * this.weights[i], 0));
  }

  train(steps, rate = 0.1) {
    for (let n = 0; n < steps; n++) {
      const candidate = this.weights.map((w) => w + rate * (Math.random() * 2 - 1));
      const error = this.cost(candidate);
      if (error < this.best) {
        this.best = error;
        this.weights = candidate;
      }
    }
    return this.best;
  }
}
