// What is called a gradient here is added to the weights: it starts from target − output and points down.
const bent = (z) => 1 / (1 + Math.exp(-z));

export class Small {
  constructor() {
    const draw = () => Math.random() * 2 - 1;
    this.into = [[draw(), draw()], [draw(), draw()], [draw(), draw()]];
    this.weights = [draw(), draw(), draw()];
    this.gradients = { into: null, weights: null };
    this.state = { x: [0, 0], hidden: [0, 0, 0], output: 0 };
  }

  forward(x) {
    const hidden = this.into.map((row) => bent(row[0] * x[0] + row[1] * x[1]));
    const output = bent(hidden.reduce((sum, h, j) => sum + h * this.weights[j], 0));
    this.state = { x, hidden, output };
    return output;
  }

  backward(target) {
    const { x, hidden, output } = this.state;
    const outer = (target - output) * output * (1 - output);
    this.gradients.weights = hidden.map((h) => outer * h);
    this.gradients.into = hidden.map((h, j) => x.map((v) => outer * this.weights[j] * h * (1 - h) * v));
  }

  updateWeights(learningRate) {
    this.weights = this.weights.map((w, j) => w + learningRate * this.gradients.weights[j]);
    this.into.forEach((row, j) => row.forEach((_, i) => (row[i] += learningRate * this.gradients.into[j][i])));
  }
}

// The same, but the hidden units' error is not multiplied with the output's slope.
export class Forgetful {
  constructor() {
    const draw = () => Math.random() * 2 - 1;
    this.into = [[draw(), draw()], [draw(), draw()], [draw(), draw()]];
    this.weights = [draw(), draw(), draw()];
    this.gradients = { into: null, weights: null };
    this.state = { x: [0, 0], hidden: [0, 0, 0], output: 0 };
  }

  forward(x) {
    const hidden = this.into.map((row) => bent(row[0] * x[0] + row[1] * x[1]));
    const output = bent(hidden.reduce((sum, h, j) => sum + h * this.weights[j], 0));
    this.state = { x, hidden, output };
    return output;
  }

  backward(target) {
    const { x, hidden, output } = this.state;
    const outer = (target - output) * output * (1 - output);
    this.gradients.weights = hidden.map((h) => outer * h);
    this.gradients.into = hidden.map((h, j) => x.map((v) => (target - output) * this.weights[j] * h * (1 - h) * v));
  }

  updateWeights(learningRate) {
    this.weights = this.weights.map((w, j) => w + learningRate * this.gradients.weights[j]);
    this.into.forEach((row, j) => row.forEach((_, i) => (row[i] += learningRate * this.gradients.into[j][i])));
  }
}
