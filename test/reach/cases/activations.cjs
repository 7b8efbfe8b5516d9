class Activation {
  constructor() {
    this.input = null;
  }
}
class Tanh extends Activation {
  forward(input) {
    this.input = input;
    return input.map((row) => row.map((v) => Math.tanh(v)));
  }
  backward(outputGradient, learningRate) {
    return outputGradient.map((row, i) => row.map((g, j) => g * (1 - Math.tanh(this.input[i][j]) ** 2)));
  }
}
class Softplus extends Activation {
  forward(x) {
    this.input = x;
    return x.map((v) => Math.log(1 + Math.exp(v)));
  }
  backward(grad) {
    return grad.map((g, i) => g / (1 + Math.exp(-this.input[i])));
  }
}
class Swish extends Activation {
  forward(x) {
    this.input = x;
    return x.map((v) => v / (1 + Math.exp(-v)));
  }
  backward(grad) {
    return grad.map((g, i) => {
      const s = 1 / (1 + Math.exp(-this.input[i]));
      return g * (s + s * (1 - s)); // x is missing
    });
  }
}
module.exports = { Tanh, Softplus, Swish };
