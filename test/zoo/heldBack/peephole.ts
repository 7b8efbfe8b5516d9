import { sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const steps = 3;
const batch = 3;
const n = 3;
const gates = ['i', 'f', 'g', 'o'] as const;

/** An LSTM whose gates see the cell through peepholes; affine on the last state. */
export const peephole: NetworkSpec = {
  name: 'peephole LSTM',
  batch,
  spread: 0.8,
  leaves: [
    ...gates.flatMap((g) => [
      { name: `W${g}`, layer: 1, shape: [2 + n, n] },
      { name: `b${g}`, layer: 1, shape: [n] },
    ]),
    { name: 'pi', layer: 1, shape: [n] },
    { name: 'pf', layer: 1, shape: [n] },
    { name: 'po', layer: 1, shape: [n] },
    { name: 'Wy', layer: 2, shape: [n, 2] },
  ],
  taps: {},
  bugs: [
    {
      id: 'output’s peephole not handed down',
      causes: ['through-leaf', 'layer-step'],
      at: 'Wg,bg,Wi,Wf,po',
      through: 'po',
    },
    {
      id: 'peepholes not handed back in time',
      causes: ['through-leaf', 'layer-step'],
      at: 'Wg,Wi,Wf,pi,pf',
      through: 'pi,pf',
    },
    { id: 'dpo from the old cell', causes: ['own-line'], at: 'po' },
    { id: 'dpf from the new cell', causes: ['own-line'], at: 'pf' },
    { id: 'forget gate without slope', causes: ['activation-derivative', 'layer-step'], at: 'Wf,bf,pf' },
    { id: 'cell’s flow replaced', causes: ['layer-step', 'through-leaf'], at: 'Wg,Wi,Wf', through: '-' },
    { id: 'tanh’s slope of the cell', causes: ['activation-derivative', 'layer-step'], at: 'Wg,Wi,Wf' },
    { id: 'input gate by the old cell', causes: ['layer-step'], at: 'Wi,bi,pi' },
    { id: 'dbi from the forget gate', causes: ['swapped-leaves', 'own-line'], at: 'bi' },
    { id: 'forget gate by the new cell', causes: ['layer-step'], at: 'Wf,bf,pf' },
    { id: 'candidate with a gate’s slope', causes: ['activation-derivative', 'layer-step'], at: 'Wg,bg' },
    {
      id: 'state’s flow through the output only',
      causes: ['layer-step', 'through-leaf'],
      at: 'Wo,Wi,Wf,Wg',
      through: 'Wi,Wf,Wg',
    },
  ],
  build(k, normal) {
    const x = Array.from({ length: steps }, () => k.build(batch, 2, () => normal()));
    const y = k.build(batch, 2, () => normal());
    const joined = (a: Matrix, b: Matrix) =>
      k.build(batch, 2 + n, (i, j) => (j < 2 ? k.at(a, i, j) : k.at(b, i, j - 2)));
    const times = (a: Matrix, row: Matrix) => k.build(batch, n, (i, j) => k.at(a, i, j) * k.at(row, 0, j));
    interface Step {
      u: Matrix;
      before: Matrix;
      c: Matrix;
      i: Matrix;
      f: Matrix;
      g: Matrix;
      o: Matrix;
    }
    function forward(p: Parameters) {
      let [h, c] = [k.build(batch, n, (i, j) => 0.2 * (j - i)), k.build(batch, n, (i, j) => 0.3 * (i - 1 + j / 2))];
      const kept: Step[] = [];
      for (const input of x) {
        const u = joined(input, h);
        const z = (gate: string) => k.addRow(k.matmul(u, p[`W${gate}`]!), p[`b${gate}`]!);
        const before = c;
        const i = k.map(k.add(z('i'), times(before, p['pi']!)), sigmoid);
        const f = k.map(k.add(z('f'), times(before, p['pf']!)), sigmoid);
        const g = k.map(z('g'), Math.tanh);
        c = k.add(k.multiply(f, before), k.multiply(i, g));
        const o = k.map(k.add(z('o'), times(c, p['po']!)), sigmoid);
        h = k.multiply(o, k.map(c, Math.tanh));
        kept.push({ u, before, c, i, f, g, o });
      }
      return { h, kept, r: k.subtract(k.matmul(h, p['Wy']!), y) };
    }
    const gated = (d: Matrix, a: Matrix) => k.zip(d, a, (v, s) => v * s * (1 - s));
    return {
      cost: (p) => k.round(k.sumOfSquares(forward(p).r) / (2 * batch)),
      backward(p, { has }) {
        const { h, kept, r } = forward(p);
        const dr = k.scale(r, 1 / batch);
        const grads: Parameters = Object.fromEntries(
          Object.entries(p).map(([name, w]) => [name, k.zeros(w.rows, w.columns)]),
        );
        const add = (name: string, d: Matrix) => void (grads[name] = k.add(grads[name]!, d));
        add('Wy', k.matmul(k.transpose(h), dr));
        let dh = k.matmul(dr, k.transpose(p['Wy']!));
        let flow = k.zeros(batch, n);
        for (const { u, before, c, i, f, g, o } of [...kept].reverse()) {
          const t = k.map(c, Math.tanh);
          const dzo = gated(k.multiply(dh, t), o);
          const slope = has('tanh’s slope of the cell') ? c : t;
          let dc = k.multiply(
            k.multiply(dh, o),
            k.map(slope, (a) => 1 - a * a),
          );
          if (!has('cell’s flow replaced') || flow.data.every((v) => v === 0)) dc = k.add(dc, flow);
          if (!has('output’s peephole not handed down')) dc = k.add(dc, times(dzo, p['po']!));
          const dzi = gated(k.multiply(dc, has('input gate by the old cell') ? before : g), i);
          const df = k.multiply(dc, has('forget gate by the new cell') ? c : before);
          const dzf = has('forget gate without slope') ? df : gated(df, f);
          const dg = k.multiply(dc, i);
          const dzg = has('candidate with a gate’s slope') ? gated(dg, g) : k.zip(dg, g, (d, a) => d * (1 - a * a));
          const dz = { i: dzi, f: dzf, g: dzg, o: dzo };
          for (const gate of gates) {
            add(`W${gate}`, k.matmul(k.transpose(u), dz[gate]));
            add(`b${gate}`, k.sumRows(gate === 'i' && has('dbi from the forget gate') ? dzf : dz[gate]));
          }
          add('pi', k.sumRows(k.multiply(dzi, before)));
          add('pf', k.sumRows(k.multiply(dzf, has('dpf from the new cell') ? c : before)));
          add('po', k.sumRows(k.multiply(dzo, has('dpo from the old cell') ? before : c)));
          flow = k.multiply(dc, f);
          if (!has('peepholes not handed back in time'))
            flow = k.add(flow, k.add(times(dzi, p['pi']!), times(dzf, p['pf']!)));
          const through = has('state’s flow through the output only') ? (['o'] as const) : gates;
          const du = through
            .map((gate) => k.matmul(dz[gate], k.transpose(p[`W${gate}`]!)))
            .reduce((a, b) => k.add(a, b));
          dh = k.build(batch, n, (a, b) => k.at(du, a, b + 2));
        }
        return grads;
      },
    };
  },
};
