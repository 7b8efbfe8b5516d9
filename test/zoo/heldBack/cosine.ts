import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 7;
const d = 4;
const norm = ['normalisation', 'layer-step', 'own-line'];

/** Two towers whose outputs are compared by their cosine, with a learned temperature and a logistic loss. */
export const cosine: NetworkSpec = {
  name: 'cosine towers',
  batch: m,
  leaves: [
    { name: 'A', layer: 1, shape: [3, d] },
    { name: 'a', layer: 1, shape: [d] },
    { name: 'B', layer: 1, shape: [5, d] },
    { name: 'c', layer: 1, shape: [d] },
    { name: 'scale', layer: 2, shape: [1] },
  ],
  taps: {},
  bugs: [
    { id: 'lengths taken for constants', causes: norm, at: 'A,B,a,c' },
    { id: 'only one length in the second tower', causes: norm, at: 'B,c' },
    { id: 'projection on the other vector', causes: norm, at: 'A,a' },
    { id: 'length for its square', causes: norm, at: 'A,a' },
    {
      id: 'scale forgotten on the way down',
      causes: ['layer-step', 'constant-factor', 'upstream-ignored', 'varying-factor'],
      at: 'A,B,a,c',
    },
    { id: 'dscale without its cosine', causes: ['own-line', 'layer-step'], at: 'scale' },
    { id: 'second tower with the first one’s inputs', causes: ['own-line'], at: 'B' },
    { id: 'dc not summed', causes: ['own-line', 'one-example'], at: 'c' },
    { id: 'no labels', causes: ['different-cost', 'layer-step'], at: 'scale,A,B' },
    {
      id: 'slope of the sigmoid once more',
      causes: ['layer-step', 'different-cost', 'activation-derivative'],
      at: 'scale,A,B',
    },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const w = k.build(m, 5, () => normal());
    const y = k.build(m, 1, (i) => (i % 3 === 0 ? 1 : 0));
    const dot = (u: Matrix, v: Matrix, i: number) => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += k.at(u, i, j) * k.at(v, i, j);
      return sum;
    };
    function forward(p: Parameters) {
      const u = k.addRow(k.matmul(x, p['A']!), p['a']!);
      const v = k.addRow(k.matmul(w, p['B']!), p['c']!);
      const [nu, nv] = [u, v].map((a) => k.build(m, 1, (i) => Math.sqrt(dot(a, a, i)))) as [Matrix, Matrix];
      const cos = k.build(m, 1, (i) => dot(u, v, i) / (k.at(nu, i, 0) * k.at(nv, i, 0)));
      return { u, v, nu, nv, cos, s: k.scale(cos, p['scale']!.data[0]!) };
    }
    return {
      cost(p) {
        const { s } = forward(p);
        return k.round(k.total(k.zip(s, y, (z, t) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - z * t)) / m);
      },
      backward(p, { has }) {
        const { u, v, nu, nv, cos, s } = forward(p);
        const ds = k.zip(s, y, (z, t) => {
          const q = 1 / (1 + Math.exp(-z));
          return ((q - (has('no labels') ? 0 : t)) * (has('slope of the sigmoid once more') ? q * (1 - q) : 1)) / m;
        });
        const dcos = k.scale(ds, has('scale forgotten on the way down') ? 1 : p['scale']!.data[0]!);
        const tower = (own: Matrix, other: Matrix, n: Matrix, mate: Matrix, isFirst: boolean) =>
          k.build(m, d, (i, j) => {
            const [len, far] = [k.at(n, i, 0), k.at(mate, i, 0)];
            const direct =
              k.at(other, i, j) / (!isFirst && has('only one length in the second tower') ? len : len * far);
            if (has('lengths taken for constants')) return k.at(dcos, i, 0) * direct;
            const along = isFirst && has('projection on the other vector') ? other : own;
            const by = isFirst && has('length for its square') ? len : len * len;
            return k.at(dcos, i, 0) * (direct - (k.at(cos, i, 0) * k.at(along, i, j)) / by);
          });
        const [du, dv] = [tower(u, v, nu, nv, true), tower(v, u, nv, nu, false)];
        const inputs = has('second tower with the first one’s inputs') ? k.build(m, 5, (i, j) => k.at(x, i, j % 3)) : w;
        return {
          A: k.matmul(k.transpose(x), du),
          a: k.sumRows(du),
          B: k.matmul(k.transpose(inputs), dv),
          c: has('dc not summed') ? k.build(1, d, (_, j) => k.at(dv, m - 1, j)) : k.sumRows(dv),
          scale: k.build(1, 1, () => k.total(has('dscale without its cosine') ? ds : k.multiply(ds, cos))),
        };
      },
    };
  },
};
