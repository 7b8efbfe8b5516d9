import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const [d, u] = [3, 4];
const lambda = 0.15;
const keep = 0.75;

/** Each layer sees the input and all layers before it (concatenated), sine units, a fixed dropout mask, decay, squared error. */
export const denseBlock: NetworkSpec = {
  name: 'dense block',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [d, u] },
    { name: 'b1', layer: 1, shape: [u] },
    { name: 'W2', layer: 2, shape: [d + u, u] },
    { name: 'b2', layer: 2, shape: [u] },
    { name: 'W3', layer: 3, shape: [d + 2 * u, 2] },
    { name: 'b3', layer: 3, shape: [2] },
  ],
  taps: {},
  bugs: [
    { id: 'shortcut to the output lost', causes: ['layer-step', 'through-leaf'], at: 'W1,b1', through: 'W2' },
    { id: 'only the shortcut', causes: ['layer-step', 'through-leaf'], at: 'W1,b1', through: 'W2' },
    { id: 'wrong block of W3', causes: ['layer-step', 'through-leaf'], at: 'W2,b2', through: 'W3' },
    { id: 'blocks exchanged', causes: ['layer-step', 'through-leaf'], at: 'W2,b2,W1,b1', through: 'W3' },
    { id: 'cosine of the sine', causes: ['activation-derivative', 'layer-step'], at: 'W2,b2' },
    { id: 'sine for cosine', causes: ['activation-derivative', 'layer-step'], at: 'W1,b1' },
    { id: 'mask not used', causes: ['layer-step', 'fixed-factors'], at: 'W2,b2' },
    { id: 'mask without its scale', causes: ['constant-factor', 'layer-step'], at: 'W2,b2' },
    { id: 'decay not averaged', causes: ['weight-decay'], constant: lambda - lambda / m },
    { id: 'decay of the old block only', causes: ['partial', 'weight-decay', 'own-line'], at: 'W3' },
    { id: 'dW3 with the mask twice', causes: ['own-line', 'partial'], at: 'W3' },
    { id: 'b2 averaged', causes: ['constant-factor'], constant: 1 / m, at: 'b2' },
  ],
  build(k, normal) {
    const x = k.build(m, d, () => normal());
    const y = k.build(m, 2, () => normal());
    const mask = k.build(m, u, (i, j) => ((3 * i + 5 * j) % 4 === 0 ? 0 : 1 / keep));
    const join = (a: Matrix, b: Matrix) =>
      k.build(m, a.columns + b.columns, (i, j) => (j < a.columns ? k.at(a, i, j) : k.at(b, i, j - a.columns)));
    const part = (a: Matrix, from: number) => k.build(a.rows, u, (i, j) => k.at(a, i, from + j));
    function forward(p: Parameters) {
      const z1 = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const a1 = k.map(z1, Math.sin);
      const c1 = join(x, a1);
      const z2 = k.addRow(k.matmul(c1, p['W2']!), p['b2']!);
      const a2 = k.map(z2, Math.sin);
      const c2 = join(c1, k.multiply(a2, mask));
      return { z1, a1, c1, z2, a2, c2, out: k.addRow(k.matmul(c2, p['W3']!), p['b3']!) };
    }
    return {
      cost(p) {
        const squares = k.sumOfSquares(p['W1']!) + k.sumOfSquares(p['W2']!) + k.sumOfSquares(p['W3']!);
        return k.round((k.sumOfSquares(k.subtract(forward(p).out, y)) + lambda * squares) / (2 * m));
      },
      backward(p, { has }) {
        const { z1, c1, z2, a2, c2, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / m);
        const dc2 = k.matmul(dout, k.transpose(p['W3']!));
        const swap = has('blocks exchanged');
        const d2 = part(dc2, swap || has('wrong block of W3') ? d : d + u);
        const open = k.map(mask, (v) => (v > 0 ? 1 : 0));
        const by = has('mask not used') ? k.map(mask, () => 1) : has('mask without its scale') ? open : mask;
        const dz2 = k.multiply(k.multiply(d2, by), k.map(has('cosine of the sine') ? a2 : z2, Math.cos));
        const dc1 = k.matmul(dz2, k.transpose(p['W2']!));
        const [deep, direct] = [part(dc1, d), part(dc2, swap ? d + u : d)];
        const d1 = has('shortcut to the output lost') ? deep : has('only the shortcut') ? direct : k.add(deep, direct);
        const dz1 = k.multiply(d1, k.map(z1, has('sine for cosine') ? Math.sin : Math.cos));
        const rate = has('decay not averaged') ? lambda : lambda / m;
        const decay = (g: Matrix, w: Matrix) => k.add(g, k.scale(w, rate));
        const left = has('dW3 with the mask twice') ? join(c1, k.multiply(k.multiply(a2, mask), mask)) : c2;
        const dW3 = k.matmul(k.transpose(left), dout);
        const few = k.build(d + 2 * u, 2, (i, j) => k.at(dW3, i, j) + (i < d + u ? rate * k.at(p['W3']!, i, j) : 0));
        return {
          W1: decay(k.matmul(k.transpose(x), dz1), p['W1']!),
          b1: k.sumRows(dz1),
          W2: decay(k.matmul(k.transpose(c1), dz2), p['W2']!),
          b2: k.scale(k.sumRows(dz2), has('b2 averaged') ? 1 / m : 1),
          W3: has('decay of the old block only') ? few : decay(dW3, p['W3']!),
          b3: k.sumRows(dout),
        };
      },
    };
  },
};
