// Parameters carry their gradients.
export class Parameter {
  value: number[][];
  grad: number[][];
  constructor(rows: number, cols: number) {
    this.value = Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.random() - 0.5));
    this.grad = this.value.map((r) => r.map(() => 0));
  }
}

export class LinearModule {
  weight: Parameter;
  bias: Parameter;
  #x: number[][] = [];
  constructor(inFeatures: number, outFeatures: number) {
    this.weight = new Parameter(outFeatures, inFeatures);
    this.bias = new Parameter(1, outFeatures);
  }
  forward(x: number[][]): number[][] {
    this.#x = x;
    return x.map((row) => this.weight.value.map((w, o) => row.reduce((s, v, i) => s + v * w[i]!, this.bias.value[0]![o]!)));
  }
  backward(gradOutput: number[][]): number[][] {
    gradOutput.forEach((g, n) => g.forEach((d, o) => {
      this.bias.grad[0]![o]! += d;
      this.#x[n]!.forEach((v, i) => (this.weight.grad[o]![i]! += d * v));
    }));
    return gradOutput.map((g) => this.#x[0]!.map((_, i) => g.reduce((s, d, o) => s + d * this.weight.value[o]![i]!, 0)));
  }
}
