/** Natural evolution strategies: the step is estimated from samples, no derivative is taken. */
export class EvolutionStrategy {
  constructor(
    private weights: number[],
    private readonly reward: (weights: number[]) => number,
    private readonly sigma = 0.1,
    private readonly learningRate = 0.01,
  ) {}

  predict(x: number[]): number {
    return Math.tanh(x.reduce((s, v, i) => s + v * this.weights[i], 0));
  }

  train(population: number): void {
    const noise = Array.from({ length: population }, () => this.weights.map(() => Math.random() * 2 - 1));
    const rewards = noise.map((n) => this.reward(this.weights.map((w, i) => w + this.sigma * n[i])));
    const mean = rewards.reduce((a, b) => a + b, 0) / population;
    this.weights = this.weights.map((w, i) => w + (this.learningRate / (population * this.sigma)) * noise.reduce((s, n, k) => s + n[i] * (rewards[k] - mean), 0));
  }
}
