export class ZeroPhaseFilter {
  constructor(
    private readonly b: number[],
    private readonly a: number[],
  ) {}

  forward(signal: Float64Array): Float64Array {
    const out = new Float64Array(signal.length);
    for (let n = 0; n < signal.length; n++) {
      let sum = 0;
      for (let k = 0; k < this.b.length && k <= n; k++) sum += this.b[k] * signal[n - k];
      for (let k = 1; k < this.a.length && k <= n; k++) sum -= this.a[k] * out[n - k];
      out[n] = sum / this.a[0];
    }
    return out;
  }

  backward(signal: Float64Array): Float64Array {
    return this.forward(signal.slice().reverse()).reverse();
  }

  apply(signal: Float64Array): Float64Array {
    return this.backward(this.forward(signal));
  }
}
