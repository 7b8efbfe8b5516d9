// No constructor arguments; numbers for everything.
export class XorNet {
  constructor() {
    this.w = [0.3, -0.4, 0.7, 0.2, -0.6, 0.5];
    this.b = [0.1, -0.2, 0.3];
    this.lr = 0.5;
  }
  sigmoid(x) {
    return 1 / (1 + Math.exp(-x));
  }
  predict(x) {
    this.h1 = this.sigmoid(x[0] * this.w[0] + x[1] * this.w[1] + this.b[0]);
    this.h2 = this.sigmoid(x[0] * this.w[2] + x[1] * this.w[3] + this.b[1]);
    this.o = this.sigmoid(this.h1 * this.w[4] + this.h2 * this.w[5] + this.b[2]);
    return this.o;
  }
  train(x, target) {
    const o = this.predict(x);
    const dO = (o - target) * o * (1 - o);
    const dH1 = dO * this.w[4] * this.h1 * (1 - this.h1);
    const dH2 = dO * this.w[5] * this.h2 * (1 - this.h2);
    this.w[4] -= this.lr * dO * this.h1;
    this.w[5] -= this.lr * dO * this.h2;
    this.b[2] -= this.lr * dO;
    this.w[0] -= this.lr * dH1 * x[0];
    this.w[1] -= this.lr * dH1 * x[1];
    this.b[0] -= this.lr * dH1;
    this.w[2] -= this.lr * dH2 * x[0];
    this.w[3] -= this.lr * dH2 * x[1];
    this.b[1] -= this.lr * dH2;
  }
}

// A neuron gets its error (target - output) from outside.
export class Neuron {
  constructor(n) {
    this.weights = Array.from({ length: n }, () => Math.random() - 0.5);
    this.bias = Math.random() - 0.5;
  }
  activate(inputs) {
    this.inputs = inputs;
    this.output = Math.tanh(inputs.reduce((s, x, i) => s + x * this.weights[i], this.bias));
    return this.output;
  }
  propagate(error, rate) {
    const delta = error * (1 - this.output * this.output);
    const back = this.weights.map((w) => w * delta);
    this.weights = this.weights.map((w, i) => w + rate * delta * this.inputs[i]);
    this.bias += rate * delta;
    return back;
  }
}
