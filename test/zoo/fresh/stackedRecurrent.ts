import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 4;
const batch = 3;
const [n1, n2] = [3, 4];
const lambda = 0.05;

/** Two recurrent tanh layers, an output at every step, and an L1 penalty on the lower recurrent matrix. */
export const stackedRecurrent: NetworkSpec = {
  name: 'stacked RNN',
  batch,
  spread: 0.8,
  leaves: [
    { name: 'Wx1', layer: 1, shape: [2, n1] },
    { name: 'Wh1', layer: 1, shape: [n1, n1] },
    { name: 'b1', layer: 1, shape: [n1] },
    { name: 'Wx2', layer: 2, shape: [n1, n2] },
    { name: 'Wh2', layer: 2, shape: [n2, n2] },
    { name: 'b2', layer: 2, shape: [n2] },
    { name: 'Wy', layer: 3, shape: [n2, 2] },
  ],
  taps: {},
  bugs: [
    {
      id: 'lower layer from the last step only',
      causes: ['layer-step', 'through-leaf'],
      at: 'Wx1,Wh1,b1',
      through: 'Wx2',
    },
    { id: 'lower flow forgotten', causes: ['layer-step', 'through-leaf'], at: 'Wx1,Wh1,b1', through: 'Wh1' },
    { id: 'upper flow forgotten', causes: ['layer-step', 'through-leaf'], at: 'Wx2,Wh2,b2', through: 'Wh2' },
    { id: 'upper flow not transposed', causes: ['layer-step', 'through-leaf'], at: 'Wx2,Wh2,b2', through: 'Wh2' },
    {
      id: 'output’s gradient for the last step only',
      causes: ['layer-step', 'through-leaf', 'own-line'],
      at: 'Wx2,Wh2,b2',
      through: 'Wy',
    },
    { id: 'dWh1 from the new state', causes: ['own-line'], at: 'Wh1' },
    { id: 'dWx2 from the old lower state', causes: ['own-line'], at: 'Wx2' },
    { id: 'db2 of the last step', causes: ['own-line'], at: 'b2' },
    { id: 'dWx1 in reversed time', causes: ['own-line'], at: 'Wx1' },
    { id: 'dWh2 without the first step', causes: ['own-line'], at: 'Wh2' },
    { id: 'no penalty', causes: ['weight-decay'], at: 'Wh1', constant: -lambda },
    { id: 'penalty squared', causes: ['own-line', 'weight-decay'], at: 'Wh1' },
    { id: 'slope of the step before', causes: ['layer-step'], at: 'Wx1,Wh1,b1' },
    { id: 'flow scaled down', causes: ['layer-step', 'through-leaf'], at: 'Wx1,Wh1,b1', through: 'Wh1' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const y = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    function forward(p: Parameters) {
      const [h, g] = [[k.build(batch, n1, (i, j) => 0.3 * (i - j))], [k.build(batch, n2, () => 0.2)]];
      for (let t = 0; t < steps; t++) {
        const step = (input: Matrix, state: Matrix, l: number) =>
          k.map(k.addRow(k.add(k.matmul(input, p[`Wx${l}`]!), k.matmul(state, p[`Wh${l}`]!)), p[`b${l}`]!), Math.tanh);
        h.push(step(x[t]!, h[t]!, 1));
        g.push(step(h[t + 1]!, g[t]!, 2));
      }
      return { h, g, r: y.map((target, t) => k.subtract(k.matmul(g[t + 1]!, p['Wy']!), target)) };
    }
    return {
      cost(p) {
        const errors = forward(p).r.reduce((sum, r) => sum + k.sumOfSquares(r), 0);
        return k.round(errors / (2 * batch) + lambda * k.total(k.map(p['Wh1']!, Math.abs)));
      },
      backward(p, { has }) {
        const { h, g, r } = forward(p);
        const grads: Parameters = Object.fromEntries(
          Object.entries(p).map(([name, w]) => [name, k.zeros(w.rows, w.columns)]),
        );
        const add = (name: string, left: Matrix | null, d: Matrix) =>
          void (grads[name] = k.add(grads[name]!, left ? k.matmul(k.transpose(left), d) : k.sumRows(d)));
        let [low, high] = [k.zeros(batch, n1), k.zeros(batch, n2)];
        for (let t = steps - 1; t >= 0; t--) {
          const isLast = t === steps - 1;
          const dr = k.scale(r[t]!, 1 / batch);
          add('Wy', g[t + 1]!, dr);
          const own = k.matmul(dr, k.transpose(p['Wy']!));
          const dg = has('output’s gradient for the last step only') && !isLast ? high : k.add(own, high);
          const dz2 = k.zip(dg, g[t + 1]!, (d, a) => d * (1 - a * a));
          add('Wx2', has('dWx2 from the old lower state') ? h[t]! : h[t + 1]!, dz2);
          if (t > 0 || !has('dWh2 without the first step')) add('Wh2', g[t]!, dz2);
          if (isLast || !has('db2 of the last step')) add('b2', null, dz2);
          high = k.matmul(dz2, has('upper flow not transposed') ? p['Wh2']! : k.transpose(p['Wh2']!));
          if (has('upper flow forgotten')) high = k.zeros(batch, n2);
          const down = k.matmul(dz2, k.transpose(p['Wx2']!));
          const dh = has('lower layer from the last step only') && !isLast ? low : k.add(down, low);
          const state = h[has('slope of the step before') ? t : t + 1]!;
          const dz1 = k.zip(dh, state, (d, a) => d * (1 - a * a));
          add('Wx1', x[has('dWx1 in reversed time') ? steps - 1 - t : t]!, dz1);
          add('Wh1', h[has('dWh1 from the new state') ? t + 1 : t]!, dz1);
          add('b1', null, dz1);
          low = k.scale(k.matmul(dz1, k.transpose(p['Wh1']!)), has('flow scaled down') ? 0.9 : 1);
          if (has('lower flow forgotten')) low = k.zeros(batch, n1);
        }
        const penalty = (w: number) => (has('penalty squared') ? 2 * lambda * w : lambda * Math.sign(w));
        if (!has('no penalty')) grads['Wh1'] = k.add(grads['Wh1']!, k.map(p['Wh1']!, penalty));
        return grads;
      },
    };
  },
};
