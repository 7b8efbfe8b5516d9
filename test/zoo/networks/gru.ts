import { sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 4;
const batch = 3;
const n = 3;
const phi = ['activation-derivative', 'layer-step'];

/** A GRU: h = (1 − z) h' + z n with n = tanh(x Wn + (r h') Un + bn); the last state gives the output. */
export const gru: NetworkSpec = {
  name: 'GRU',
  batch,
  leaves: [
    { name: 'Wz', layer: null, shape: [2, n] },
    { name: 'Uz', layer: null, shape: [n, n] },
    { name: 'bz', layer: null, shape: [n] },
    { name: 'Wr', layer: null, shape: [2, n] },
    { name: 'Ur', layer: null, shape: [n, n] },
    { name: 'br', layer: null, shape: [n] },
    { name: 'Wn', layer: null, shape: [2, n] },
    { name: 'Un', layer: null, shape: [n, n] },
    { name: 'bn', layer: null, shape: [n] },
    { name: 'Wy', layer: null, shape: [n, 2] },
  ],
  spread: 0.9,
  taps: { dn: 'Un', dz: 'Uz', dr: 'Ur' },
  bugs: [
    { id: 'reset-not-applied', causes: ['layer-step', 'own-line', 'through-leaf'], at: 'Un' },
    { id: 'reset-no-derivative', causes: phi, at: 'Ur' },
    { id: 'update-no-derivative', causes: phi, at: 'Uz' },
    { id: 'candidate-no-derivative', causes: phi, at: 'Un' },
    { id: 'update-sign', causes: ['layer-step', 'activation-derivative', 'constant-factor'], at: 'Uz' },
    { id: 'no-direct-path', causes: ['layer-step', 'through-leaf'], at: 'Uz' },
    { id: 'no-path-through-z', causes: ['through-leaf', 'layer-step'], at: 'Uz' },
    { id: 'dUn-without-reset', causes: ['own-line'], at: 'Un' },
    { id: 'Uz-Ur-swapped', causes: ['swapped-leaves'], at: 'Uz' },
    { id: 'dbn-last-step', causes: ['own-line'], at: 'bn' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const y = k.build(batch, 2, () => normal());
    function forward(p: Parameters) {
      const h = [k.build(batch, n, () => 0.3)];
      const kept: { z: Matrix; r: Matrix; c: Matrix }[] = [];
      for (let t = 0; t < steps; t++) {
        const gate = (w: string, u: string, b: string, state: Matrix) =>
          k.addRow(k.add(k.matmul(x[t]!, p[w]!), k.matmul(state, p[u]!)), p[b]!);
        const z = k.map(gate('Wz', 'Uz', 'bz', h[t]!), sigmoid);
        const r = k.map(gate('Wr', 'Ur', 'br', h[t]!), sigmoid);
        const c = k.map(gate('Wn', 'Un', 'bn', k.multiply(r, h[t]!)), Math.tanh);
        kept.push({ z, r, c });
        h.push(k.build(batch, n, (i, j) => (1 - k.at(z, i, j)) * k.at(h[t]!, i, j) + k.at(z, i, j) * k.at(c, i, j)));
      }
      return { h, kept, out: k.matmul(h[steps]!, p['Wy']!) };
    }
    const slope = (d: Matrix, s: Matrix) => k.zip(d, s, (u, a) => u * a * (1 - a));
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * batch)),
      backward(p, bugs) {
        const { h, kept, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / batch);
        const g: Parameters = Object.fromEntries(
          Object.entries(p).map(([name, w]) => [name, k.zeros(w.rows, w.columns)]),
        );
        const increase = (name: string, by: Matrix) => void (g[name] = k.add(g[name]!, by));
        g['Wy'] = k.matmul(k.transpose(h[steps]!), dout);
        let dh = k.matmul(dout, k.transpose(p['Wy']!));
        for (let t = steps - 1; t >= 0; t--) {
          const { z, r, c } = kept[t]!;
          const state = h[t]!;
          const dc = k.multiply(dh, z);
          const dn = bugs.tap('dn', bugs.has('candidate-no-derivative') ? dc : k.zip(dc, c, (d, a) => d * (1 - a * a)));
          const towards = bugs.has('update-sign') ? k.subtract(state, c) : k.subtract(c, state);
          const dzGate = k.multiply(dh, towards);
          const dz = bugs.tap('dz', bugs.has('update-no-derivative') ? dzGate : slope(dzGate, z));
          const drh = k.matmul(dn, k.transpose(p['Un']!));
          const drGate = k.multiply(drh, state);
          const dr = bugs.tap('dr', bugs.has('reset-no-derivative') ? drGate : slope(drGate, r));
          const into = (w: string, u: string, b: string, d: Matrix, s: Matrix) => {
            increase(w, k.matmul(k.transpose(x[t]!), d));
            increase(u, k.matmul(k.transpose(s), d));
            increase(b, k.sumRows(d));
          };
          into('Wz', 'Uz', 'bz', dz, state);
          into('Wr', 'Ur', 'br', dr, state);
          into('Wn', 'Un', 'bn', dn, bugs.has('dUn-without-reset') ? state : k.multiply(r, state));
          if (bugs.has('dbn-last-step') && t < steps - 1) g['bn'] = k.subtract(g['bn']!, k.sumRows(dn));
          const direct = bugs.has('no-direct-path') ? k.zeros(batch, n) : k.zip(dh, z, (d, a) => d * (1 - a));
          const throughN = bugs.has('reset-not-applied') ? drh : k.multiply(drh, r);
          const throughZ = bugs.has('no-path-through-z') ? k.zeros(batch, n) : k.matmul(dz, k.transpose(p['Uz']!));
          dh = k.add(k.add(direct, throughN), k.add(throughZ, k.matmul(dr, k.transpose(p['Ur']!))));
        }
        if (!bugs.has('Uz-Ur-swapped')) return g;
        return { ...g, Uz: g['Ur']!, Ur: g['Uz']! };
      },
    };
  },
};
