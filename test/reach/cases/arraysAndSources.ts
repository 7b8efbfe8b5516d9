// Functions on typed arrays whose backward takes the output and its gradient; a layer that draws from a given source.
export function tanhArr(x: Float32Array): Float32Array {
  const y = new Float32Array(x.length);
  for (let k = 0; k < x.length; k++) y[k] = Math.tanh(x[k]!);
  return y;
}

export function tanhBackward(y: Float32Array, dy: Float32Array): Float32Array {
  return dy.map((g, k) => g * (1 - y[k]! * y[k]!));
}

export function sigmoidVec(x: number[]): number[] {
  return x.map((v) => 1 / (1 + Math.exp(-v)));
}

/** Forgets the second factor. */
export function sigmoidBackward(dy: number[], y: number[]): number[] {
  return dy.map((g, k) => g * (1 - y[k]!));
}

export class Affine {
  w: Float32Array;
  b: Float32Array;
  gw: Float32Array;
  gb: Float32Array;
  private last = new Float32Array(0);
  private readonly nIn: number;
  private readonly nOut: number;

  constructor(nIn: number, nOut: number, spread: number, rng: () => number) {
    this.nIn = nIn;
    this.nOut = nOut;
    this.w = Float32Array.from({ length: nIn * nOut }, () => (rng() - 0.5) * spread);
    this.b = new Float32Array(nOut);
    this.gw = new Float32Array(nIn * nOut);
    this.gb = new Float32Array(nOut);
  }

  forward(x: Float32Array): Float32Array {
    this.last = x;
    return this.b.map((b, o) => x.reduce((s, v, i) => s + v * this.w[i * this.nOut + o]!, b));
  }

  backward(dy: Float32Array): Float32Array {
    dy.forEach((g, o) => {
      this.gb[o]! += g;
      for (let i = 0; i < this.nIn; i++) this.gw[i * this.nOut + o]! += g * this.last[i]!;
    });
    return Float32Array.from({ length: this.nIn }, (_, i) => dy.reduce((s, g, o) => s + g * this.w[i * this.nOut + o]!, 0));
  }
}

/** Picks the last step of each channel: the output is float32, the input is not. */
export class LastStep {
  private channels = 0;
  private steps = 0;

  forward(x: number[], L: number): Float32Array {
    this.channels = x.length / L;
    this.steps = L;
    const out = new Float32Array(this.channels);
    for (let c = 0; c < this.channels; c++) out[c] = x[c * L + L - 1]!;
    return out;
  }

  backward(dout: Float32Array): Float32Array {
    const dx = new Float32Array(this.channels * this.steps);
    for (let c = 0; c < this.channels; c++) dx[c * this.steps + this.steps - 1] = dout[c]!;
    return dx;
  }
}

/** One scale for each entry; the length is checked. */
export class RootMeanSquare {
  private gain: number[];
  private gainGrad: number[];
  private last: number[] | null = null;
  private root = 1;
  private readonly dimension: number;

  constructor(dimension: number, epsilon: number = 1e-6) {
    this.dimension = dimension;
    this.gain = new Array<number>(dimension).fill(1 + 0 * epsilon);
    this.gainGrad = new Array<number>(dimension).fill(0);
  }

  forward(x: number[]): number[] {
    if (x.length !== this.dimension) throw new Error('The lengths differ.');
    this.root = Math.sqrt(x.reduce((s, v) => s + v * v, 0) / x.length);
    this.last = [...x];
    return x.map((v, i) => (v / this.root) * this.gain[i]!);
  }

  /** Takes the mean's share of each entry for the whole. */
  backward(gradOutput: number[]): number[] {
    const x = this.last!;
    gradOutput.forEach((g, i) => (this.gainGrad[i]! += (g * x[i]!) / this.root));
    return x.map((v, i) => gradOutput[i]! * this.gain[i]! * (1 / this.root - (v * v) / (x.length * this.root ** 3)));
  }
}

/** Backward starts at z: whoever calls it has multiplied by the activation's derivative. */
export class SigmoidUnits {
  W: number[][];
  b: number[];
  private xs: number[][] = [];
  private zCache: number[][] = [];

  constructor(inputSize: number, outputSize: number) {
    this.W = Array.from({ length: inputSize }, () => Array.from({ length: outputSize }, () => Math.random() - 0.5));
    this.b = Array.from({ length: outputSize }, () => Math.random() - 0.5);
  }

  forward(x: number[][]): number[][] {
    this.xs = x;
    this.zCache = x.map((row) => this.b.map((b, j) => row.reduce((s, v, i) => s + v * this.W[i]![j]!, b)));
    return this.zCache.map((row) => row.map((z) => 1 / (1 + Math.exp(-z))));
  }

  backward(dz: number[][]): { dW: number[][]; db: number[]; dx: number[][] } {
    const dW = this.W.map((row, i) => row.map((_, j) => this.xs.reduce((s, x, n) => s + x[i]! * dz[n]![j]!, 0)));
    const db = this.b.map((_, j) => dz.reduce((s, row) => s + row[j]!, 0));
    const dx = dz.map((row) => this.W.map((w) => w.reduce((s, v, j) => s + v * row[j]!, 0)));
    return { dW, db, dx };
  }
}

/** Steps uphill at once, each example by its own weight. */
export class Reinforced {
  w: Float64Array;
  private last = new Float64Array(0);
  private readonly outDim: number;

  constructor(inDim: number, outDim: number, random: () => number) {
    this.outDim = outDim;
    this.w = Float64Array.from({ length: inDim * outDim }, () => random() - 0.5);
  }

  forward(x: Float64Array): Float64Array {
    this.last = x;
    return Float64Array.from({ length: this.outDim }, (_, o) => x.reduce((s, v, i) => s + v * this.w[i * this.outDim + o]!, 0));
  }

  backward(dy: Float64Array, lr: number, weight: number): Float64Array {
    const dx = new Float64Array(this.last.length);
    for (let o = 0; o < this.outDim; o++) {
      const g = dy[o]! * weight;
      for (let i = 0; i < dx.length; i++) {
        dx[i]! += this.w[i * this.outDim + o]! * g;
        this.w[i * this.outDim + o]! += lr * g * this.last[i]!;
      }
    }
    return dx;
  }
}
