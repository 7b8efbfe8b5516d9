import { relu, sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 8;
const phi = ['activation-derivative', 'layer-step'];

/** The course's three layers: ReLU, ReLU, sigmoid with cross-entropy. */
export const reluNet: NetworkSpec = {
  name: 'ReLU net',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [6, 4] },
    { name: 'b1', layer: 1, shape: [6, 1] },
    { name: 'W2', layer: 2, shape: [5, 6] },
    { name: 'b2', layer: 2, shape: [5, 1] },
    { name: 'W3', layer: 3, shape: [1, 5] },
    { name: 'b3', layer: 3, shape: [1, 1] },
  ],
  taps: { dz3: 'W3', dz2: 'W2', dz1: 'W1' },
  bugs: [
    { id: 'no-gate-2', causes: phi, at: 'W2' },
    { id: 'no-gate-1', causes: phi, at: 'W1' },
    { id: 'gate-of-gradient-2', causes: ['layer-step'], at: 'W2' },
    { id: 'sigmoid-derivative-1', causes: phi, at: 'W1' },
    { id: 'leaky-1', causes: phi, at: 'W1' },
    { id: 'relu-instead-of-step-2', causes: phi, at: 'W2' },
    { id: 'dW2-doubled', causes: ['constant-factor'], at: 'W2', constant: 2 },
    { id: 'db1-times-4-over-m', causes: ['constant-factor'], at: 'b1', constant: 4 },
    { id: 'db2-averaged-twice', causes: ['constant-factor'], at: 'b2', constant: 1 / m },
    { id: 'extra-derivative-3', causes: [...phi, 'different-cost'], at: 'W3' },
    { id: 'sign-3', causes: ['cost-scale', 'constant-factor'], constant: -1 },
    { id: 'sum-before-product-2', causes: ['one-example'], at: 'W2' },
    { id: 'one-example-dW1', causes: ['one-example', 'zero', 'own-line'], at: 'W1' },
    { id: 'step-2-half', causes: ['constant-factor'], at: 'W2', constant: 0.5 },
  ],
  build(k, normal) {
    const x = k.build(4, m, () => normal());
    const y = k.build(1, m, () => (normal() > 0 ? 1 : 0));
    function forward(p: Parameters) {
      const z1 = k.addColumn(k.matmul(p['W1']!, x), p['b1']!);
      const a1 = k.map(z1, relu);
      const z2 = k.addColumn(k.matmul(p['W2']!, a1), p['b2']!);
      const a2 = k.map(z2, relu);
      const a3 = k.map(k.addColumn(k.matmul(p['W3']!, a2), p['b3']!), sigmoid);
      return { z1, a1, z2, a2, a3 };
    }
    const gate = (d: Matrix, z: Matrix, below = 0) => k.zip(d, z, (u, t) => (t > 0 ? u : below * u));
    return {
      kink(p, which) {
        const index = which % 6;
        return { z: k.at(forward(p).z1, index, which % m), leaf: 'b1', index };
      },
      cost(p) {
        const losses = k.zip(forward(p).a3, y, (a, t) => -(t * Math.log(a) + (1 - t) * Math.log(1 - a)));
        return k.round(k.total(losses) / m);
      },
      backward(p, bugs) {
        const { z1, a1, z2, a2, a3 } = forward(p);
        let dz3 = k.scale(k.subtract(a3, y), (bugs.has('sign-3') ? -1 : 1) / m);
        if (bugs.has('extra-derivative-3')) dz3 = k.zip(dz3, a3, (d, a) => d * a * (1 - a));
        dz3 = bugs.tap('dz3', dz3);
        const da2 = k.matmul(k.transpose(p['W3']!), dz3);
        let dz2 = bugs.has('no-gate-2') ? da2 : gate(da2, bugs.has('gate-of-gradient-2') ? da2 : z2);
        if (bugs.has('relu-instead-of-step-2')) dz2 = k.multiply(da2, a2);
        dz2 = bugs.tap('dz2', bugs.has('step-2-half') ? k.scale(dz2, 0.5) : dz2);
        const da1 = k.matmul(k.transpose(p['W2']!), dz2);
        let dz1 = bugs.has('no-gate-1') ? da1 : gate(da1, z1, bugs.has('leaky-1') ? 0.01 : 0);
        if (bugs.has('sigmoid-derivative-1')) dz1 = k.zip(da1, a1, (d, a) => d * a * (1 - a));
        dz1 = bugs.tap('dz1', dz1);
        const outer = (d: Matrix, a: Matrix) => k.matmul(d, k.transpose(a));
        const column = (a: Matrix) => k.build(a.rows, 1, (i) => k.at(a, i, 2));
        const dW2 = bugs.has('sum-before-product-2') ? outer(k.sumColumns(dz2), k.sumColumns(a1)) : outer(dz2, a1);
        return {
          W1: bugs.has('one-example-dW1') ? outer(column(dz1), column(x)) : outer(dz1, x),
          b1: k.scale(k.sumColumns(dz1), bugs.has('db1-times-4-over-m') ? 4 : 1),
          W2: bugs.has('dW2-doubled') ? k.scale(dW2, 2) : dW2,
          b2: k.scale(k.sumColumns(dz2), bugs.has('db2-averaged-twice') ? 1 / m : 1),
          W3: outer(dz3, a2),
          b3: k.sumColumns(dz3),
        };
      },
    };
  },
};
