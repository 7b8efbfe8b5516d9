import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const hidden = 4;
const balance = 0.3;
const names = ['E1', 'E2', 'E3'];

/** A mixture of three tanh experts under a softmax gate with a penalty on its mean, affine, squared error. */
export const experts: NetworkSpec = {
  name: 'mixture of experts',
  batch: m,
  leaves: [
    { name: 'G', layer: 1, shape: [3, 3] },
    { name: 'E1', layer: 1, shape: [3, hidden] },
    { name: 'E2', layer: 1, shape: [3, hidden] },
    { name: 'E3', layer: 1, shape: [3, hidden] },
    { name: 'Wo', layer: 2, shape: [hidden, 2] },
    { name: 'bo', layer: 2, shape: [2] },
  ],
  taps: {},
  bugs: [
    { id: 'gate’s diagonal only', causes: ['softmax-jacobian', 'layer-step', 'own-line'], at: 'G' },
    {
      id: 'no penalty on the gate',
      causes: ['different-cost', 'layer-step', 'own-line', 'through-leaf'],
      at: 'G',
      through: 'Wo',
    },
    { id: 'penalty without the mean', causes: ['layer-step', 'own-line'], at: 'G' },
    { id: 'experts not weighted', causes: ['layer-step'], at: 'E1,E2,E3' },
    { id: 'one weight for all experts', causes: ['layer-step'], at: 'E1,E2,E3' },
    { id: 'gate by the sum of the experts', causes: ['layer-step', 'own-line'], at: 'G' },
    { id: 'gate’s columns one on', causes: ['permuted', 'layer-step'], at: 'G' },
    { id: 'third expert without slope', causes: ['activation-derivative', 'layer-step', 'own-line'], at: 'E3' },
    {
      id: 'third expert with the second’s slope',
      causes: ['layer-step', 'own-line', 'activation-derivative'],
      at: 'E3',
    },
    { id: 'best expert only', causes: ['layer-step'], at: 'E1,E2,E3' },
    { id: 'Wo updated first', causes: ['stale-parameters', 'layer-step'], at: 'Wo,E1' },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const y = k.build(m, 2, () => normal());
    function forward(p: Parameters) {
      const gate = k.softmax(k.matmul(x, p['G']!));
      const e = names.map((name) => k.map(k.matmul(x, p[name]!), Math.tanh));
      const mixed = k.build(m, hidden, (i, j) => e.reduce((sum, a, c) => sum + k.at(gate, i, c) * k.at(a, i, j), 0));
      const mean = k.scale(k.sumRows(gate), 1 / m);
      return { gate, e, mixed, mean, out: k.addRow(k.matmul(mixed, p['Wo']!), p['bo']!) };
    }
    return {
      cost(p) {
        const { out, mean } = forward(p);
        return k.round(k.sumOfSquares(k.subtract(out, y)) / (2 * m) + balance * k.sumOfSquares(mean));
      },
      backward(p, { has }) {
        const { gate, e, mixed, mean, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / m);
        const dWo = k.matmul(k.transpose(mixed), dout);
        const Wo = has('Wo updated first') ? k.subtract(p['Wo']!, k.scale(dWo, 0.4)) : p['Wo']!;
        const dmixed = k.matmul(dout, k.transpose(Wo));
        const share = has('no penalty on the gate') ? 0 : has('penalty without the mean') ? 2 : 2 / m;
        const dgate = k.build(m, 3, (i, c) => {
          let sum = share * balance * k.at(mean, 0, c);
          const which = has('gate’s columns one on') ? (c + 1) % 3 : c;
          for (let j = 0; j < hidden; j++) {
            const value = has('gate by the sum of the experts') ? k.at(mixed, i, j) : k.at(e[which]!, i, j);
            sum += k.at(dmixed, i, j) * value;
          }
          return sum;
        });
        const ties = k.multiply(gate, dgate);
        const dscores = k.build(m, 3, (i, c) => {
          const own = k.at(gate, i, c);
          if (has('gate’s diagonal only')) return own * (1 - own) * k.at(dgate, i, c);
          return own * (k.at(dgate, i, c) - [0, 1, 2].reduce((sum, o) => sum + k.at(ties, i, o), 0));
        });
        const best = (i: number) => [0, 1, 2].reduce((b, c) => (k.at(gate, i, c) > k.at(gate, i, b) ? c : b), 0);
        const weight = (i: number, c: number) => {
          if (has('experts not weighted')) return 1;
          if (has('one weight for all experts')) return k.at(gate, i, 0);
          return has('best expert only') && best(i) !== c ? 0 : k.at(gate, i, c);
        };
        const slope = (c: number): Matrix => {
          if (c === 2 && has('third expert without slope')) return k.zeros(m, hidden);
          return c === 2 && has('third expert with the second’s slope') ? e[1]! : e[c]!;
        };
        const grads: Parameters = { G: k.matmul(k.transpose(x), dscores), Wo: dWo, bo: k.sumRows(dout) };
        names.forEach((name, c) => {
          const dz = k.build(m, hidden, (i, j) => weight(i, c) * k.at(dmixed, i, j) * (1 - k.at(slope(c), i, j) ** 2));
          grads[name] = k.matmul(k.transpose(x), dz);
        });
        return grads;
      },
    };
  },
};
