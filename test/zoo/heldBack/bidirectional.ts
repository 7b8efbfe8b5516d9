import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 4;
const batch = 3;
const n = 3;
const classes = 3;
const directions = ['f', 'b'] as const;

/** Two recurrent tanh layers, one for each direction of time, averaged over time, softmax. */
export const bidirectional: NetworkSpec = {
  name: 'bidirectional RNN',
  batch,
  spread: 0.7,
  leaves: [
    ...directions.flatMap((d) => [
      { name: `Wx${d}`, layer: 1, shape: [2, n] },
      { name: `Wh${d}`, layer: 1, shape: [n, n] },
      { name: `b${d}`, layer: 1, shape: [n] },
    ]),
    { name: 'Wo', layer: 2, shape: [2 * n, classes] },
    { name: 'bo', layer: 2, shape: [classes] },
  ],
  taps: {},
  bugs: [
    {
      id: 'second direction in the first one’s order',
      causes: ['layer-step', 'own-line', 'through-leaf'],
      at: 'Wxb,Whb,bb',
      through: 'Whb',
    },
    { id: 'halves exchanged on the way down', causes: ['layer-step', 'swapped-leaves'], at: 'Wxf,Whf,bf,Wxb,Whb,bb' },
    { id: 'average not divided', causes: ['constant-factor'], constant: steps, at: 'Wxf,Wxb' },
    { id: 'last state only', causes: ['layer-step', 'through-leaf'], at: 'Wxf,Whf,bf,Wxb,Whb,bb', through: '-' },
    {
      id: 'flow of the first direction lost',
      causes: ['layer-step', 'through-leaf'],
      at: 'Wxf,Whf,bf',
      through: 'Whf',
    },
    {
      id: 'first direction’s flow through the second’s matrix',
      causes: ['layer-step', 'through-leaf'],
      at: 'Wxf,Whf,bf',
      through: 'Whf,Whb',
    },
    { id: 'dWhb from the state after', causes: ['own-line'], at: 'Whb' },
    { id: 'dbf with the second direction added', causes: ['own-line'], at: 'bf' },
    { id: 'slope of the other direction', causes: ['layer-step'], at: 'Wxf,Whf,bf' },
    { id: 'dWo from the forward half twice', causes: ['own-line', 'partial', 'permuted'], at: 'Wo' },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const y = k.build(batch, classes, (i, j) => ((2 * i) % classes === j ? 1 : 0));
    const order = (d: string) => (d === 'f' ? [0, 1, 2, 3] : [3, 2, 1, 0]);
    function forward(p: Parameters) {
      const states = directions.map((d) => {
        const h = [k.build(batch, n, (i, j) => 0.2 * (i - j))];
        for (const t of order(d)) {
          const z = k.addRow(k.add(k.matmul(x[t]!, p[`Wx${d}`]!), k.matmul(h.at(-1)!, p[`Wh${d}`]!)), p[`b${d}`]!);
          h.push(k.map(z, Math.tanh));
        }
        return h;
      });
      const mean = (h: Matrix[]) =>
        k.scale(
          h.slice(1).reduce((a, b) => k.add(a, b)),
          1 / steps,
        );
      const [f, b] = states.map(mean) as [Matrix, Matrix];
      const pool = k.build(batch, 2 * n, (i, j) => (j < n ? k.at(f, i, j) : k.at(b, i, j - n)));
      return { states, f, pool, q: k.softmax(k.addRow(k.matmul(pool, p['Wo']!), p['bo']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).q, y),
      backward(p, { has }) {
        const { states, f, pool, q } = forward(p);
        const ds = k.scale(k.subtract(q, y), 1 / batch);
        const dpool = k.matmul(ds, k.transpose(p['Wo']!));
        const g: Parameters = Object.fromEntries(Object.entries(p).map(([l, w]) => [l, k.zeros(w.rows, w.columns)]));
        const add = (name: string, d: Matrix) => void (g[name] = k.add(g[name]!, d));
        directions.forEach((d, which) => {
          const h = states[which]!;
          const half = has('halves exchanged on the way down') ? 1 - which : which;
          const own = k.build(
            batch,
            n,
            (i, j) => k.at(dpool, i, half * n + j) / (has('average not divided') ? 1 : steps),
          );
          let flow = k.zeros(batch, n);
          const times = has('second direction in the first one’s order') ? [0, 1, 2, 3] : order(d);
          for (let s = steps - 1; s >= 0; s--) {
            const dh = has('last state only') && s < steps - 1 ? flow : k.add(own, flow);
            const state = (which === 0 && has('slope of the other direction') ? states[1]! : h)[s + 1]!;
            const dz = k.zip(dh, state, (v, a) => v * (1 - a * a));
            add(`Wx${d}`, k.matmul(k.transpose(x[times[s]!]!), dz));
            add(`Wh${d}`, k.matmul(k.transpose(h[which === 1 && has('dWhb from the state after') ? s + 1 : s]!), dz));
            add(`b${d}`, k.sumRows(dz));
            if (which === 1 && has('dbf with the second direction added')) add('bf', k.sumRows(dz));
            const back = which === 0 && has('first direction’s flow through the second’s matrix') ? 'Whb' : `Wh${d}`;
            flow = k.matmul(dz, k.transpose(p[back]!));
            if (which === 0 && has('flow of the first direction lost')) flow = k.zeros(batch, n);
          }
        });
        const left = has('dWo from the forward half twice') ? k.build(batch, 2 * n, (i, j) => k.at(f, i, j % n)) : pool;
        return { ...g, Wo: k.matmul(k.transpose(left), ds), bo: k.sumRows(ds) };
      },
    };
  },
};
