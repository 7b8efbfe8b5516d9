/** Rosenblatt's perceptron: a step unit has no derivative. */
class Perceptron {
  constructor(size) {
    this.weights = new Array(size).fill(0);
    this.bias = 0;
  }

  predict(x) {
    const sum = x.reduce((s, v, i) => s + v * this.weights[i], this.bias);
    return sum >= 0 ? 1 : -1;
  }

  train(x, label, rate = 0.1) {
    const error = label - this.predict(x);
    for (let i = 0; i < x.length; i++) this.weights[i] += rate * error * x[i];
    this.bias += rate * error;
  }
}

module.exports = Perceptron;
