import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 5;
const batch = 3;
const hidden = 4;
const phi = ['activation-derivative', 'layer-step'];

/** A tanh RNN with an output and a squared error at every step. */
export const recurrent: NetworkSpec = {
  name: 'RNN',
  batch,
  leaves: [
    { name: 'Wx', layer: null, shape: [3, hidden] },
    { name: 'Wh', layer: null, shape: [hidden, hidden] },
    { name: 'bh', layer: null, shape: [hidden] },
    { name: 'Wy', layer: null, shape: [hidden, 2] },
    { name: 'by', layer: null, shape: [2] },
  ],
  taps: { dz: 'Wh' },
  bugs: [
    { id: 'no-flow-through-time', causes: ['through-leaf', 'layer-step'], at: 'Wh' },
    { id: 'Wh-not-transposed', causes: ['through-leaf', 'layer-step'], at: 'Wh' },
    { id: 'no-derivative', causes: phi, at: 'Wh' },
    { id: 'derivative-at-h', causes: phi, at: 'Wh' },
    { id: 'dWh-of-this-step', causes: ['own-line'], at: 'Wh' },
    { id: 'first-step-skipped', causes: ['layer-step'], at: 'Wh' },
    { id: 'dbh-last-step-only', causes: ['own-line'], at: 'bh' },
    { id: 'dWx-assigned', causes: ['own-line'], at: 'Wx' },
    { id: 'average-over-steps', causes: ['constant-factor', 'cost-scale'], constant: 1 / steps },
    { id: 'dby-over-steps', causes: ['constant-factor'], at: 'by', constant: 1 / steps },
    { id: 'flow-not-gated', causes: ['through-leaf', 'layer-step'], at: 'Wh' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 3, () => normal()));
    const y = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    function forward(p: Parameters) {
      const h: Matrix[] = [k.zeros(batch, hidden)];
      const out: Matrix[] = [];
      for (let t = 0; t < steps; t++) {
        const z = k.addRow(k.add(k.matmul(x[t]!, p['Wx']!), k.matmul(h[t]!, p['Wh']!)), p['bh']!);
        h.push(k.map(z, Math.tanh));
        out.push(k.addRow(k.matmul(h[t + 1]!, p['Wy']!), p['by']!));
      }
      return { h, out };
    }
    return {
      cost(p) {
        const { out } = forward(p);
        return k.round(out.reduce((sum, o, t) => sum + k.sumOfSquares(k.subtract(o, y[t]!)), 0) / (2 * batch));
      },
      backward(p, bugs) {
        const { h, out } = forward(p);
        const g: Parameters = Object.fromEntries(Object.entries(p).map(([n, w]) => [n, k.zeros(w.rows, w.columns)]));
        const increase = (n: string, by: Matrix) => void (g[n] = k.add(g[n]!, by));
        let flow = k.zeros(batch, hidden);
        for (let t = steps - 1; t >= (bugs.has('first-step-skipped') ? 1 : 0); t--) {
          const dout = k.scale(
            k.subtract(out[t]!, y[t]!),
            1 / (bugs.has('average-over-steps') ? batch * steps : batch),
          );
          increase('Wy', k.matmul(k.transpose(h[t + 1]!), dout));
          increase('by', k.scale(k.sumRows(dout), bugs.has('dby-over-steps') ? 1 / steps : 1));
          const dh = k.add(k.matmul(dout, k.transpose(p['Wy']!)), flow);
          const at = bugs.has('derivative-at-h') ? k.map(h[t + 1]!, Math.tanh) : h[t + 1]!;
          const dz = bugs.tap('dz', bugs.has('no-derivative') ? dh : k.zip(dh, at, (d, a) => d * (1 - a * a)));
          if (bugs.has('dWx-assigned')) g['Wx'] = k.matmul(k.transpose(x[t]!), dz);
          else increase('Wx', k.matmul(k.transpose(x[t]!), dz));
          increase('Wh', k.matmul(k.transpose(h[bugs.has('dWh-of-this-step') ? t + 1 : t]!), dz));
          if (!bugs.has('dbh-last-step-only') || t === steps - 1) increase('bh', k.sumRows(dz));
          const back = bugs.has('flow-not-gated') ? dh : dz;
          flow = k.matmul(back, bugs.has('Wh-not-transposed') ? p['Wh']! : k.transpose(p['Wh']!));
          if (bugs.has('no-flow-through-time')) flow = k.zeros(batch, hidden);
        }
        return g;
      },
    };
  },
};
