import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 8;
const keep = 0.75;

/** Affine, tanh, inverted dropout with a fixed mask, affine, squared error; one example per row. */
export const dropout: NetworkSpec = {
  name: 'dropout',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [3, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'W2', layer: 2, shape: [5, 2] },
    { name: 'b2', layer: 2, shape: [2] },
  ],
  taps: { dz2: 'W2', dz1: 'W1' },
  bugs: [
    { id: 'no-mask', causes: ['dropout', 'layer-step'], at: 'W1' },
    { id: 'no-scale', causes: ['constant-factor', 'dropout'], at: 'W1', constant: keep },
    { id: 'scale-twice', causes: ['constant-factor', 'dropout'], at: 'W1', constant: 1 / keep },
    { id: 'no-mask-no-scale', causes: ['dropout', 'layer-step'], at: 'W1' },
    { id: 'mask-inverted', causes: ['dropout', 'layer-step'], at: 'W1' },
    { id: 'new-mask', causes: ['dropout', 'layer-step'], at: 'W1' },
    { id: 'dW2-undropped', causes: ['own-line'], at: 'W2' },
    { id: 'no-derivative', causes: ['activation-derivative', 'layer-step'], at: 'W1' },
    { id: 'derivative-at-dropped', causes: ['layer-step', 'activation-derivative', 'dropout'], at: 'W1' },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const y = k.build(m, 2, () => normal());
    const kept = (i: number, j: number) => ((i * 7 + j * 5 + ((i * j) % 3)) % 11 < 8 ? 1 : 0);
    const mask = k.build(m, 5, kept);
    const other = k.build(m, 5, (i, j) => kept(i + 3, j + 1));
    const drop = (a: Matrix, by: Matrix, scale = 1 / keep) => k.zip(a, by, (v, on) => v * on * scale);
    function forward(p: Parameters) {
      const a1 = k.map(k.addRow(k.matmul(x, p['W1']!), p['b1']!), Math.tanh);
      const dropped = drop(a1, mask);
      return { a1, dropped, out: k.addRow(k.matmul(dropped, p['W2']!), p['b2']!) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * m)),
      backward(p, bugs) {
        const { a1, dropped, out } = forward(p);
        const dz2 = bugs.tap('dz2', k.scale(k.subtract(out, y), 1 / m));
        const da = k.matmul(dz2, k.transpose(p['W2']!));
        let da1 = drop(da, mask);
        if (bugs.has('no-mask')) da1 = k.scale(da, 1 / keep);
        if (bugs.has('no-scale')) da1 = drop(da, mask, 1);
        if (bugs.has('scale-twice')) da1 = drop(da, mask, 1 / keep / keep);
        if (bugs.has('no-mask-no-scale')) da1 = da;
        if (bugs.has('mask-inverted')) da1 = k.zip(da, mask, (v, on) => (v * (1 - on)) / keep);
        if (bugs.has('new-mask')) da1 = drop(da, other);
        const at = bugs.has('derivative-at-dropped') ? dropped : a1;
        const dz1 = bugs.tap('dz1', bugs.has('no-derivative') ? da1 : k.zip(da1, at, (d, t) => d * (1 - t * t)));
        return {
          W1: k.matmul(k.transpose(x), dz1),
          b1: k.sumRows(dz1),
          W2: k.matmul(k.transpose(bugs.has('dW2-undropped') ? a1 : dropped), dz2),
          b2: k.sumRows(dz2),
        };
      },
    };
  },
};
