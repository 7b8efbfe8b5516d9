import { sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const phi = ['activation-derivative', 'layer-step'];

/** Two sigmoid layers and a squared error, one example per column. */
export const sigmoidNet: NetworkSpec = {
  name: 'sigmoid net',
  batch: m,
  spread: 0.9,
  leaves: [
    { name: 'W1', layer: 1, shape: [5, 4] },
    { name: 'b1', layer: 1, shape: [5, 1] },
    { name: 'W2', layer: 2, shape: [3, 5] },
    { name: 'b2', layer: 2, shape: [3, 1] },
  ],
  taps: { dz2: 'W2', dz1: 'W1' },
  bugs: [
    { id: 'no-derivative-2', causes: [...phi, 'different-cost'], at: 'W2' },
    { id: 'no-derivative-1', causes: phi, at: 'W1' },
    { id: 'derivative-at-a-1', causes: phi, at: 'W1' },
    { id: 'derivative-of-z-1', causes: phi, at: 'W1' },
    { id: 'only-a-1', causes: phi, at: 'W1' },
    { id: 'tanh-derivative-1', causes: phi, at: 'W1' },
    { id: 'derivative-twice-1', causes: phi, at: 'W1' },
    { id: 'activation-itself-2', causes: phi, at: 'W2' },
    { id: 'no-average', causes: ['cost-scale', 'constant-factor'], constant: m },
    { id: 'factor-two', causes: ['cost-scale', 'constant-factor'], constant: 2 },
    { id: 'input-of-dW2', causes: ['own-line'], at: 'W2' },
    { id: 'bias-summed-over-all', causes: ['wrong-sum'], at: 'b1' },
    { id: 'bias-first-example', causes: ['one-example', 'own-line'], at: 'b2' },
    { id: 'dW1-no-average', causes: ['constant-factor'], at: 'W1', constant: m },
    { id: 'ignores-layer-2', causes: ['upstream-ignored', 'layer-step'], at: 'W1' },
  ],
  build(k, normal) {
    const x = k.build(4, m, () => normal());
    const y = k.build(3, m, () => Math.abs(Math.sin(3 * normal())));
    function forward(p: Parameters) {
      const z1 = k.addColumn(k.matmul(p['W1']!, x), p['b1']!);
      const a1 = k.map(z1, sigmoid);
      const a2 = k.map(k.addColumn(k.matmul(p['W2']!, a1), p['b2']!), sigmoid);
      return { z1, a1, a2 };
    }
    const slope = (d: Matrix, a: Matrix) => k.zip(d, a, (u, s) => u * s * (1 - s));
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).a2, y)) / (2 * m)),
      backward(p, bugs) {
        const { z1, a1, a2 } = forward(p);
        let dz2 = k.scale(k.subtract(a2, y), (bugs.has('factor-two') ? 2 : 1) / (bugs.has('no-average') ? 1 : m));
        if (bugs.has('activation-itself-2')) dz2 = k.multiply(dz2, a2);
        else if (!bugs.has('no-derivative-2')) dz2 = slope(dz2, a2);
        dz2 = bugs.tap('dz2', dz2);
        const da1 = bugs.has('ignores-layer-2') ? k.build(5, m, () => 1 / m) : k.matmul(k.transpose(p['W2']!), dz2);
        let dz1 = slope(da1, a1);
        if (bugs.has('no-derivative-1')) dz1 = da1;
        if (bugs.has('derivative-at-a-1')) dz1 = slope(da1, k.map(a1, sigmoid));
        if (bugs.has('derivative-of-z-1')) dz1 = slope(da1, z1);
        if (bugs.has('only-a-1')) dz1 = k.multiply(da1, a1);
        if (bugs.has('tanh-derivative-1')) dz1 = k.zip(da1, a1, (d, a) => d * (1 - a * a));
        if (bugs.has('derivative-twice-1')) dz1 = slope(dz1, a1);
        dz1 = bugs.tap('dz1', dz1);
        const first = (d: Matrix) => k.build(d.rows, 1, (i) => k.at(d, i, 0));
        return {
          W1: k.scale(k.matmul(dz1, k.transpose(x)), bugs.has('dW1-no-average') ? m : 1),
          b1: bugs.has('bias-summed-over-all') ? k.build(5, 1, () => k.total(dz1)) : k.sumColumns(dz1),
          W2: k.matmul(dz2, k.transpose(bugs.has('input-of-dW2') ? z1 : a1)),
          b2: bugs.has('bias-first-example') ? first(dz2) : k.sumColumns(dz2),
        };
      },
    };
  },
};
