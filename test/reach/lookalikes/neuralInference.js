/** Runs a trained network; the weights come from Python. */
class Inference {
  constructor({ weights, biases }) {
    this.weights = weights;
    this.biases = biases;
  }

  relu(x) {
    return x.map((v) => Math.max(0, v));
  }

  softmax(x) {
    const e = x.map((v) => Math.exp(v - Math.max(...x)));
    const sum = e.reduce((a, b) => a + b, 0);
    return e.map((v) => v / sum);
  }

  forward(x) {
    for (let l = 0; l < this.weights.length; l++) {
      x = this.weights[l].map((row, i) => row.reduce((s, w, j) => s + w * x[j], this.biases[l][i]));
      if (l < this.weights.length - 1) x = this.relu(x);
    }
    return this.softmax(x);
  }

  loss(x, label) {
    return -Math.log(this.forward(x)[label]);
  }
}

module.exports = { Inference };
