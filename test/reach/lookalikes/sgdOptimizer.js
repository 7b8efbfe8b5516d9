class SGD {
  constructor(parameters, { learningRate = 0.01, momentum = 0.9 } = {}) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.velocity = parameters.map((p) => new Float64Array(p.length));
  }

  step(gradients) {
    for (let i = 0; i < this.parameters.length; i++) {
      const v = this.velocity[i];
      for (let j = 0; j < v.length; j++) {
        v[j] = this.momentum * v[j] - this.learningRate * gradients[i][j];
        this.parameters[i][j] += v[j];
      }
    }
  }
}

module.exports = { SGD };
