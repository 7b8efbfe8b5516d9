import { relu } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 8;
const epsilon = 1e-5;

/** Affine, batch norm, ReLU, affine, softmax; one example per row. The bias b1 has no effect, as always before batch norm. */
export const batchNorm: NetworkSpec = {
  name: 'batch norm',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [4, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'gamma', layer: 1, shape: [5] },
    { name: 'beta', layer: 1, shape: [5] },
    { name: 'W2', layer: 2, shape: [5, 3] },
    { name: 'b2', layer: 2, shape: [3] },
  ],
  taps: { dz2: 'W2', dy: 'gamma', dz1: 'W1' },
  bugs: [
    { id: 'no-mean-term', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'no-variance-term', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'scale-only', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'biased-variance', causes: ['normalisation', 'layer-step'], at: 'W1' },
    { id: 'no-gamma', causes: ['row-factor', 'layer-step'], at: 'W1' },
    { id: 'divides-by-variance', causes: ['row-factor', 'layer-step'], at: 'W1' },
    { id: 'dgamma-of-x', causes: ['own-line'], at: 'gamma' },
    { id: 'dgamma-of-y', causes: ['own-line'], at: 'gamma' },
    { id: 'dgamma-no-sum', causes: ['one-example', 'own-line'], at: 'gamma' },
    { id: 'dbeta-mean', causes: ['constant-factor'], at: 'beta', constant: 1 / m },
    { id: 'gamma-beta-swapped', causes: ['swapped-leaves'], at: 'gamma' },
    { id: 'no-gate', causes: ['activation-derivative', 'layer-step'], at: 'gamma' },
    { id: 'softmax-diagonal', causes: ['softmax-jacobian'], at: 'W2' },
  ],
  build(k, normal) {
    const x = k.build(m, 4, () => normal());
    const y = k.build(m, 3, (i, j) => ((i * 2) % 3 === j ? 1 : 0));
    function forward(p: Parameters) {
      const z = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const mean = k.scale(k.sumRows(z), 1 / m);
      const centred = k.addRow(z, k.scale(mean, -1));
      const variance = k.scale(k.sumRows(k.map(centred, (v) => v * v)), 1 / m);
      const inverse = k.map(variance, (v) => 1 / Math.sqrt(v + epsilon));
      const hat = k.build(m, 5, (i, j) => k.at(centred, i, j) * inverse.data[j]!);
      const out = k.build(m, 5, (i, j) => p['gamma']!.data[j]! * k.at(hat, i, j) + p['beta']!.data[j]!);
      const a = k.map(out, relu);
      return { z, inverse, hat, out, a, q: k.softmax(k.addRow(k.matmul(a, p['W2']!), p['b2']!)) };
    }
    return {
      kink: (p, which) => ({ z: k.at(forward(p).out, which % m, which % 5), leaf: 'beta', index: which % 5 }),
      cost: (p) => k.crossEntropy(forward(p).q, y),
      backward(p, bugs) {
        const { z, inverse, hat, out, a, q } = forward(p);
        const dq = bugs.has('softmax-diagonal') ? k.zip(q, y, (s, t) => -t * (1 - s)) : k.subtract(q, y);
        const dz2 = bugs.tap('dz2', k.scale(dq, 1 / m));
        const da = k.matmul(dz2, k.transpose(p['W2']!));
        const dy = bugs.tap('dy', bugs.has('no-gate') ? da : k.zip(da, out, (d, v) => (v > 0 ? d : 0)));
        const dhat = bugs.has('no-gamma') ? dy : k.build(m, 5, (i, j) => k.at(dy, i, j) * p['gamma']!.data[j]!);
        const n = bugs.has('biased-variance') ? m - 1 : m;
        const keep = bugs.has('scale-only')
          ? [0, 0]
          : [bugs.has('no-mean-term') ? 0 : 1, bugs.has('no-variance-term') ? 0 : 1];
        const mean = k.scale(k.sumRows(dhat), keep[0]! / m);
        const projection = k.scale(k.sumRows(k.multiply(dhat, hat)), keep[1]! / n);
        const slope = bugs.has('divides-by-variance') ? k.map(inverse, (v) => v * v) : inverse;
        const step = (i: number, j: number) => k.at(dhat, i, j) - mean.data[j]! - k.at(hat, i, j) * projection.data[j]!;
        const dz1 = bugs.tap(
          'dz1',
          k.build(m, 5, (i, j) => slope.data[j]! * step(i, j)),
        );
        const against: Matrix = bugs.has('dgamma-of-x') ? z : bugs.has('dgamma-of-y') ? out : hat;
        const product = k.multiply(dy, against);
        const dgamma = bugs.has('dgamma-no-sum') ? k.build(1, 5, (_, j) => k.at(product, 0, j)) : k.sumRows(product);
        const dbeta = k.scale(k.sumRows(dy), bugs.has('dbeta-mean') ? 1 / m : 1);
        const swapped = bugs.has('gamma-beta-swapped');
        return {
          W1: k.matmul(k.transpose(x), dz1),
          b1: k.sumRows(dz1),
          gamma: swapped ? dbeta : dgamma,
          beta: swapped ? dgamma : dbeta,
          W2: k.matmul(k.transpose(a), dz2),
          b2: k.sumRows(dz2),
        };
      },
    };
  },
};
