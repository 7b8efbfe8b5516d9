// cs231n's two-layer net: loss with and without labels.
export class TwoLayerNet {
  constructor(inputSize, hiddenSize, outputSize, std = 0.5) {
    const randn = (r, c) => Array.from({ length: r }, () => Array.from({ length: c }, () => std * (Math.random() * 2 - 1)));
    this.params = { W1: randn(inputSize, hiddenSize), b1: new Array(hiddenSize).fill(0), W2: randn(hiddenSize, outputSize), b2: new Array(outputSize).fill(0) };
  }
  loss(X, y = null, reg = 0.0) {
    const { W1, b1, W2, b2 } = this.params;
    const N = X.length;
    const h = X.map((x) => b1.map((b, j) => Math.max(0, x.reduce((s, v, i) => s + v * W1[i][j], b))));
    const scores = h.map((r) => b2.map((b, j) => r.reduce((s, v, i) => s + v * W2[i][j], b)));
    if (y === null) return scores;
    let loss = 0;
    const dscores = scores.map((r, n) => {
      const m = Math.max(...r);
      const e = r.map((v) => Math.exp(v - m));
      const z = e.reduce((a, b) => a + b, 0);
      loss -= Math.log(e[y[n]] / z) / N;
      return e.map((v, j) => (v / z - (j === y[n] ? 1 : 0)) / N);
    });
    const sq = (W) => W.reduce((s, r) => s + r.reduce((t, v) => t + v * v, 0), 0);
    loss += reg * (sq(W1) + sq(W2));
    const grads = {};
    grads.W2 = W2.map((r, i) => r.map((w, j) => dscores.reduce((s, d, n) => s + h[n][i] * d[j], 0) + 2 * reg * w));
    grads.b2 = b2.map((_, j) => dscores.reduce((s, d) => s + d[j], 0));
    const dh = dscores.map((d, n) => h[n].map((v, i) => (v > 0 ? d.reduce((s, g, j) => s + g * W2[i][j], 0) : 0)));
    grads.W1 = W1.map((r, i) => r.map((w, j) => dh.reduce((s, d, n) => s + X[n][i] * d[j], 0) + 2 * reg * w));
    grads.b1 = b1.map((_, j) => dh.reduce((s, d) => s + d[j], 0));
    return [loss, grads];
  }
}

// Momentum, typed arrays; the hidden biases get the hidden weights' input by mistake.
export class MomentumNet {
  constructor(nInputs, nHidden, nOutputs) {
    this.nInputs = nInputs;
    this.nHidden = nHidden;
    this.nOutputs = nOutputs;
    this.learningRate = 0.3;
    this.momentum = 0.8;
    const rand = (n) => Float64Array.from({ length: n }, () => Math.random() - 0.5);
    this.hiddenWeights = rand(nInputs * nHidden);
    this.hiddenBiases = rand(nHidden);
    this.outputWeights = rand(nHidden * nOutputs);
    this.outputBiases = rand(nOutputs);
    this.prevHiddenDeltas = new Float64Array(nInputs * nHidden);
    this.prevOutputDeltas = new Float64Array(nHidden * nOutputs);
  }
  feedforward(input) {
    this.input = input;
    this.hidden = new Float64Array(this.nHidden);
    for (let h = 0; h < this.nHidden; h++) {
      let s = this.hiddenBiases[h];
      for (let i = 0; i < this.nInputs; i++) s += input[i] * this.hiddenWeights[i * this.nHidden + h];
      this.hidden[h] = Math.tanh(s);
    }
    this.output = new Float64Array(this.nOutputs);
    for (let o = 0; o < this.nOutputs; o++) {
      let s = this.outputBiases[o];
      for (let h = 0; h < this.nHidden; h++) s += this.hidden[h] * this.outputWeights[h * this.nOutputs + o];
      this.output[o] = 1 / (1 + Math.exp(-s));
    }
    return this.output;
  }
  backprop(target) {
    const dOut = this.output.map((o, k) => (target[k] - o) * o * (1 - o));
    const dHid = this.hidden.map((v, h) => {
      let e = 0;
      for (let o = 0; o < this.nOutputs; o++) e += dOut[o] * this.outputWeights[h * this.nOutputs + o];
      return e * (1 - v * v);
    });
    for (let h = 0; h < this.nHidden; h++) {
      for (let o = 0; o < this.nOutputs; o++) {
        const d = this.learningRate * dOut[o] * this.hidden[h] + this.momentum * this.prevOutputDeltas[h * this.nOutputs + o];
        this.outputWeights[h * this.nOutputs + o] += d;
        this.prevOutputDeltas[h * this.nOutputs + o] = d;
      }
    }
    for (let o = 0; o < this.nOutputs; o++) this.outputBiases[o] += this.learningRate * dOut[o];
    for (let i = 0; i < this.nInputs; i++) {
      for (let h = 0; h < this.nHidden; h++) {
        const d = this.learningRate * dHid[h] * this.input[i] + this.momentum * this.prevHiddenDeltas[i * this.nHidden + h];
        this.hiddenWeights[i * this.nHidden + h] += d;
        this.prevHiddenDeltas[i * this.nHidden + h] = d;
      }
    }
    for (let h = 0; h < this.nHidden; h++) this.hiddenBiases[h] += this.learningRate * dHid[h] * this.input[0];
  }
}

// One unit; the bias is the last weight.
export class Perceptron {
  constructor(numInputs, learningRate = 0.1) {
    this.learningRate = learningRate;
    this.weights = new Array(numInputs + 1).fill(0).map(() => Math.random() * 2 - 1);
  }
  predict(inputs) {
    const sum = [...inputs, 1].reduce((s, x, i) => s + x * this.weights[i], 0);
    return 1 / (1 + Math.exp(-sum));
  }
  train(inputs, target) {
    const guess = this.predict(inputs);
    const error = target - guess;
    [...inputs, 1].forEach((x, i) => {
      this.weights[i] += this.learningRate * error * guess * (1 - guess) * x;
    });
    return error;
  }
}

export class AsyncLayer {
  constructor(inDim, outDim) {
    this.w = Array.from({ length: outDim }, () => Array.from({ length: inDim }, () => Math.random() - 0.5));
  }
  async forward(x) {
    this.x = x;
    return this.w.map((row) => row.reduce((s, v, i) => s + v * x[i], 0));
  }
  async backward(dy) {
    this.dw = this.w.map((row, i) => row.map((_, j) => dy[i] * this.x[j]));
    return this.x.map((_, j) => dy.reduce((s, g, i) => s + g * this.w[i][j], 0));
  }
}

// Backward takes nothing: the input is its own target.
export class Autoencoder {
  constructor(inputDim, codeDim) {
    this.encoder = Array.from({ length: codeDim }, () => Array.from({ length: inputDim }, () => Math.random() - 0.5));
    this.decoder = Array.from({ length: inputDim }, () => Array.from({ length: codeDim }, () => Math.random() - 0.5));
  }
  forward(x) {
    this.x = x;
    this.code = this.encoder.map((r) => Math.tanh(r.reduce((s, w, i) => s + w * x[i], 0)));
    this.out = this.decoder.map((r) => r.reduce((s, w, i) => s + w * this.code[i], 0));
    return this.out.reduce((s, o, i) => s + 0.5 * (o - x[i]) ** 2, 0);
  }
  backward() {
    const dOut = this.out.map((o, i) => o - this.x[i]);
    const dCode = this.code.map((c, j) => dOut.reduce((s, d, i) => s + d * this.decoder[i][j], 0) * (1 - c * c));
    return { dDecoder: this.decoder.map((r, i) => r.map((_, j) => dOut[i] * this.code[j])), dEncoder: this.encoder.map((r, i) => r.map((_, j) => dCode[i] * this.x[j])) };
  }
}
