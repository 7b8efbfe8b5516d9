// The delta that a unit is handed is the gradient before its activation, made by the network around it.
export class Unit {
  private seen: number[] = [];
  weights: number[];
  bias = 0;

  constructor(inputs: number) {
    this.weights = Array.from({ length: inputs }, () => Math.random() - 0.5);
  }

  activate(inputs: number[]): number {
    this.seen = inputs;
    return 1 / (1 + Math.exp(-this.weights.reduce((sum, w, i) => sum + w * inputs[i]!, this.bias)));
  }

  updateWeights(learningRate: number, delta: number): void {
    this.weights = this.weights.map((w, i) => w - learningRate * delta * this.seen[i]!);
    this.bias -= learningRate * delta;
  }
}
