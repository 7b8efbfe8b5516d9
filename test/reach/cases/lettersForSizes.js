// Sizes called a, b and c, kept under other names; the hidden errors leave the derivative of the output out.
class NeuralNetwork {
  constructor(a, b, c) {
    this.input_nodes = a; this.hidden_nodes = b; this.output_nodes = c;
    this.weights_ih = Array.from({ length: b }, () => Array.from({ length: a }, () => Math.random() * 2 - 1));
    this.weights_ho = Array.from({ length: c }, () => Array.from({ length: b }, () => Math.random() * 2 - 1));
    this.bias_h = Array.from({ length: b }, () => Math.random() * 2 - 1);
    this.bias_o = Array.from({ length: c }, () => Math.random() * 2 - 1);
    this.learning_rate = 0.1;
  }
  predict(input) {
    const hidden = this.weights_ih.map((row, i) => sig(row.reduce((s, w, j) => s + w * input[j], this.bias_h[i])));
    return this.weights_ho.map((row, i) => sig(row.reduce((s, w, j) => s + w * hidden[j], this.bias_o[i])));
  }
  train(input, target) {
    const hidden = this.weights_ih.map((row, i) => sig(row.reduce((s, w, j) => s + w * input[j], this.bias_h[i])));
    const output = this.weights_ho.map((row, i) => sig(row.reduce((s, w, j) => s + w * hidden[j], this.bias_o[i])));
    const outErr = target.map((t, i) => t - output[i]);
    const hidErr = hidden.map((_, j) => this.weights_ho.reduce((s, row, i) => s + row[j] * outErr[i], 0));
    for (let i = 0; i < this.output_nodes; i++) {
      const g = outErr[i] * output[i] * (1 - output[i]) * this.learning_rate;
      for (let j = 0; j < this.hidden_nodes; j++) this.weights_ho[i][j] += g * hidden[j];
      this.bias_o[i] += g;
    }
    for (let i = 0; i < this.hidden_nodes; i++) {
      const g = hidErr[i] * hidden[i] * (1 - hidden[i]) * this.learning_rate;
      for (let j = 0; j < this.input_nodes; j++) this.weights_ih[i][j] += g * input[j];
      this.bias_h[i] += g;
    }
  }
}
const sig = (x) => 1 / (1 + Math.exp(-x));
