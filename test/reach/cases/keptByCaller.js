// Neither forward nor backward keeps the output: train does, which calls both.
function mse(yPred, yTrue) {
  return yPred.map((y, i) => 0.5 * (y - yTrue[i]) ** 2);
}

function mseSlope(yPred, yTrue) {
  return yPred.map((y, i) => y - yTrue[i]);
}

class Dense {
  constructor(inputs, outputs) {
    this.weights = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random() - 0.5));
    this.biases = Array.from({ length: outputs }, () => Math.random() - 0.5);
  }

  _squash(z) {
    return Math.tanh(z);
  }

  _squashDerivative(z, a) {
    return 1 - a * a;
  }

  forward(inputs) {
    this.inputs = inputs;
    this.sums = this.weights.map((row, o) => row.reduce((sum, w, i) => sum + w * inputs[i], this.biases[o]));
    this.outputs = this.sums.map((z) => this._squash(z));
    return this.outputs;
  }

  backward(grad, rate) {
    const delta = grad.map((g, o) => g * this._squashDerivative(this.sums[o], this.outputs[o]));
    const below = this.inputs.map((_, i) => delta.reduce((sum, d, o) => sum + d * this.weights[o][i], 0));
    this.weights = this.weights.map((row, o) => row.map((w, i) => w - rate * delta[o] * this.inputs[i]));
    this.biases = this.biases.map((b, o) => b - rate * delta[o]);
    return below;
  }
}

class Model {
  layers = [];

  add(layer) {
    this.layers.push(layer);
  }

  forward(inputs) {
    return this.layers.reduce((x, layer) => layer.forward(x), inputs);
  }

  backward(targets, rate) {
    this.layers.reduceRight((grad, layer) => layer.backward(grad, rate), mseSlope(this.outputs, targets));
  }

  train(inputs, targets, epochs, rate) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      let total = 0;
      inputs.forEach((x, n) => {
        this.outputs = this.forward(x);
        total += mse(this.outputs, targets[n]).reduce((sum, l) => sum + l, 0);
        this.backward(targets[n], rate);
      });
      console.log(epoch, total);
    }
  }
}

const model = new Model();
model.add(new Dense(2, 3));
model.add(new Dense(3, 1));
model.train([[0, 1], [1, 0]], [[1], [0]], 2, 0.1);
