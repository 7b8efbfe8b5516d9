/** An activation is an object of two functions, and its type an interface that it satisfies. */
export interface Squash {
  calculate: (z: number) => number;
  derivative: (z: number) => number;
}

export const logistic: Squash = {
  calculate: (z) => 1 / (1 + Math.exp(-z)),
  derivative: (z) => {
    const s = 1 / (1 + Math.exp(-z));
    return s * (1 - s);
  },
};

export class Units {
  weights: number[][];
  biases: number[];

  constructor(
    private unitCount: number,
    private squash: Squash,
    inputSize: number,
  ) {
    this.weights = Array.from({ length: unitCount }, () => Array.from({ length: inputSize }, () => Math.random() - 0.5));
    this.biases = Array.from({ length: unitCount }, () => Math.random() - 0.5);
  }

  forward(input: number[]): { sums: number[]; outputs: number[] } {
    const sums = this.weights.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j]!, this.biases[i]!));
    return { sums, outputs: sums.map(this.squash.calculate) };
  }

  backward(input: number[], sums: number[], outputGradients: number[], learningRate: number): number[] {
    if (this.unitCount === 0) return outputGradients;
    const inputGradients: number[] = new Array<number>(input.length).fill(0);
    sums.forEach((z, i) => {
      const delta = outputGradients[i]! * this.squash.derivative(z);
      input.forEach((x, j) => {
        inputGradients[j]! += delta * this.weights[i]![j]!;
        this.weights[i]![j]! -= learningRate * delta * x;
      });
      this.biases[i]! -= learningRate * delta;
    });
    return inputGradients;
  }
}
