import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const d = 5;
const epsilon = 1e-5;

/** Affine, layer norm, tanh, affine with a squared error; one example per row. */
export const layerNorm: NetworkSpec = {
  name: 'layer norm',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [4, d] },
    { name: 'b1', layer: 1, shape: [d] },
    { name: 'gain', layer: 1, shape: [d] },
    { name: 'bias', layer: 1, shape: [d] },
    { name: 'W2', layer: 2, shape: [d, 3] },
    { name: 'b2', layer: 2, shape: [3] },
  ],
  taps: { dz2: 'W2', dy: 'gain', dz1: 'W1' },
  bugs: [
    { id: 'no-mean-term', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'no-variance-term', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'scale-only', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'no-gain', causes: ['layer-step'], at: 'W1' },
    { id: 'gain-averaged', causes: ['constant-factor'], at: 'gain', constant: 1 / m },
    { id: 'no-derivative', causes: ['activation-derivative', 'layer-step'], at: 'gain' },
    { id: 'derivative-at-a', causes: ['activation-derivative', 'layer-step'], at: 'gain' },
    { id: 'bias-is-gain', causes: ['swapped-leaves'], at: 'bias' },
    { id: 'last-output-dropped', causes: ['partial'], at: 'W2' },
  ],
  build(k, normal) {
    const x = k.build(m, 4, () => normal());
    const y = k.build(m, 3, () => normal());
    function forward(p: Parameters) {
      const z = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const centred = k.addColumn(z, k.scale(k.sumColumns(z), -1 / d));
      const variance = k.scale(k.sumColumns(k.map(centred, (v) => v * v)), 1 / d);
      const inverse = k.map(variance, (v) => 1 / Math.sqrt(v + epsilon));
      const hat = k.build(m, d, (i, j) => k.at(centred, i, j) * inverse.data[i]!);
      const a = k.build(m, d, (i, j) => Math.tanh(p['gain']!.data[j]! * k.at(hat, i, j) + p['bias']!.data[j]!));
      return { inverse, hat, a, out: k.addRow(k.matmul(a, p['W2']!), p['b2']!) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * m)),
      backward(p, bugs) {
        const { inverse, hat, a, out } = forward(p);
        const dz2 = bugs.tap('dz2', k.scale(k.subtract(out, y), 1 / m));
        const da = k.matmul(dz2, k.transpose(p['W2']!));
        let dy = k.zip(da, a, (g, t) => g * (1 - t * t));
        if (bugs.has('no-derivative')) dy = da;
        if (bugs.has('derivative-at-a')) dy = k.zip(da, a, (g, t) => g * (1 - Math.tanh(t) ** 2));
        dy = bugs.tap('dy', dy);
        const dhat = k.build(m, d, (i, j) => k.at(dy, i, j) * (bugs.has('no-gain') ? 1 : p['gain']!.data[j]!));
        const keep = bugs.has('scale-only')
          ? [0, 0]
          : [bugs.has('no-mean-term') ? 0 : 1, bugs.has('no-variance-term') ? 0 : 1];
        const mean = k.scale(k.sumColumns(dhat), keep[0]! / d);
        const projection = k.scale(k.sumColumns(k.multiply(dhat, hat)), keep[1]! / d);
        const step = (i: number, j: number) => k.at(dhat, i, j) - mean.data[i]! - k.at(hat, i, j) * projection.data[i]!;
        const dz1 = bugs.tap(
          'dz1',
          k.build(m, d, (i, j) => inverse.data[i]! * step(i, j)),
        );
        const dgain = k.scale(k.sumRows(k.multiply(dy, hat)), bugs.has('gain-averaged') ? 1 / m : 1);
        const dW2 = k.matmul(k.transpose(a), dz2);
        const short = bugs.has('last-output-dropped');
        return {
          W1: k.matmul(k.transpose(x), dz1),
          b1: k.sumRows(dz1),
          gain: dgain,
          bias: bugs.has('bias-is-gain') ? dgain : k.sumRows(dy),
          W2: short ? k.build(d, 3, (i, j) => (j < 2 ? k.at(dW2, i, j) : 0)) : dW2,
          b2: k.sumRows(dz2),
        };
      },
    };
  },
};
