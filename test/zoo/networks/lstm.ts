import { sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 4;
const batch = 2;
const n = 3;
const phi = ['activation-derivative', 'layer-step', 'partial-step'];

/** An LSTM whose gates i, f, o, g stand side by side in 4n columns; the last state gives the output. */
export const lstm: NetworkSpec = {
  name: 'LSTM',
  batch,
  leaves: [
    { name: 'Wx', layer: null, shape: [2, 4 * n] },
    { name: 'Wh', layer: null, shape: [n, 4 * n] },
    { name: 'b', layer: null, shape: [4 * n] },
    { name: 'Wy', layer: null, shape: [n, 2] },
    { name: 'by', layer: null, shape: [2] },
  ],
  taps: { dz: 'Wh' },
  bugs: [
    { id: 'forget-no-derivative', causes: phi, at: 'Wh' },
    { id: 'input-no-derivative', causes: phi, at: 'Wh' },
    { id: 'candidate-sigmoid-derivative', causes: phi, at: 'Wh' },
    { id: 'cell-no-tanh-derivative', causes: ['layer-step'], at: 'Wh' },
    { id: 'cell-flow-not-forgotten', causes: ['layer-step'], at: 'Wh' },
    { id: 'cell-flow-missing', causes: ['layer-step'], at: 'Wh' },
    { id: 'gates-swapped', causes: ['permuted'], at: 'Wh' },
    { id: 'forget-of-new-cell', causes: ['layer-step', 'partial-step'], at: 'Wh' },
    { id: 'no-flow-through-h', causes: ['through-leaf', 'layer-step'], at: 'Wh' },
    { id: 'db-averaged', causes: ['constant-factor'], at: 'b', constant: 1 / batch },
    { id: 'dWh-of-this-step', causes: ['own-line'], at: 'Wh' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const y = k.build(batch, 2, () => normal());
    const part = (a: Matrix, gate: number) => k.build(batch, n, (i, j) => k.at(a, i, gate * n + j));
    function forward(p: Parameters) {
      const h = [k.zeros(batch, n)];
      const c = [k.zeros(batch, n)];
      const gates: Matrix[][] = [];
      for (let t = 0; t < steps; t++) {
        const z = k.addRow(k.add(k.matmul(x[t]!, p['Wx']!), k.matmul(h[t]!, p['Wh']!)), p['b']!);
        const [i, f, o, g] = [0, 1, 2, 3].map((q) => k.map(part(z, q), q < 3 ? sigmoid : Math.tanh)) as [
          Matrix,
          Matrix,
          Matrix,
          Matrix,
        ];
        gates.push([i, f, o, g]);
        c.push(k.add(k.multiply(f, c[t]!), k.multiply(i, g)));
        h.push(k.multiply(o, k.map(c[t + 1]!, Math.tanh)));
      }
      return { h, c, gates, out: k.addRow(k.matmul(h[steps]!, p['Wy']!), p['by']!) };
    }
    const slope = (d: Matrix, s: Matrix) => k.zip(d, s, (u, a) => u * a * (1 - a));
    const tanhSlope = (d: Matrix, s: Matrix) => k.zip(d, s, (u, a) => u * (1 - a * a));
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * batch)),
      backward(p, bugs) {
        const { h, c, gates, out } = forward(p);
        const dout = k.scale(k.subtract(out, y), 1 / batch);
        let dWx = k.zeros(2, 4 * n);
        let dWh = k.zeros(n, 4 * n);
        let db = k.zeros(1, 4 * n);
        let dh = k.matmul(dout, k.transpose(p['Wy']!));
        let dcNext = k.zeros(batch, n);
        for (let t = steps - 1; t >= 0; t--) {
          const [i, f, o, g] = gates[t]! as [Matrix, Matrix, Matrix, Matrix];
          const tc = k.map(c[t + 1]!, Math.tanh);
          const throughTanh = k.multiply(dh, o);
          const dc = k.add(bugs.has('cell-no-tanh-derivative') ? throughTanh : tanhSlope(throughTanh, tc), dcNext);
          const di = k.multiply(dc, g);
          const df = k.multiply(dc, bugs.has('forget-of-new-cell') ? c[t + 1]! : c[t]!);
          const dg = k.multiply(dc, i);
          const dzs = [
            bugs.has('input-no-derivative') ? di : slope(di, i),
            bugs.has('forget-no-derivative') ? df : slope(df, f),
            slope(k.multiply(dh, tc), o),
            bugs.has('candidate-sigmoid-derivative') ? slope(dg, g) : tanhSlope(dg, g),
          ];
          const order = bugs.has('gates-swapped') ? [0, 1, 3, 2] : [0, 1, 2, 3];
          const straight = k.build(batch, 4 * n, (r, q) => k.at(dzs[Math.floor(q / n)]!, r, q % n));
          const dz = bugs.tap('dz', straight);
          const stored = k.build(batch, 4 * n, (r, q) => k.at(dz, r, order[Math.floor(q / n)]! * n + (q % n)));
          dWx = k.add(dWx, k.matmul(k.transpose(x[t]!), stored));
          dWh = k.add(dWh, k.matmul(k.transpose(h[bugs.has('dWh-of-this-step') ? t + 1 : t]!), stored));
          db = k.add(db, k.sumRows(stored));
          dh = bugs.has('no-flow-through-h') ? k.zeros(batch, n) : k.matmul(dz, k.transpose(p['Wh']!));
          dcNext = bugs.has('cell-flow-not-forgotten') ? dc : k.multiply(dc, f);
          if (bugs.has('cell-flow-missing')) dcNext = k.zeros(batch, n);
        }
        const dWy = k.matmul(k.transpose(h[steps]!), dout);
        return {
          Wx: dWx,
          Wh: dWh,
          b: bugs.has('db-averaged') ? k.scale(db, 1 / batch) : db,
          Wy: dWy,
          by: k.sumRows(dout),
        };
      },
    };
  },
};
