import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 7;
const lambda = 0.35;
const rate = 0.5;
const phi = ['activation-derivative', 'layer-step'];

/** Two tanh layers with a square W2 and a linear output, squared error, L2 on all weights; one example per row. */
export const tanhDecay: NetworkSpec = {
  name: 'tanh + L2',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [3, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'W2', layer: 2, shape: [5, 5] },
    { name: 'b2', layer: 2, shape: [5] },
    { name: 'W3', layer: 3, shape: [5, 2] },
    { name: 'b3', layer: 3, shape: [2] },
  ],
  taps: { dz3: 'W3', dz2: 'W2', dz1: 'W1' },
  bugs: [
    { id: 'no-derivative-1', causes: phi, at: 'W1' },
    { id: 'no-derivative-2', causes: phi, at: 'W2' },
    { id: 'plus-a-squared-2', causes: phi, at: 'W2' },
    { id: 'not-squared-1', causes: phi, at: 'W1' },
    { id: 'derivative-at-a-2', causes: phi, at: 'W2' },
    { id: 'derivative-at-z-1', causes: phi, at: 'W1' },
    { id: 'sigmoid-derivative-2', causes: phi, at: 'W2' },
    { id: 'W2-not-transposed', causes: ['layer-step', 'through-leaf'], at: 'W1' },
    { id: 'no-decay', causes: ['weight-decay'], constant: -lambda / m },
    { id: 'decay-sign', causes: ['weight-decay'], constant: (-2 * lambda) / m },
    { id: 'decay-doubled', causes: ['weight-decay'], constant: lambda / m },
    { id: 'no-decay-W1', causes: ['weight-decay'], at: 'W1', constant: -lambda / m },
    { id: 'decay-on-biases', causes: ['weight-decay'], constant: lambda / m },
    { id: 'decay-of-W3-squared', causes: ['own-line'], at: 'W3' },
    { id: 'W3-updated-first', causes: ['stale-parameters', 'layer-step', 'through-leaf'], at: 'W2' },
    { id: 'after-step', causes: ['stale-parameters'] },
    { id: 'no-average', causes: ['constant-factor', 'cost-scale'], constant: m },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const y = k.build(m, 2, () => normal());
    function forward(p: Parameters) {
      const z1 = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const a1 = k.map(z1, Math.tanh);
      const a2 = k.map(k.addRow(k.matmul(a1, p['W2']!), p['b2']!), Math.tanh);
      return { z1, a1, a2, out: k.addRow(k.matmul(a2, p['W3']!), p['b3']!) };
    }
    const slope = (d: Matrix, a: Matrix) => k.zip(d, a, (u, t) => u * (1 - t * t));
    const model = {
      cost(p: Parameters) {
        const squares = k.sumOfSquares(p['W1']!) + k.sumOfSquares(p['W2']!) + k.sumOfSquares(p['W3']!);
        return k.round((k.sumOfSquares(k.subtract(forward(p).out, y)) + lambda * squares) / (2 * m));
      },
      backward(p: Parameters, bugs: import('../network.ts').Switches): Parameters {
        if (bugs.has('after-step')) return afterStep(p);
        const { z1, a1, a2, out } = forward(p);
        const dz3 = bugs.tap('dz3', k.scale(k.subtract(out, y), bugs.has('no-average') ? 1 : 1 / m));
        const gW3 = k.matmul(k.transpose(a2), dz3);
        const W3 = bugs.has('W3-updated-first') ? k.subtract(p['W3']!, k.scale(gW3, rate)) : p['W3']!;
        const da2 = k.matmul(dz3, k.transpose(W3));
        let dz2 = bugs.has('no-derivative-2')
          ? da2
          : slope(da2, bugs.has('derivative-at-a-2') ? k.map(a2, Math.tanh) : a2);
        if (bugs.has('plus-a-squared-2')) dz2 = k.zip(da2, a2, (d, a) => d * (1 + a * a));
        if (bugs.has('sigmoid-derivative-2')) dz2 = k.zip(da2, a2, (d, a) => d * a * (1 - a));
        dz2 = bugs.tap('dz2', dz2);
        const da1 = k.matmul(dz2, bugs.has('W2-not-transposed') ? p['W2']! : k.transpose(p['W2']!));
        let dz1 = bugs.has('no-derivative-1') ? da1 : slope(da1, bugs.has('derivative-at-z-1') ? z1 : a1);
        if (bugs.has('not-squared-1')) dz1 = k.zip(da1, a1, (d, a) => d * (1 - a));
        dz1 = bugs.tap('dz1', dz1);
        const decayRate = bugs.has('no-decay')
          ? 0
          : bugs.has('decay-sign')
            ? -lambda
            : bugs.has('decay-doubled')
              ? 2 * lambda
              : lambda;
        const decay = (g: Matrix, w: Matrix, c = decayRate) => k.zip(g, w, (u, v) => u + (c / m) * v);
        const biasRate = bugs.has('decay-on-biases') ? lambda : 0;
        return {
          W1: decay(k.matmul(k.transpose(x), dz1), p['W1']!, bugs.has('no-decay-W1') ? 0 : decayRate),
          b1: decay(k.sumRows(dz1), p['b1']!, biasRate),
          W2: decay(k.matmul(k.transpose(a1), dz2), p['W2']!),
          b2: decay(k.sumRows(dz2), p['b2']!, biasRate),
          W3: decay(gW3, bugs.has('decay-of-W3-squared') ? k.map(p['W3']!, (v) => v * v) : p['W3']!),
          b3: decay(k.sumRows(dz3), p['b3']!, biasRate),
        };
      },
    };
    /** The gradients, but at the parameters that one step of descent has already moved. */
    function afterStep(p: Parameters): Parameters {
      const none = { has: () => false, tap: (_: string, value: Matrix) => value };
      const g = model.backward(p, none);
      const moved = Object.fromEntries(Object.entries(p).map(([n, w]) => [n, k.zip(w, g[n]!, (a, d) => a - 0.3 * d)]));
      return model.backward(moved, none);
    }
    return model;
  },
};
