// A network object: gradients in fields, target handed to backward.
class MLP {
  constructor(sizes, lr = 0.05) {
    this.sizes = sizes;
    this.lr = lr;
    this.weights = [];
    this.biases = [];
    for (let i = 0; i < sizes.length - 1; i++) {
      this.weights.push(Array.from({ length: sizes[i + 1] }, () => Array.from({ length: sizes[i] }, () => Math.random() * 2 - 1)));
      this.biases.push(Array.from({ length: sizes[i + 1] }, () => Math.random() * 2 - 1));
    }
  }
  forward(x) {
    this.activations = [x];
    let a = x;
    for (let l = 0; l < this.weights.length; l++) {
      a = this.weights[l].map((row, i) => 1 / (1 + Math.exp(-(row.reduce((s, w, j) => s + w * a[j], 0) + this.biases[l][i]))));
      this.activations.push(a);
    }
    return a;
  }
  backward(target) {
    const L = this.weights.length;
    this.gradW = new Array(L);
    this.gradB = new Array(L);
    const out = this.activations[L];
    let delta = out.map((o, i) => (o - target[i]) * o * (1 - o));
    for (let l = L - 1; l >= 0; l--) {
      const prev = this.activations[l];
      this.gradW[l] = delta.map((d) => prev.map((p) => d * p));
      this.gradB[l] = delta.slice();
      if (l > 0) delta = prev.map((p, j) => delta.reduce((s, d, i) => s + d * this.weights[l][i][j], 0) * p * (1 - p));
    }
  }
  update() {
    for (let l = 0; l < this.weights.length; l++) {
      this.weights[l].forEach((row, i) => row.forEach((_, j) => (row[j] -= this.lr * this.gradW[l][i][j])));
      this.biases[l].forEach((_, i) => (this.biases[l][i] -= this.lr * this.gradB[l][i]));
    }
  }
}

// Neurons as objects, weights changed in backward.
class Neuron {
  constructor(n) {
    this.weights = Array.from({ length: n }, () => Math.random() - 0.5);
    this.bias = Math.random() - 0.5;
    this.output = 0;
    this.delta = 0;
  }
}
class NeuronNetwork {
  constructor(inputs, hidden, outputs) {
    this.hidden = Array.from({ length: hidden }, () => new Neuron(inputs));
    this.outputLayer = Array.from({ length: outputs }, () => new Neuron(hidden));
  }
  feedForward(inputs) {
    this.inputs = inputs;
    for (const n of this.hidden) n.output = Math.tanh(n.weights.reduce((s, w, i) => s + w * inputs[i], n.bias));
    for (const n of this.outputLayer) n.output = Math.tanh(n.weights.reduce((s, w, i) => s + w * this.hidden[i].output, n.bias));
    return this.outputLayer.map((n) => n.output);
  }
  backPropagate(targets, learningRate) {
    this.outputLayer.forEach((n, i) => (n.delta = (targets[i] - n.output) * (1 - n.output * n.output)));
    this.hidden.forEach((h, j) => {
      const e = this.outputLayer.reduce((s, n) => s + n.delta * n.weights[j], 0);
      h.delta = e * (1 - h.output * h.output);
    });
    for (const n of this.outputLayer) {
      n.weights = n.weights.map((w, j) => w + learningRate * n.delta * this.hidden[j].output);
      n.bias += learningRate * n.delta;
    }
    for (const h of this.hidden) {
      h.weights = h.weights.map((w, j) => w + learningRate * h.delta * this.inputs[j]);
      h.bias += learningRate * h.delta;
    }
  }
}

module.exports = { MLP, NeuronNetwork };
