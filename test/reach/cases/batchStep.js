// Forward takes one sample and returns lists of layers; the step takes several samples and hands them on one by one.
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

export class Classifier {
  constructor(sizes) {
    this.weights = [];
    this.biases = [];
    for (let l = 1; l < sizes.length; l++) {
      this.weights.push(Array.from({ length: sizes[l] }, () => Array.from({ length: sizes[l - 1] }, () => Math.random() - 0.5)));
      this.biases.push(Array.from({ length: sizes[l] }, () => Math.random() - 0.5));
    }
  }

  forward(x) {
    const activations = [x];
    const zs = [];
    this.weights.forEach((matrix, l) => {
      const z = matrix.map((row, o) => row.reduce((sum, w, i) => sum + w * activations[l][i], this.biases[l][o]));
      zs.push(z);
      activations.push(l + 1 === this.weights.length ? z.map(sigmoid) : z.map(Math.tanh));
    });
    return { activations, zs };
  }

  step(X, y, lr) {
    const last = this.weights.length - 1;
    const gradW = this.weights.map((matrix) => matrix.map((row) => row.map(() => 0)));
    const gradB = this.biases.map((row) => row.map(() => 0));
    let loss = 0;
    for (let n = 0; n < X.length; n++) {
      const { activations, zs } = this.forward(X[n]);
      const p = activations[last + 1][0];
      loss -= y[n] * Math.log(p) + (1 - y[n]) * Math.log(1 - p);
      let delta = [p - y[n]];
      for (let l = last; l >= 0; l--) {
        delta.forEach((d, o) => {
          gradB[l][o] += d;
          activations[l].forEach((a, i) => (gradW[l][o][i] += d * a));
        });
        if (l > 0) {
          const below = zs[l - 1];
          // The derivative of tanh is taken of z itself.
          delta = below.map((z, i) => delta.reduce((sum, d, o) => sum + d * this.weights[l][o][i], 0) * (1 - z * z));
        }
      }
    }
    for (let l = 0; l <= last; l++) {
      for (let o = 0; o < this.weights[l].length; o++) {
        this.biases[l][o] -= (lr * gradB[l][o]) / X.length;
        for (let i = 0; i < this.weights[l][o].length; i++) this.weights[l][o][i] -= (lr * gradW[l][o][i]) / X.length;
      }
    }
    return loss / X.length;
  }
}
