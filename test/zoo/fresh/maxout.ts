import type { NetworkSpec, Parameters } from '../network.ts';

const m = 7;
const units = 4;
const phi = ['activation-derivative', 'layer-step'];

/** Maxout over pairs of features, affine with PReLU whose slopes are learned, affine, squared error. */
export const maxout: NetworkSpec = {
  name: 'maxout and PReLU',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [3, 2 * units] },
    { name: 'b1', layer: 1, shape: [2 * units] },
    { name: 'W2', layer: 2, shape: [units, 5] },
    { name: 'b2', layer: 2, shape: [5] },
    { name: 'slope', layer: 2, shape: [5] },
    { name: 'W3', layer: 3, shape: [5, 2] },
    { name: 'b3', layer: 3, shape: [2] },
  ],
  taps: {},
  bugs: [
    { id: 'both pieces', causes: ['layer-step'], at: 'W1,b1' },
    { id: 'the smaller piece', causes: ['layer-step', 'permuted'], at: 'W1,b1' },
    { id: 'the first piece', causes: ['layer-step', 'partial'], at: 'W1,b1' },
    { id: 'half to both pieces', causes: ['layer-step'], at: 'W1,b1' },
    { id: 'leak of 0.01', causes: phi, at: 'W2,b2' },
    { id: 'slope on the wrong side', causes: phi, at: 'W2,b2' },
    { id: 'gate from the output’s gradient', causes: phi, at: 'W2,b2' },
    { id: 'dslope without its gate', causes: ['own-line', 'layer-step'], at: 'slope' },
    { id: 'dslope from the output', causes: ['own-line', 'row-factor', 'layer-step'], at: 'slope' },
    { id: 'dslope without the upstream gradient', causes: ['own-line', 'layer-step', 'upstream-ignored'], at: 'slope' },
    { id: 'dslope averaged', causes: ['constant-factor'], at: 'slope', constant: 1 / m },
    { id: 'dslope summed over units', causes: ['wrong-sum'], at: 'slope' },
    { id: 'dW2 from the first piece', causes: ['own-line'], at: 'W2' },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const y = k.build(m, 2, () => normal());
    function forward(p: Parameters) {
      const z1 = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const a1 = k.build(m, units, (i, j) => Math.max(k.at(z1, i, 2 * j), k.at(z1, i, 2 * j + 1)));
      const z2 = k.addRow(k.matmul(a1, p['W2']!), p['b2']!);
      const a2 = k.build(m, 5, (i, j) => (k.at(z2, i, j) > 0 ? 1 : k.at(p['slope']!, 0, j)) * k.at(z2, i, j));
      return { z1, a1, z2, a2, out: k.addRow(k.matmul(a2, p['W3']!), p['b3']!) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * m)),
      backward(p, { has }) {
        const { z1, a1, z2, a2, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / m);
        const da2 = k.matmul(dout, k.transpose(p['W3']!));
        const dz2 = k.build(m, 5, (i, j) => {
          const slope = has('leak of 0.01') ? 0.01 : k.at(p['slope']!, 0, j);
          const isUp = k.at(has('gate from the output’s gradient') ? da2 : z2, i, j) > 0;
          return k.at(da2, i, j) * (isUp !== has('slope on the wrong side') ? 1 : slope);
        });
        const each = k.build(m, 5, (i, j) => {
          if (k.at(z2, i, j) > 0 && !has('dslope without its gate')) return 0;
          const upstream = has('dslope without the upstream gradient') ? 1 : k.at(da2, i, j);
          return upstream * k.at(has('dslope from the output') ? a2 : z2, i, j);
        });
        const dslope = k.scale(k.sumRows(each), has('dslope averaged') ? 1 / m : 1);
        const da1 = k.matmul(dz2, k.transpose(p['W2']!));
        const dz1 = k.build(m, 2 * units, (i, c) => {
          const own = k.at(z1, i, c) >= k.at(z1, i, c % 2 === 0 ? c + 1 : c - 1);
          const d = k.at(da1, i, Math.floor(c / 2));
          if (has('both pieces')) return d;
          if (has('half to both pieces')) return d / 2;
          if (has('the first piece')) return c % 2 === 0 ? d : 0;
          return own !== has('the smaller piece') ? d : 0;
        });
        const first = k.build(m, units, (i, j) => k.at(z1, i, 2 * j));
        return {
          W1: k.matmul(k.transpose(x), dz1),
          b1: k.sumRows(dz1),
          W2: k.matmul(k.transpose(has('dW2 from the first piece') ? first : a1), dz2),
          b2: k.sumRows(dz2),
          slope: has('dslope summed over units') ? k.build(1, 5, () => k.total(dslope)) : dslope,
          W3: k.matmul(k.transpose(a2), dout),
          b3: k.sumRows(dout),
        };
      },
    };
  },
};
