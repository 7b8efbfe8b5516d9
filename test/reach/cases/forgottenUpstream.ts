/** What comes from above is only handed on where there is nothing to do: everywhere else it is forgotten. */
export class Squashed {
  weights: number[][];
  biases: number[];

  constructor(
    readonly outputs: number,
    readonly inputs: number,
  ) {
    this.weights = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random() - 0.5));
    this.biases = this.weights.map(() => Math.random() - 0.5);
  }

  forward(x: number[]): { sums: number[]; activations: number[] } {
    const sums = this.weights.map((row, o) => row.reduce((sum, w, i) => sum + w * x[i]!, this.biases[o]!));
    return { sums, activations: sums.map((z) => Math.tanh(z)) };
  }

  backward(x: number[], sums: number[], gradients: number[], rate: number): number[] {
    if (this.outputs === 0) return gradients;
    const below = x.map(() => 0);
    sums.forEach((z, o) => {
      const delta = 1 - Math.tanh(z) ** 2;
      x.forEach((v, i) => {
        below[i]! += delta * this.weights[o]![i]!;
        this.weights[o]![i]! -= rate * delta * v;
      });
      this.biases[o]! -= rate * delta;
    });
    return below;
  }
}
