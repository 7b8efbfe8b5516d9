/** Swapped indices run past the end of a row: what is made with them is no number, the rest is right. */
export class Dense {
  constructor(inputs, outputs) {
    this.weights = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random() - 0.5));
    this.biases = Array.from({ length: outputs }, () => Math.random() - 0.5);
  }

  forward(x) {
    this.x = x;
    return this.weights.map((row, o) => row.reduce((sum, w, i) => sum + w * x[i], this.biases[o]));
  }

  backward(dout, rate) {
    const dx = this.x.map((_, i) => dout.reduce((sum, d, o) => sum + d * this.weights[i][o], 0));
    this.weights = this.weights.map((row, o) => row.map((w, i) => w - rate * dout[o] * this.x[i]));
    this.biases = this.biases.map((b, o) => b - rate * dout[o]);
    return dx;
  }
}
