// Layer objects: the cache on this, gradients in fields.
export class Dense {
  weights: number[][];
  biases: number[];
  gradWeights: number[][] = [];
  gradBiases: number[] = [];
  private input: number[][] = [];

  constructor(inputSize: number, outputSize: number) {
    this.weights = Array.from({ length: inputSize }, () => Array.from({ length: outputSize }, () => Math.random() * 0.4 - 0.2));
    this.biases = new Array(outputSize).fill(0);
  }
  forward(input: number[][]): number[][] {
    this.input = input;
    return input.map((row) => this.biases.map((b, j) => row.reduce((sum, x, i) => sum + x * this.weights[i]![j]!, b)));
  }
  backward(gradOutput: number[][]): number[][] {
    this.gradWeights = this.weights.map((row, i) => row.map((_, j) => gradOutput.reduce((sum, g, n) => sum + g[j]! * this.input[n]![i]!, 0)));
    this.gradBiases = this.biases.map((_, j) => gradOutput.reduce((sum, g) => sum + g[j]!, 0));
    return gradOutput.map((g) => this.weights.map((row) => row.reduce((sum, w, j) => sum + w * g[j]!, 0)));
  }
}

export class ReLU {
  private mask: boolean[][] = [];
  forward(x: number[][]): number[][] {
    this.mask = x.map((row) => row.map((v) => v > 0));
    return x.map((row, i) => row.map((v, j) => (this.mask[i]![j] ? v : 0)));
  }
  backward(dout: number[][]): number[][] {
    return dout.map((row, i) => row.map((g, j) => (this.mask[i]![j] ? g : 0)));
  }
}

export class Sigmoid {
  out: number[] = [];
  forward(x: number[]): number[] {
    this.out = x.map((v) => 1 / (1 + Math.exp(-v)));
    return this.out;
  }
  // The derivative is missing its second factor.
  backward(dout: number[]): number[] {
    return dout.map((g, i) => g * this.out[i]!);
  }
}

/** Accumulates, like a framework does; zeroGrad is for the caller. */
export class Linear {
  W: Float64Array;
  b: Float64Array;
  dW: Float64Array;
  db: Float64Array;
  x: Float64Array | null = null;
  constructor(readonly nIn: number, readonly nOut: number) {
    this.W = Float64Array.from({ length: nIn * nOut }, () => Math.random() - 0.5);
    this.b = new Float64Array(nOut);
    this.dW = new Float64Array(nIn * nOut);
    this.db = new Float64Array(nOut);
  }
  forward(x: Float64Array): Float64Array {
    this.x = x;
    const y = new Float64Array(this.nOut);
    for (let o = 0; o < this.nOut; o++) {
      let s = this.b[o]!;
      for (let i = 0; i < this.nIn; i++) s += this.W[o * this.nIn + i]! * x[i]!;
      y[o] = s;
    }
    return y;
  }
  backward(dy: Float64Array): Float64Array {
    const dx = new Float64Array(this.nIn);
    for (let o = 0; o < this.nOut; o++) {
      this.db[o]! += dy[o]!;
      for (let i = 0; i < this.nIn; i++) {
        this.dW[o * this.nIn + i]! += dy[o]! * this.x![i]!;
        dx[i]! += this.W[o * this.nIn + i]! * dy[o]!;
      }
    }
    return dx;
  }
}
