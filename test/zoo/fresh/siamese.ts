import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const margin = 1.5;

/** Two inputs through one encoder, contrastive loss y d² + (1 − y) max(0, margin − d)². */
export const siamese: NetworkSpec = {
  name: 'siamese encoder',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [3, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'W2', layer: 2, shape: [5, 4] },
  ],
  taps: {},
  bugs: [
    { id: 'first branch only', causes: [] },
    { id: 'second branch with the first one’s sign', causes: [] },
    { id: 'margin term with the wrong sign', causes: ['different-cost', 'layer-step'], at: 'W2' },
    { id: 'not divided by the distance', causes: ['different-cost', 'layer-step'], at: 'W2' },
    { id: 'labels the other way round', causes: ['different-cost', 'layer-step'], at: 'W2' },
    { id: 'margin’s gate forgotten', causes: ['different-cost', 'layer-step'], at: 'W2' },
    { id: 'no factor 2', causes: ['cost-scale', 'constant-factor'], constant: 0.5 },
    { id: 'slope of the other branch', causes: ['layer-step'], at: 'W1,b1' },
    { id: 'dW2 from the first branch’s activations', causes: ['own-line', 'zero'], at: 'W2' },
    { id: 'dW1 from the first branch’s inputs', causes: ['own-line'], at: 'W1' },
    { id: 'db1 from the first branch', causes: ['own-line'], at: 'b1' },
  ],
  build(k, normal) {
    const [x, other] = [k.build(m, 3, () => normal()), k.build(m, 3, () => normal())];
    const same = (i: number) => (i % 2 === 0 ? 1 : 0);
    const encode = (p: Parameters, input: Matrix) => {
      const a = k.map(k.addRow(k.matmul(input, p['W1']!), p['b1']!), Math.tanh);
      return { a, e: k.matmul(a, p['W2']!) };
    };
    function forward(p: Parameters) {
      const [one, two] = [encode(p, x), encode(p, other)];
      const delta = k.subtract(one.e, two.e);
      const d = k.build(m, 1, (i) => Math.sqrt([0, 1, 2, 3].reduce((sum, j) => sum + k.at(delta, i, j) ** 2, 1e-12)));
      return { one, two, delta, d };
    }
    return {
      cost(p) {
        const { d } = forward(p);
        const each = k.build(m, 1, (i) => (same(i) ? k.at(d, i, 0) ** 2 : Math.max(0, margin - k.at(d, i, 0)) ** 2));
        return k.round(k.total(each) / m);
      },
      backward(p, { has }) {
        const { one, two, delta, d } = forward(p);
        const de = k.build(m, 4, (i, j) => {
          const distance = k.at(d, i, 0);
          const close = has('labels the other way round') ? 1 - same(i) : same(i);
          const two = has('no factor 2') ? 1 : 2;
          if (close) return (two * k.at(delta, i, j)) / m;
          const gap = has('margin’s gate forgotten') ? margin - distance : Math.max(0, margin - distance);
          const unit = k.at(delta, i, j) / (has('not divided by the distance') ? 1 : distance);
          return ((has('margin term with the wrong sign') ? 1 : -1) * two * gap * unit) / m;
        });
        const minus = k.scale(de, has('second branch with the first one’s sign') ? 1 : -1);
        const branches = [
          { d: de, input: x, ...one, mate: two.a },
          { d: minus, input: other, ...two, mate: one.a },
        ].slice(0, has('first branch only') ? 1 : 2);
        const sum = (parts: Matrix[]) => parts.reduce((a, b) => k.add(a, b));
        const dz = branches.map(({ d, a, mate }) =>
          k.zip(
            k.matmul(d, k.transpose(p['W2']!)),
            has('slope of the other branch') ? mate : a,
            (u, v) => u * (1 - v * v),
          ),
        );
        const into = (left: Matrix, right: Matrix) => k.matmul(k.transpose(left), right);
        return {
          W1: sum(branches.map(({ input }, b) => into(has('dW1 from the first branch’s inputs') ? x : input, dz[b]!))),
          b1: sum(dz.slice(0, has('db1 from the first branch') ? 1 : 2).map((g) => k.sumRows(g))),
          W2: sum(branches.map(({ d, a }) => into(has('dW2 from the first branch’s activations') ? one.a : a, d))),
        };
      },
    };
  },
};
