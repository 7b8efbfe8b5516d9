import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const [d1, d2, classes] = [3, 4, 3];

/** Two tanh encoders joined by a bilinear layer, softmax, Kullback–Leibler divergence from soft labels. */
export const bilinear: NetworkSpec = {
  name: 'bilinear layer',
  batch: m,
  leaves: [
    { name: 'P', layer: 1, shape: [2, d1] },
    { name: 'p', layer: 1, shape: [d1] },
    { name: 'Q', layer: 1, shape: [5, d2] },
    { name: 'q', layer: 1, shape: [d2] },
    { name: 'W', layer: 2, shape: [classes, d1, d2] },
    { name: 'b', layer: 2, shape: [classes] },
  ],
  taps: {},
  bugs: [
    { id: 'labels’ logarithm in backward', causes: ['different-cost', 'layer-step'], at: 'W,b' },
    { id: 'divergence the other way round', causes: ['different-cost', 'layer-step'], at: 'W,b' },
    { id: 'first class only on the way to P', causes: ['layer-step', 'through-leaf'], at: 'P,p', through: 'W' },
    { id: 'P’s step with its own activations', causes: ['layer-step', 'through-leaf'], at: 'P,p', through: 'W' },
    { id: 'sides exchanged in dW', causes: ['own-line'], at: 'W' },
    { id: 'dW in another order of axes', causes: ['transposed'], at: 'W' },
    { id: 'classes reversed in dW', causes: ['flipped'], at: 'W' },
    { id: 'Q without slope', causes: ['activation-derivative', 'layer-step'], at: 'Q,q' },
    { id: 'Q with P’s gradient added', causes: ['layer-step'], at: 'Q,q' },
    { id: 'batch mean of the right side', causes: ['layer-step'], at: 'P,p' },
  ],
  build(k, normal) {
    const [x, w] = [k.build(m, 2, () => normal()), k.build(m, 5, () => normal())];
    const y = k.softmax(k.build(m, classes, () => normal()));
    const weight = (p: Parameters, c: number, i: number, j: number) => p['W']!.data[(c * d1 + i) * d2 + j]!;
    function forward(p: Parameters) {
      const u = k.map(k.addRow(k.matmul(x, p['P']!), p['p']!), Math.tanh);
      const v = k.map(k.addRow(k.matmul(w, p['Q']!), p['q']!), Math.tanh);
      const s = k.build(m, classes, (n, c) => {
        let sum = k.at(p['b']!, 0, c);
        for (let i = 0; i < d1; i++)
          for (let j = 0; j < d2; j++) sum += k.at(u, n, i) * weight(p, c, i, j) * k.at(v, n, j);
        return sum;
      });
      return { u, v, guess: k.softmax(s) };
    }
    return {
      cost: (p) => k.round(k.total(k.zip(y, forward(p).guess, (t, g) => t * Math.log(t / g))) / m),
      backward(p, { has }) {
        const { u, v, guess } = forward(p);
        let ds = k.scale(k.subtract(guess, y), 1 / m);
        if (has('labels’ logarithm in backward')) ds = k.zip(guess, y, (g, t) => (g - 0.3 * Math.log(t)) / m);
        if (has('divergence the other way round')) {
          const each = k.zip(guess, y, (g, t) => g * Math.log(g / t));
          const sums = k.sumColumns(each);
          ds = k.build(m, classes, (n, c) => (k.at(each, n, c) - k.at(guess, n, c) * k.at(sums, n, 0)) / m);
        }
        const last = has('first class only on the way to P') ? 1 : classes;
        const side = (n: number, j: number) => {
          if (!has('batch mean of the right side')) return k.at(v, n, j);
          return k.at(k.sumRows(v), 0, j) / m;
        };
        const du = k.build(m, d1, (n, i) => {
          let sum = 0;
          for (let c = 0; c < last; c++)
            for (let j = 0; j < d2; j++)
              sum +=
                k.at(ds, n, c) *
                weight(p, c, i, j) *
                (has('P’s step with its own activations') ? k.at(u, n, j % d1) : side(n, j));
          return sum;
        });
        const dv = k.build(m, d2, (n, j) => {
          let sum = has('Q with P’s gradient added') ? k.at(du, n, j % d1) : 0;
          for (let c = 0; c < classes; c++)
            for (let i = 0; i < d1; i++) sum += k.at(ds, n, c) * k.at(u, n, i) * weight(p, c, i, j);
          return sum;
        });
        const dW = k.build(classes, d1 * d2, (at, r) => {
          const c = has('classes reversed in dW') ? classes - 1 - at : at;
          let [i, j] = [Math.floor(r / d2), r % d2];
          if (has('dW in another order of axes')) [i, j] = [r % d1, Math.floor(r / d1)];
          let sum = 0;
          for (let n = 0; n < m; n++) {
            const both = has('sides exchanged in dW')
              ? k.at(v, n, i) * k.at(u, n, j % d1)
              : k.at(u, n, i) * k.at(v, n, j);
            sum += k.at(ds, n, c) * both;
          }
          return sum;
        });
        const slope = (d: Matrix, a: Matrix) => k.zip(d, a, (g, t) => g * (1 - t * t));
        const dz1 = slope(du, u);
        const dz2 = has('Q without slope') ? dv : slope(dv, v);
        return {
          P: k.matmul(k.transpose(x), dz1),
          p: k.sumRows(dz1),
          Q: k.matmul(k.transpose(w), dz2),
          q: k.sumRows(dz2),
          W: dW,
          b: k.sumRows(ds),
        };
      },
    };
  },
};
