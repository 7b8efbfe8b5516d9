class Brain {
  constructor(inputs, hidden, outputs) {
    this.weights1 = Array.from({ length: hidden }, () => Array.from({ length: inputs }, () => Math.random() * 2 - 1));
    this.weights2 = Array.from({ length: outputs }, () => Array.from({ length: hidden }, () => Math.random() * 2 - 1));
  }

  feedForward(inputs) {
    const hidden = this.weights1.map((row) => Math.tanh(row.reduce((s, w, i) => s + w * inputs[i], 0)));
    return this.weights2.map((row) => 1 / (1 + Math.exp(-row.reduce((s, w, i) => s + w * hidden[i], 0))));
  }

  mutate(rate) {
    for (const layer of [this.weights1, this.weights2]) {
      for (const row of layer) for (let i = 0; i < row.length; i++) if (Math.random() < rate) row[i] += (Math.random() * 2 - 1) * 0.2;
    }
  }

  crossover(other) {
    const child = new Brain(this.weights1[0].length, this.weights1.length, this.weights2.length);
    child.weights1 = this.weights1.map((row, r) => row.map((w, c) => (Math.random() < 0.5 ? w : other.weights1[r][c])));
    return child;
  }
}

module.exports = Brain;
