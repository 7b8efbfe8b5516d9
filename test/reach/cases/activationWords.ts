/** The activation is one of three words; only the type and the methods say which. */
type Squash = 'rect' | 'tanh' | 'none';

class Units {
  readonly weights: number[][];
  readonly offsets: number[];
  gradWeights: number[][];
  gradOffsets: number[];
  private lastIn: number[] = [];
  private lastSum: number[] = [];

  constructor(
    private readonly fanIn: number,
    private readonly fanOut: number,
    private readonly squash: Squash,
  ) {
    const draw = () => (Math.random() - 0.5) / Math.sqrt(fanIn);
    this.weights = Array.from({ length: fanOut }, () => Array.from({ length: fanIn }, draw));
    this.offsets = Array.from({ length: fanOut }, draw);
    this.gradWeights = this.weights.map((row) => row.map(() => 0));
    this.gradOffsets = this.offsets.map(() => 0);
  }

  forward(input: number[]): number[] {
    this.lastIn = input;
    this.lastSum = this.weights.map((row, o) => row.reduce((sum, w, i) => sum + w * input[i]!, this.offsets[o]!));
    const out = new Array<number>(this.fanOut);
    for (let o = 0; o < this.fanOut; o++) {
      switch (this.squash) {
        case 'rect':
          out[o] = Math.max(0, this.lastSum[o]!);
          break;
        case 'tanh':
          out[o] = Math.tanh(this.lastSum[o]!);
          break;
        case 'none':
          out[o] = this.lastSum[o]!;
          break;
      }
    }
    return out;
  }

  backward(gradOut: number[]): number[] {
    const gradIn = new Array<number>(this.fanIn).fill(0);
    for (let o = 0; o < this.fanOut; o++) {
      const z = this.lastSum[o]!;
      const slope = this.squash === 'tanh' ? 1 - Math.tanh(z) ** 2 : this.squash === 'rect' ? +(z > 0) : 1;
      const g = gradOut[o]! * slope;
      this.gradOffsets[o]! += g;
      for (let i = 0; i < this.fanIn; i++) {
        this.gradWeights[o]![i]! += g * this.lastIn[i]!;
        gradIn[i]! += g * this.weights[o]![i]!;
      }
    }
    return gradIn;
  }
}

export class Stack {
  readonly layers: Units[] = [];

  constructor(widths: number[], squashes: Squash[]) {
    for (let l = 0; l + 1 < widths.length; l++) this.layers.push(new Units(widths[l]!, widths[l + 1]!, squashes[l]!));
  }

  forward(input: number[]): number[] {
    return this.layers.reduce((x, layer) => layer.forward(x), input);
  }

  backward(gradOut: number[]): void {
    this.layers.reduceRight((grad, layer) => layer.backward(grad), gradOut);
  }
}
