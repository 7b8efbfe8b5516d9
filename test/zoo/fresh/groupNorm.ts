import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 5;
const width = 6;
const size = 3;
const epsilon = 1e-5;
const norm = ['normalisation', 'layer-step'];

/** An affine layer, group norm over two groups of three features, ReLU, affine, squared error. */
export const groupNorm: NetworkSpec = {
  name: 'group norm',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [4, width] },
    { name: 'b1', layer: 1, shape: [width] },
    { name: 'gamma', layer: 1, shape: [width] },
    { name: 'beta', layer: 1, shape: [width] },
    { name: 'W2', layer: 2, shape: [width, 2] },
    { name: 'b2', layer: 2, shape: [2] },
  ],
  taps: {},
  bugs: [
    { id: 'one group in backward', causes: norm, at: 'W1,b1' },
    { id: 'no variance term', causes: norm, at: 'W1,b1' },
    { id: 'no mean term', causes: norm, at: 'W1,b1' },
    { id: 'sums for means', causes: norm, at: 'W1,b1' },
    { id: 'unbiased variance in backward', causes: norm, at: 'W1,b1' },
    { id: 'epsilon outside of the root', causes: norm, at: 'W1,b1' },
    { id: 'gamma left out of the step', causes: [...norm, 'row-factor'], at: 'W1,b1' },
    { id: 'deviation of the first example', causes: norm, at: 'W1,b1' },
    { id: 'variance for deviation', causes: norm, at: 'W1,b1' },
    { id: 'dgamma from the input', causes: ['own-line'], at: 'gamma' },
    { id: 'dgamma without its sum', causes: ['own-line', 'one-example'], at: 'gamma' },
    { id: 'dbeta averaged', causes: ['constant-factor'], at: 'beta', constant: 1 / m },
    { id: 'gate from before the norm', causes: ['layer-step'], at: 'gamma,beta' },
  ],
  build(k, normal) {
    const x = k.build(m, 4, () => normal());
    const y = k.build(m, 2, () => normal());
    const groupOf = (j: number) => Math.floor(j / size) * size;
    const sumOver = (a: Matrix, i: number, j: number, all = false) => {
      let sum = 0;
      const [from, to] = all ? [0, width] : [groupOf(j), groupOf(j) + size];
      for (let c = from; c < to; c++) sum += k.at(a, i, c);
      return sum;
    };
    function forward(p: Parameters) {
      const z = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const centred = k.build(m, width, (i, j) => k.at(z, i, j) - sumOver(z, i, j) / size);
      const squares = k.multiply(centred, centred);
      const variance = k.build(m, width, (i, j) => sumOver(squares, i, j) / size);
      const unit = k.zip(centred, variance, (c, v) => c / Math.sqrt(v + epsilon));
      const n = k.build(m, width, (i, j) => k.at(unit, i, j) * k.at(p['gamma']!, 0, j) + k.at(p['beta']!, 0, j));
      const a = k.map(n, (v) => Math.max(v, 0));
      return { z, variance, unit, n, a, out: k.addRow(k.matmul(a, p['W2']!), p['b2']!) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * m)),
      backward(p, { has }) {
        const { z, variance, unit, n, a, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / m);
        const da = k.matmul(dout, k.transpose(p['W2']!));
        const dn = k.zip(da, has('gate from before the norm') ? z : n, (d, v) => (v > 0 ? d : 0));
        const du = has('gamma left out of the step')
          ? dn
          : k.build(m, width, (i, j) => k.at(dn, i, j) * k.at(p['gamma']!, 0, j));
        const ties = k.multiply(du, unit);
        const all = has('one group in backward');
        const count = has('sums for means') ? 1 : all ? width : size;
        const divisor = (i: number, j: number) => {
          const v = k.at(variance, has('deviation of the first example') ? 0 : i, j);
          if (has('unbiased variance in backward')) return Math.sqrt((v * size) / (size - 1) + epsilon);
          if (has('epsilon outside of the root')) return Math.sqrt(v) + epsilon;
          return has('variance for deviation') ? v + epsilon : Math.sqrt(v + epsilon);
        };
        const dz = k.build(m, width, (i, j) => {
          const mean = has('no mean term') ? 0 : sumOver(du, i, j, all) / count;
          const tie = has('no variance term') ? 0 : (k.at(unit, i, j) * sumOver(ties, i, j, all)) / count;
          return (k.at(du, i, j) - mean - tie) / divisor(i, j);
        });
        const dgamma = k.multiply(dn, has('dgamma from the input') ? z : unit);
        return {
          W1: k.matmul(k.transpose(x), dz),
          b1: k.sumRows(dz),
          gamma: has('dgamma without its sum') ? k.build(1, width, (_, j) => k.at(dgamma, 0, j)) : k.sumRows(dgamma),
          beta: k.scale(k.sumRows(dn), has('dbeta averaged') ? 1 / m : 1),
          W2: k.matmul(k.transpose(a), dout),
          b2: k.sumRows(dout),
        };
      },
    };
  },
};
