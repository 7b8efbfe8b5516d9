import type { Algebra, Matrix } from './algebra.ts';
import type { NetworkSpec, Parameters } from './network.ts';

type Leaf = NetworkSpec['leaves'][number];
const leaf = (name: string, ...shape: number[]): Leaf => ({ name, layer: null, shape });
const T = (k: Algebra, a: Matrix): Matrix => k.transpose(a);
const step = ['layer-step', 'through-leaf'];

/** After bugs that people reported, as in keptApartNetworks.ts. */
export const folded: NetworkSpec = {
  name: 'bias columns',
  batch: 6,
  leaves: [leaf('Theta1', 4, 4), leaf('Theta2', 2, 5)],
  taps: {},
  bugs: [
    { id: 'bias-column-decayed', causes: ['partial', 'weight-decay', 'own-line', 'layer-step'], at: 'Theta1' },
    { id: 'decay-summed', causes: ['offset', 'own-line', 'layer-step'], at: 'Theta2' },
    { id: 'delta-with-bias-column', causes: [...step], at: 'Theta1' },
    { id: 'slope-without-a', causes: ['activation-derivative', ...step], at: 'Theta1' },
    { id: 'last-example-only', causes: ['one-example', ...step, 'different-cost', 'own-line'], at: 'Theta1' },
  ],
  build(k, normal) {
    const ones = (a: Matrix) => k.build(a.rows, a.columns + 1, (i, j) => (j === 0 ? 1 : k.at(a, i, j - 1)));
    const x = ones(k.build(6, 3, () => normal()));
    const y = k.build(6, 2, () => normal());
    const s = (z: number) => 1 / (1 + Math.exp(-z));
    const forward = (p: Parameters) => {
      const a = ones(k.map(k.matmul(x, T(k, p['Theta1']!)), s));
      return { a, out: k.matmul(a, T(k, p['Theta2']!)) };
    };
    const tail = (a: Matrix) => k.build(a.rows, a.columns, (i, j) => (j === 0 ? 0 : k.at(a, i, j)));
    return {
      cost(p) {
        const decay = k.sumOfSquares(tail(p['Theta1']!)) + k.sumOfSquares(tail(p['Theta2']!));
        return k.round((k.sumOfSquares(k.subtract(forward(p).out, y)) + 0.4 * decay) / 12);
      },
      backward(p, bugs) {
        const { a, out } = forward(p);
        const d = k.scale(k.subtract(out, y), 1 / 6);
        const da = k.matmul(d, p['Theta2']!);
        const shift = bugs.has('delta-with-bias-column') ? 0 : 1;
        const used = (i: number) => (bugs.has('last-example-only') && i < 5 ? 0 : 1);
        const slope = (v: number) => (bugs.has('slope-without-a') ? 1 - v : v * (1 - v));
        const dz = k.build(6, 4, (i, j) => used(i) * k.at(da, i, j + shift) * slope(k.at(a, i, j + 1)));
        const decayed = bugs.has('bias-column-decayed') ? p['Theta1']! : tail(p['Theta1']!);
        const sum = k.total(tail(p['Theta2']!));
        const g2 = k.zip(
          k.matmul(T(k, d), a),
          tail(p['Theta2']!),
          (g, w) => g + (0.4 / 6) * (bugs.has('decay-summed') ? sum : w),
        );
        return { Theta1: k.zip(k.matmul(T(k, dz), x), decayed, (g, w) => g + (0.4 / 6) * w), Theta2: g2 };
      },
    };
  },
};

export const overlapping: NetworkSpec = {
  name: 'overlapping pool',
  batch: 3,
  leaves: [leaf('K', 2, 3), leaf('c', 2), leaf('W', 8, 2)],
  taps: {},
  bugs: [
    { id: 'pool-assigned', causes: [...step, 'different-cost'], at: 'K' },
    { id: 'wrong-channel', causes: [...step, 'swapped-leaves', 'permuted', 'flipped'], at: 'K' },
    { id: 'shifted-window', causes: ['own-line', 'permuted', ...step], at: 'K' },
  ],
  build(k, normal) {
    const x = k.build(3, 8, () => normal());
    const y = k.build(3, 2, () => normal());
    const top = (map: Matrix, n: number, f: number, r: number) =>
      [r, r + 1, r + 2].reduce((a, b) => (k.at(map, n, f * 6 + b) > k.at(map, n, f * 6 + a) ? b : a));
    const forward = (p: Parameters) => {
      const map = k.build(3, 12, (n, at) => {
        const [f, r] = [Math.floor(at / 6), at % 6];
        return p['c']!.data[f]! + [0, 1, 2].reduce((sum, u) => sum + k.at(p['K']!, f, u) * k.at(x, n, r + u), 0);
      });
      const pool = k.build(3, 8, (n, at) =>
        k.at(map, n, Math.floor(at / 4) * 6 + top(map, n, Math.floor(at / 4), at % 4)),
      );
      return { map, pool, out: k.matmul(pool, p['W']!) };
    };
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / 6),
      backward(p, bugs) {
        const { map, pool, out } = forward(p);
        const d = k.scale(k.subtract(out, y), 1 / 3);
        const dpool = k.matmul(d, T(k, p['W']!));
        const dmap = k.zeros(3, 12);
        for (let n = 0; n < 3; n++)
          for (let at = 0; at < 8; at++) {
            const f = Math.floor(at / 4);
            const to = n * 12 + (bugs.has('wrong-channel') ? 1 - f : f) * 6 + top(map, n, f, at % 4);
            dmap.data[to] = (bugs.has('pool-assigned') ? 0 : dmap.data[to]!) + k.at(dpool, n, at);
          }
        const reach = bugs.has('shifted-window') ? 1 : 0;
        const sum = (f: number, of: (n: number, r: number) => number) =>
          [0, 1, 2].reduce(
            (s, n) => s + [0, 1, 2, 3, 4, 5].reduce((q, r) => q + k.at(dmap, n, f * 6 + r) * of(n, r), 0),
            0,
          );
        return {
          K: k.build(2, 3, (f, u) => sum(f, (n, r) => k.at(x, n, (r + u + reach) % 8))),
          c: k.build(1, 2, (_, f) => sum(f, () => 1)),
          W: k.matmul(T(k, pool), d),
        };
      },
    };
  },
};
