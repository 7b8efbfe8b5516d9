import type { NetworkSpec, Parameters } from '../network.ts';

const m = 4;

/** The affine layer of the layer form: out = x w + b, with the cost ⟨u, out⟩ for a fixed u that backward is handed. */
export const affineLayer: NetworkSpec = {
  name: 'affine layer',
  batch: m,
  leaves: [
    { name: 'x', layer: null, shape: [m, 3], role: 'input' },
    { name: 'w', layer: null, shape: [3, 5] },
    { name: 'b', layer: null, shape: [5] },
  ],
  taps: {},
  bugs: [
    { id: 'upstream-ignored', causes: ['upstream-ignored'] },
    { id: 'upstream-ignored-in-dw', causes: ['upstream-ignored', 'own-line'], at: 'w' },
    { id: 'upstream-ignored-in-db', causes: ['upstream-ignored', 'constant-entries'], at: 'b' },
    { id: 'db-mean', causes: ['constant-factor'], at: 'b', constant: 1 / m },
    { id: 'db-first-example', causes: ['one-example', 'own-line'], at: 'b' },
    { id: 'dw-averaged', causes: ['constant-factor'], at: 'w', constant: 1 / m },
    { id: 'dx-sign', causes: ['constant-factor'], at: 'x', constant: -1 },
    { id: 'dx-last-row-missing', causes: ['partial'], at: 'x' },
    { id: 'dw-order', causes: ['transposed'], at: 'w' },
  ],
  build(k, normal) {
    const u = k.build(m, 5, () => normal());
    const ones = k.build(m, 5, () => 1);
    return {
      upstream: u,
      cost(p: Parameters) {
        return k.total(k.multiply(u, k.addRow(k.matmul(p['x']!, p['w']!), p['b']!)));
      },
      backward(p, bugs) {
        const up = (place: string) =>
          bugs.has('upstream-ignored') || bugs.has(`upstream-ignored-in-${place}`) ? ones : u;
        const dx = k.matmul(up('dx'), k.transpose(p['w']!));
        const dw = k.scale(k.matmul(k.transpose(p['x']!), up('dw')), bugs.has('dw-averaged') ? 1 / m : 1);
        const db = k.scale(k.sumRows(up('db')), bugs.has('db-mean') ? 1 / m : 1);
        return {
          x: k.build(
            m,
            3,
            (i, j) =>
              (bugs.has('dx-last-row-missing') && i === m - 1 ? 0 : bugs.has('dx-sign') ? -1 : 1) * k.at(dx, i, j),
          ),
          w: bugs.has('dw-order') ? { ...dw, data: k.transpose(dw).data } : dw,
          b: bugs.has('db-first-example') ? k.build(1, 5, (_, j) => k.at(u, 0, j)) : db,
        };
      },
    };
  },
};
