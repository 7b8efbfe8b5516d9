import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const classes = 4;
const lambda = 0.2;
const top = ['different-cost', 'layer-step'];

/** tanh and a multiclass hinge loss with weight decay λ ΣW² (without ½), as in support vector machines. */
export const hingeClassifier: NetworkSpec = {
  name: 'hinge classifier',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [3, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'W2', layer: 2, shape: [5, classes] },
    { name: 'b2', layer: 2, shape: [classes] },
  ],
  taps: {},
  bugs: [
    { id: 'right class left out', causes: top, at: 'W2,b2' },
    { id: 'right class counted once', causes: top, at: 'W2,b2' },
    { id: 'right class among the others', causes: top, at: 'W2,b2' },
    { id: 'mask from the scores', causes: top, at: 'W2,b2' },
    { id: 'squared hinge', causes: top, at: 'W2,b2' },
    { id: 'margin forgotten in the mask', causes: top, at: 'W2,b2' },
    { id: 'half of the decay', causes: ['weight-decay'], constant: -lambda },
    { id: 'decay on scores only', causes: ['weight-decay'], at: 'W1', constant: -2 * lambda },
    { id: 'divided by the classes', causes: ['constant-factor', 'cost-scale'], constant: m / classes },
    { id: 'slope before the product', causes: ['layer-step'], at: 'W1,b1' },
    { id: 'first example’s slope for all', causes: ['layer-step'], at: 'W1,b1' },
    { id: 'dW2 from the inputs', causes: ['own-line'], at: 'W2' },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const label = (i: number) => (i * 3 + 1) % classes;
    function forward(p: Parameters) {
      const a = k.map(k.addRow(k.matmul(x, p['W1']!), p['b1']!), Math.tanh);
      const s = k.addRow(k.matmul(a, p['W2']!), p['b2']!);
      const margin = k.build(m, classes, (i, j) => (j === label(i) ? 0 : k.at(s, i, j) - k.at(s, i, label(i)) + 1));
      return { a, s, margin };
    }
    return {
      cost(p) {
        const { margin } = forward(p);
        const loss = k.total(k.map(margin, (v) => Math.max(0, v))) / m;
        return k.round(loss + lambda * (k.sumOfSquares(p['W1']!) + k.sumOfSquares(p['W2']!)));
      },
      backward(p, { has }) {
        const { a, s, margin } = forward(p);
        const share = has('divided by the classes') ? 1 / classes : 1 / m;
        const weight = (i: number, j: number) => {
          const by = has('mask from the scores')
            ? k.at(s, i, j)
            : k.at(margin, i, j) - (has('margin forgotten in the mask') ? 1 : 0);
          if (!(by > 0)) return 0;
          return has('squared hinge') ? 2 * by : 1;
        };
        const ds = k.build(m, classes, (i, j) => {
          if (j !== label(i)) return share * weight(i, j);
          if (has('right class left out')) return 0;
          let count = has('right class among the others') ? -1 : 0;
          for (let c = 0; c < classes; c++) if (c !== j) count += weight(i, c);
          return -share * (has('right class counted once') ? Math.min(count, 1) : count);
        });
        const rate = has('half of the decay') ? lambda : 2 * lambda;
        const slope = (i: number, j: number) => 1 - k.at(a, has('first example’s slope for all') ? 0 : i, j) ** 2;
        const W2 = k.transpose(p['W2']!);
        let dz = k.build(m, 5, (i, j) => k.at(k.matmul(ds, W2), i, j) * slope(i, j));
        if (has('slope before the product')) {
          const mean = (i: number) => [0, 1, 2, 3, 4].reduce((sum, j) => sum + slope(i, j) / 5, 0);
          dz = k.matmul(
            k.build(m, classes, (i, j) => k.at(ds, i, j) * mean(i)),
            W2,
          );
        }
        const left = has('dW2 from the inputs') ? k.build(m, 5, (i, j) => k.at(x, i, j % 3)) : a;
        return {
          W1: k.add(k.matmul(k.transpose(x), dz), k.scale(p['W1']!, has('decay on scores only') ? 0 : rate)),
          b1: k.sumRows(dz),
          W2: k.add(k.matmul(k.transpose(left), ds), k.scale(p['W2']!, rate)),
          b2: k.sumRows(ds),
        };
      },
    };
  },
};
