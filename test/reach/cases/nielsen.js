// sizes → weights and biases; backprop returns nabla_b, nabla_w; columns are n×1.
const sigmoid = (z) => 1 / (1 + Math.exp(-z));
const sigmoidPrime = (z) => sigmoid(z) * (1 - sigmoid(z));

export class Network {
  constructor(sizes) {
    this.numLayers = sizes.length;
    this.sizes = sizes;
    this.biases = sizes.slice(1).map((y) => Array.from({ length: y }, () => Math.random() - 0.5));
    this.weights = sizes.slice(1).map((y, i) => Array.from({ length: y }, () => Array.from({ length: sizes[i] }, () => Math.random() - 0.5)));
  }
  feedforward(a) {
    this.weights.forEach((w, l) => {
      a = w.map((row, i) => sigmoid(row.reduce((s, v, j) => s + v * a[j], this.biases[l][i])));
    });
    return a;
  }
  backprop(x, y) {
    let activation = x;
    const activations = [x];
    const zs = [];
    this.weights.forEach((w, l) => {
      const z = w.map((row, i) => row.reduce((s, v, j) => s + v * activation[j], this.biases[l][i]));
      zs.push(z);
      activation = z.map(sigmoid);
      activations.push(activation);
    });
    const nablaB = this.biases.map((b) => b.map(() => 0));
    const nablaW = this.weights.map((w) => w.map((r) => r.map(() => 0)));
    let delta = activation.map((a, i) => (a - y[i]) * sigmoidPrime(zs[zs.length - 1][i]));
    nablaB[nablaB.length - 1] = delta;
    nablaW[nablaW.length - 1] = delta.map((d) => activations[activations.length - 2].map((a) => d * a));
    for (let l = 2; l < this.numLayers; l++) {
      const z = zs[zs.length - l];
      const next = this.weights[this.weights.length - l + 1];
      delta = z.map((v, j) => delta.reduce((s, d, i) => s + d * next[i][j], 0) * sigmoid(v)); // σ where σ′ belongs
      nablaB[nablaB.length - l] = delta;
      nablaW[nablaW.length - l] = delta.map((d) => activations[activations.length - l - 1].map((a) => d * a));
    }
    return [nablaB, nablaW];
  }
}

export class QuadraticNet {
  constructor(inputSize, hiddenSize, outputSize) {
    const r = (n, m) => Array.from({ length: n }, () => Array.from({ length: m }, () => Math.random() - 0.5));
    this.w1 = r(inputSize, hiddenSize);
    this.w2 = r(hiddenSize, outputSize);
  }
  forward(X) {
    this.hidden = X.map((x) => this.w1[0].map((_, j) => sigmoid(x.reduce((s, v, i) => s + v * this.w1[i][j], 0))));
    return this.hidden.map((h) => this.w2[0].map((_, j) => sigmoid(h.reduce((s, v, i) => s + v * this.w2[i][j], 0))));
  }
  backprop(X, y, output) {
    const dOut = output.map((o, n) => o.map((v, j) => 2 * (y[n][j] - v) * v * (1 - v)));
    const dW2 = this.w2.map((r, i) => r.map((_, j) => this.hidden.reduce((s, h, n) => s + h[i] * dOut[n][j], 0)));
    const dHid = this.hidden.map((h, n) => h.map((v, i) => dOut[n].reduce((s, d, j) => s + d * this.w2[i][j], 0) * v * (1 - v)));
    const dW1 = this.w1.map((r, i) => r.map((_, j) => X.reduce((s, x, n) => s + x[i] * dHid[n][j], 0)));
    this.w1 = this.w1.map((r, i) => r.map((w, j) => w + dW1[i][j]));
    this.w2 = this.w2.map((r, i) => r.map((w, j) => w + dW2[i][j]));
  }
}
