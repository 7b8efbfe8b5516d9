// Gradients in lists and under other names: the parameters stand beside them in the same order, or share their letter.
const WIDE = 4;
const DEEP = 6;
let seen = null;

class Judge {
  constructor() {
    const drawn = (n) => Float64Array.from({ length: n }, () => Math.random() - 0.5);
    this.W1 = drawn(DEEP * WIDE);
    this.b1 = drawn(DEEP);
    this.Wo = drawn(DEEP);
    this.bo = drawn(1);
    this.allParams = [this.W1, this.b1, this.Wo, this.bo];
    this.grads = this.allParams.map((one) => new Float64Array(one.length));
    this.h = new Float64Array(DEEP);
  }

  forward(x) {
    seen = x;
    let out = this.bo[0];
    for (let i = 0; i < DEEP; i++) {
      let s = this.b1[i];
      for (let j = 0; j < WIDE; j++) s += this.W1[i * WIDE + j] * x[j];
      this.h[i] = Math.tanh(s);
      out += this.Wo[i] * this.h[i];
    }
    return out;
  }

  backward(dout) {
    const [gW, gb, gWo, gbo] = this.grads;
    gbo[0] += dout;
    for (let i = 0; i < DEEP; i++) {
      gWo[i] += dout * this.h[i];
      const d = dout * this.Wo[i] * (1 - this.h[i] * this.h[i]);
      gb[i] += d;
      for (let j = 0; j < WIDE; j++) gW[i * WIDE + j] += d * seen[j];
    }
  }
}

function makeApproximator(sizes) {
  const layers = [];
  let count = 0;
  for (let l = 0; l < sizes.length - 1; l++) {
    layers.push({ from: sizes[l], to: sizes[l + 1], at: count });
    count += (sizes[l] + 1) * sizes[l + 1];
  }
  const params = Float64Array.from({ length: count }, () => Math.random() - 0.5);
  const grads = new Float64Array(count);
  const acts = sizes.map((n) => new Float64Array(n));

  function forward(input) {
    acts[0].set(input);
    layers.forEach(({ from, to, at }, l) => {
      for (let o = 0; o < to; o++) {
        let s = params[at + from * to + o];
        for (let i = 0; i < from; i++) s += params[at + o * from + i] * acts[l][i];
        acts[l + 1][o] = l < layers.length - 1 ? Math.tanh(s) : s;
      }
    });
    return acts[layers.length];
  }

  function backward(dOutput) {
    grads.fill(0);
    let d = Float64Array.from(dOutput);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { from, to, at } = layers[l];
      const below = new Float64Array(from);
      for (let o = 0; o < to; o++) {
        grads[at + from * to + o] += d[o];
        for (let i = 0; i < from; i++) {
          grads[at + o * from + i] += d[o] * acts[l][i];
          below[i] += d[o] * params[at + o * from + i];
        }
      }
      d = below.map((value, i) => value * (1 - acts[l][i] * acts[l][i]));
    }
  }

  return { forward, backward, params, grads };
}

class Sweep {
  constructor(channels, filters, side) {
    const drawn = () => Math.random() - 0.5;
    this.channels = channels;
    this.side = side;
    this.kernel = Array.from({ length: filters }, () =>
      Array.from({ length: channels }, () => Array.from({ length: side }, drawn)),
    );
    this.bias = Array.from({ length: filters }, drawn);
    this.gradK = this.kernel.map((one) => one.map((row) => row.map(() => 0)));
    this.gradB = this.bias.map(() => 0);
  }

  forward(x) {
    this.x = x;
    return this.kernel.map((one, f) =>
      Array.from({ length: x[0].length - this.side + 1 }, (_, t) => {
        let s = this.bias[f];
        for (let c = 0; c < this.channels; c++) for (let k = 0; k < this.side; k++) s += one[c][k] * x[c][t + k];
        return s;
      }),
    );
  }

  /** Bug: the taps are turned round. */
  backward(dout) {
    const dx = this.x.map((row) => row.map(() => 0));
    dout.forEach((row, f) =>
      row.forEach((g, t) => {
        this.gradB[f] += g;
        for (let c = 0; c < this.channels; c++)
          for (let k = 0; k < this.side; k++) {
            this.gradK[f][c][this.side - 1 - k] += g * this.x[c][t + k];
            dx[c][t + k] += g * this.kernel[f][c][k];
          }
      }),
    );
    return dx;
  }
}

function Units(sizes) {
  this.rows = sizes.map((count, l) =>
    Array.from({ length: count }, () => ({
      output: 0,
      delta: 0,
      weights: Array.from({ length: sizes[l - 1] || 0 }, () => Math.random() - 0.5),
    })),
  );

  this.fire = function () {
    for (let l = 1; l < this.rows.length; l++)
      for (const unit of this.rows[l]) {
        let sum = 0;
        this.rows[l - 1].forEach((below, k) => (sum += below.output * unit.weights[k]));
        unit.output = 1 / (1 + Math.exp(-sum));
      }
  };

  this.ask = function (values) {
    this.rows[0].forEach((unit, i) => (unit.output = values[i]));
    this.fire();
    return this.rows[this.rows.length - 1].map((unit) => unit.output);
  };

  /** Bug: units below the last are handed the delta of their own place, and not all of them. */
  this.backpropagation = function (expected, rate) {
    for (let l = this.rows.length - 1; l > 0; l--)
      this.rows[l].forEach((unit, j) => {
        let error = 0;
        if (l === this.rows.length - 1) error = expected[j] - unit.output;
        else error = this.rows[l + 1][0].weights[j] * this.rows[l + 1][0].delta;
        unit.delta = error * unit.output * (1 - unit.output);
      });
    for (let l = 1; l < this.rows.length; l++)
      for (const unit of this.rows[l])
        this.rows[l - 1].forEach((below, k) => (unit.weights[k] += rate * unit.delta * below.output));
  };
}

module.exports = { Judge, makeApproximator, Sweep, Units };
