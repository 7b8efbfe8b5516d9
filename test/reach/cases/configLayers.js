// A network that is told its layers in a configuration, and the function that writes one. Momentum and decay are in backward.
function bend(name) {
  switch (name) {
    case 'tanh':
      return { fn: Math.tanh, prime: (y) => 1 - y * y };
    case 'linear':
      return { fn: (x) => x, prime: () => 1 };
    default:
      return { fn: (x) => 1 / (1 + Math.exp(-x)), prime: (y) => y * (1 - y) };
  }
}

class Level {
  constructor(inputSize, outputSize, activationName) {
    this.activation = bend(activationName);
    this.weights = Array.from({ length: outputSize }, () => Array.from({ length: inputSize }, () => Math.random() - 0.5));
    this.vWeights = this.weights.map((row) => row.map(() => 0));
    this.biases = Array(outputSize).fill(0);
    this.vBiases = Array(outputSize).fill(0);
  }

  forward(input) {
    this.input = input;
    this.output = this.weights.map((row, i) =>
      this.activation.fn(row.reduce((sum, w, j) => sum + w * input[j], this.biases[i])),
    );
    return this.output;
  }

  step(errors, { rate, momentum, decay }) {
    const below = this.input.map(() => 0);
    errors.forEach((error, i) => {
      const delta = error * this.activation.prime(this.output[i]);
      this.input.forEach((x, j) => {
        below[j] += this.weights[i][j] * delta;
        this.vWeights[i][j] = momentum * this.vWeights[i][j] - rate * (delta * x + decay * this.weights[i][j]);
        this.weights[i][j] += this.vWeights[i][j];
      });
      this.vBiases[i] = momentum * this.vBiases[i] - rate * delta;
      this.biases[i] += this.vBiases[i];
    });
    return below;
  }
}

export class Stack {
  constructor(config) {
    this.config = Object.assign({ learningRate: 0.01, momentum: 0.9, weightDecay: 0, lossFunction: 'mse' }, config || {});
    this.levels = [];
    if (config && config.layers) {
      for (const layer of config.layers) this.levels.push(new Level(layer.input, layer.output, layer.activation));
    }
  }

  forward(input) {
    return this.levels.reduce((x, level) => level.forward(x), input);
  }

  backward(target) {
    const { output } = this.levels[this.levels.length - 1];
    let errors = output.map((y, i) => (2 * (y - target[i])) / output.length);
    const { learningRate: rate, momentum, weightDecay: decay } = this.config;
    for (let l = this.levels.length - 1; l >= 0; l--) errors = this.levels[l].step(errors, { rate, momentum, decay });
  }
}

export function createStack(layerSizes, activation, lossFunction) {
  const layers = [];
  for (let i = 0; i < layerSizes.length - 1; i++) {
    const isLast = i === layerSizes.length - 2 && lossFunction === 'plain';
    layers.push({ input: layerSizes[i], output: layerSizes[i + 1], activation: isLast ? 'linear' : activation });
  }
  return new Stack({ layers, lossFunction: lossFunction || 'mse', learningRate: 0.1, momentum: 0.9 });
}
