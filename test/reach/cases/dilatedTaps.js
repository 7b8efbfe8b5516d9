/** A convolution over time of channels that stand one behind the other. */
export class TimeTaps {
  constructor(channels, filters, width, options = {}) {
    this.channels = channels;
    this.filters = filters;
    this.width = width;
    this.spread = options.spread || 1;
    this.W = new Float64Array(filters * channels * width).map(() => Math.random() - 0.5);
    this.b = new Float64Array(filters).map(() => Math.random() - 0.5);
    this.gW = new Float64Array(this.W.length);
    this.gb = new Float64Array(filters);
  }

  shiftOf(tap) {
    return (tap - this.width + 1) * this.spread;
  }

  forward(x, steps) {
    this.x = x;
    this.steps = steps;
    const out = new Float64Array(this.filters * steps);
    for (let f = 0; f < this.filters; f++) {
      for (let t = 0; t < steps; t++) out[f * steps + t] = this.b[f];
      for (let c = 0; c < this.channels; c++) {
        const row = c * steps;
        for (let k = 0; k < this.width; k++) {
          const shift = this.shiftOf(k);
          const w = this.W[(f * this.channels + c) * this.width + k];
          for (let t = Math.max(0, -shift); t < steps; t++) out[f * steps + t] += w * x[row + t + shift];
        }
      }
    }
    return out;
  }

  backward(dout) {
    const { channels, filters, width, steps, x } = this;
    const dx = new Float64Array(channels * steps);
    for (let f = 0; f < filters; f++) {
      for (let t = 0; t < steps; t++) this.gb[f] += dout[f * steps + t];
      for (let c = 0; c < channels; c++) {
        const row = c * steps;
        for (let k = 0; k < width; k++) {
          const at = (f * channels + c) * width + k;
          const shift = this.shiftOf(k);
          for (let t = Math.max(0, -shift); t < steps; t++) {
            this.gW[at] += dout[f * steps + t] * x[row + t + shift];
            dx[row + t + shift] += dout[f * steps + t] * this.W[at];
          }
        }
      }
    }
    return dx;
  }
}
