import { sigmoid } from './algebra.ts';
import type { Matrix } from './algebra.ts';
import type { NetworkSpec, Parameters } from './network.ts';

const steps = 4;
const batch = 3;
const n = 4;

/** A minimal gated unit, h = (1 − f) h' + f tanh(x Wn + (f h') Un + bn), with an output at every step of its length. */
export const freshGate: NetworkSpec = {
  name: 'minimal gated unit',
  batch,
  spread: 0.8,
  leaves: [
    { name: 'Wf', layer: null, shape: [3, n] },
    { name: 'Uf', layer: null, shape: [n, n] },
    { name: 'bf', layer: null, shape: [n] },
    { name: 'Wn', layer: null, shape: [3, n] },
    { name: 'Un', layer: null, shape: [n, n] },
    { name: 'bn', layer: null, shape: [n] },
    { name: 'Wy', layer: null, shape: [n, 2] },
    { name: 'by', layer: null, shape: [2] },
  ],
  taps: {},
  bugs: [
    { id: 'padding not masked', causes: ['different-cost', 'layer-step'], at: 'Wy' },
    { id: 'mask one step late', causes: ['different-cost', 'layer-step'], at: 'Wy' },
    { id: 'dUn from the new state', causes: ['own-line'], at: 'Un' },
    { id: 'gate from the new state', causes: ['layer-step'], at: 'Uf' },
    { id: 'carry lost', causes: ['layer-step', 'through-leaf'], at: 'Un' },
    { id: 'carry with f for 1 − f', causes: ['layer-step', 'through-leaf'], at: 'Un' },
    { id: 'gate’s path through the candidate lost', causes: ['layer-step', 'through-leaf'], at: 'Uf' },
    { id: 'cut every second step', causes: ['layer-step', 'through-leaf'], at: 'Un' },
    { id: 'candidate’s slope twice', causes: ['activation-derivative', 'layer-step'], at: 'Un' },
    { id: 'Uf not transposed', causes: ['through-leaf', 'layer-step'], at: 'Uf' },
    { id: 'first step’s gate for all', causes: ['layer-step'], at: 'Uf' },
    { id: 'input of the step before', causes: ['own-line'], at: 'Wn' },
    { id: 'flow not added to the step’s own', causes: ['layer-step', 'through-leaf'], at: 'Un' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 3, () => normal()));
    const y = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const lengths = [4, 2, 3];
    const mask = (t: number) => k.build(batch, 2, (i) => (t < lengths[i]! ? 1 : 0));
    function forward(p: Parameters) {
      const h = [k.build(batch, n, (i, j) => 0.2 * (i - j))];
      const f: Matrix[] = [];
      const c: Matrix[] = [];
      for (let t = 0; t < steps; t++) {
        const into = (w: string, u: string, b: string, s: Matrix) =>
          k.addRow(k.add(k.matmul(x[t]!, p[w]!), k.matmul(s, p[u]!)), p[b]!);
        f.push(k.map(into('Wf', 'Uf', 'bf', h[t]!), sigmoid));
        c.push(k.map(into('Wn', 'Un', 'bn', k.multiply(f[t]!, h[t]!)), Math.tanh));
        h.push(k.add(h[t]!, k.multiply(f[t]!, k.subtract(c[t]!, h[t]!))));
      }
      const out = x.map((_, t) => k.addRow(k.matmul(h[t + 1]!, p['Wy']!), p['by']!));
      return { h, f, c, out };
    }
    const error = (out: Matrix, t: number, by: Matrix) => k.multiply(k.subtract(out, y[t]!), by);
    return {
      cost: (p) => k.round(forward(p).out.reduce((sum, o, t) => sum + k.sumOfSquares(error(o, t, mask(t))), 0) / 18),
      backward(p, { has }) {
        const { h, f, c, out } = forward(p);
        const g: Parameters = Object.fromEntries(Object.entries(p).map(([l, w]) => [l, k.zeros(w.rows, w.columns)]));
        const increase = (l: string, left: Matrix, d: Matrix) =>
          void (g[l] = k.add(g[l]!, k.matmul(k.transpose(left), d)));
        const ones = k.build(batch, 1, () => 1);
        let flow = k.zeros(batch, n);
        for (let t = steps - 1; t >= 0; t--) {
          const by = has('padding not masked') ? mask(-1) : mask(has('mask one step late') ? t + 1 : t);
          const dout = k.scale(error(out[t]!, t, by), 1 / 9);
          increase('Wy', h[t + 1]!, dout);
          increase('by', ones, dout);
          const own = k.matmul(dout, k.transpose(p['Wy']!));
          const dh = has('flow not added to the step’s own') && t < steps - 1 ? flow : k.add(own, flow);
          const slope = k.map(c[t]!, (a) => (1 - a * a) ** (has('candidate’s slope twice') ? 2 : 1));
          const gate = has('first step’s gate for all') ? f[0]! : f[t]!;
          const dn = k.multiply(k.multiply(dh, f[t]!), slope);
          const dfh = k.matmul(dn, k.transpose(p['Un']!));
          const state = has('gate from the new state') ? h[t + 1]! : h[t]!;
          let df = k.multiply(dh, k.subtract(c[t]!, state));
          if (!has('gate’s path through the candidate lost')) df = k.add(df, k.multiply(dfh, h[t]!));
          const dz = k.multiply(
            df,
            k.map(gate, (a) => a * (1 - a)),
          );
          increase('Wf', x[t]!, dz);
          increase('Uf', h[t]!, dz);
          increase('bf', ones, dz);
          increase('Wn', x[has('input of the step before') ? Math.max(t - 1, 0) : t]!, dn);
          increase('Un', k.multiply(f[t]!, h[has('dUn from the new state') ? t + 1 : t]!), dn);
          increase('bn', ones, dn);
          const kept = has('carry with f for 1 − f') ? f[t]! : k.map(f[t]!, (a) => (has('carry lost') ? 0 : 1 - a));
          const throughF = k.matmul(dz, has('Uf not transposed') ? p['Uf']! : k.transpose(p['Uf']!));
          flow = k.add(k.add(k.multiply(dh, kept), k.multiply(dfh, f[t]!)), throughF);
          if (has('cut every second step') && t % 2 === 0) flow = k.zeros(batch, n);
        }
        return g;
      },
    };
  },
};
