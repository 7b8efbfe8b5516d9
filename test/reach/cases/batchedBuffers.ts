// A layer over flat arrays that is told how many samples they hold; forward writes into what it is handed.
export class Flat {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly weightGrads: Float64Array;
  readonly biasGrads: Float64Array;

  constructor(
    readonly inDim: number,
    readonly outDim: number,
  ) {
    this.weights = new Float64Array(inDim * outDim).map(() => Math.random() - 0.5);
    this.bias = new Float64Array(outDim);
    this.weightGrads = new Float64Array(inDim * outDim);
    this.biasGrads = new Float64Array(outDim);
  }

  forward(input: Float64Array, out: Float64Array, batch: number): void {
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < this.outDim; o++) {
        let sum = this.bias[o]!;
        for (let i = 0; i < this.inDim; i++) sum += this.weights[o * this.inDim + i]! * input[b * this.inDim + i]!;
        out[b * this.outDim + o] = sum;
      }
    }
  }

  backward(input: Float64Array, gradOut: Float64Array, gradIn: Float64Array | null, batch: number): void {
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < this.outDim; o++) {
        const g = gradOut[b * this.outDim + o]!;
        this.biasGrads[o]! += g;
        for (let i = 0; i < this.inDim; i++) {
          this.weightGrads[o * this.inDim + i]! += g * input[b * this.inDim + i]!;
          if (gradIn) gradIn[b * this.inDim + i]! += g * this.weights[o * this.inDim + i]!;
        }
      }
    }
  }
}
