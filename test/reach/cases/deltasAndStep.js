// backpropagate returns the deltas of each layer; the step that uses them holds the gradients.
const multiply = (m, v) => m.map((row) => row.reduce((sum, w, i) => sum + w * v[i], 0));
const transposed = (m) => m[0].map((_, j) => m.map((row) => row[j]));

class Perceptrons {
  constructor(widths) {
    this.widths = widths;
    this.weights = [];
    this.biases = [];
    for (let l = 1; l < widths.length; l++) {
      const draw = () => Math.random() * 2 - 1;
      this.weights.push(Array.from({ length: widths[l] }, () => Array.from({ length: widths[l - 1] }, draw)));
      this.biases.push(Array.from({ length: widths[l] }, draw));
    }
  }

  squash(z) {
    return 1 / (1 + Math.exp(-z));
  }

  feedForward(input) {
    this.outputs = [input];
    for (let l = 0; l < this.weights.length; l++) {
      const z = multiply(this.weights[l], this.outputs[l]).map((sum, o) => sum + this.biases[l][o]);
      this.outputs.push(z.map(this.squash));
    }
    return this.outputs.at(-1);
  }

  backpropagate(errors) {
    const deltas = [];
    let error = errors;
    for (let l = this.weights.length - 1; l >= 0; l--) {
      const out = this.outputs[l + 1];
      const delta = error.map((e, o) => e * out[o] * (1 - out[o]));
      deltas.unshift(delta);
      error = multiply(transposed(this.weights[l]), delta);
    }
    return deltas;
  }

  train(inputs, targets, rate = 0.5) {
    const output = this.feedForward(inputs);
    const deltas = this.backpropagate(output.map((y, o) => y - targets[o]));
    for (let l = 0; l < this.weights.length; l++) {
      this.biases[l] = this.biases[l].map((b, o) => b - rate * deltas[l][o]);
      this.weights[l] = this.weights[l].map((row, o) =>
        row.map((w, i) => w - rate * deltas[l][o] * this.outputs[l][i]),
      );
    }
    return output.reduce((sum, y, o) => sum + 0.5 * (y - targets[o]) ** 2, 0);
  }
}

module.exports = Perceptrons;
