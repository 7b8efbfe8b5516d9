import { sigmoid } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const length = 7;
const c = 3;
const dilation = 2;

/** One dilated causal convolution with tanh · sigmoid gates, a residual and a skip path, as in WaveNet; Gaussian log-likelihood. */
export const gatedConvolution: NetworkSpec = {
  name: 'gated convolution',
  batch: length,
  leaves: [
    { name: 'Wi', layer: 0, shape: [2, c] },
    { name: 'Wf', layer: 1, shape: [2 * c, c] },
    { name: 'bf', layer: 1, shape: [c] },
    { name: 'Wg', layer: 1, shape: [2 * c, c] },
    { name: 'bg', layer: 1, shape: [c] },
    { name: 'Wr', layer: 2, shape: [c, c] },
    { name: 'Wm', layer: 3, shape: [c, 1] },
    { name: 'Ws', layer: 3, shape: [c, 1] },
  ],
  taps: {},
  bugs: [
    { id: 'deviation’s term lost', causes: ['different-cost', 'layer-step', 'own-line'], at: 'Ws' },
    { id: 'variance for deviation', causes: ['different-cost', 'layer-step', 'own-line'], at: 'Wm,Ws' },
    { id: 'past tap not handed down', causes: ['layer-step', 'through-leaf'], at: 'Wi', through: 'Wf,Wg' },
    { id: 'past tap handed down without dilation', causes: ['layer-step', 'through-leaf'], at: 'Wi', through: 'Wf,Wg' },
    { id: 'residual lost', causes: ['layer-step', 'through-leaf'], at: 'Wi', through: 'Wf,Wg,Wr' },
    { id: 'gate’s slope with the filter', causes: ['activation-derivative', 'layer-step'], at: 'Wg,bg' },
    { id: 'filter’s slope with the gate', causes: ['activation-derivative', 'layer-step'], at: 'Wf,bf' },
    { id: 'filter not gated', causes: ['layer-step'], at: 'Wf,bf' },
    { id: 'gate and filter exchanged', causes: ['swapped-leaves', 'layer-step'], at: 'Wf,bf,Wg,bg' },
    { id: 'dWf with the past tap one late', causes: ['own-line', 'partial'], at: 'Wf' },
    { id: 'dWr from the residual sum', causes: ['own-line', 'layer-step'], at: 'Wr' },
  ],
  build(k, normal) {
    const x = k.build(length, 2, () => normal());
    const y = k.build(length, 1, () => normal());
    const past = (a: Matrix, by = dilation) =>
      k.build(length, 2 * c, (t, j) => (j < c ? k.at(a, t, j) : t >= by ? k.at(a, t - by, j - c) : 0));
    function forward(p: Parameters) {
      const h = k.matmul(x, p['Wi']!);
      const taps = past(h);
      const f = k.map(k.addRow(k.matmul(taps, p['Wf']!), p['bf']!), Math.tanh);
      const g = k.map(k.addRow(k.matmul(taps, p['Wg']!), p['bg']!), sigmoid);
      const z = k.multiply(f, g);
      const r = k.add(h, k.matmul(z, p['Wr']!));
      const [mean, log] = [k.matmul(r, p['Wm']!), k.matmul(r, p['Ws']!)];
      const e = k.build(length, 1, (t) => (k.at(mean, t, 0) - k.at(y, t, 0)) * Math.exp(-k.at(log, t, 0)));
      return { h, taps, f, g, z, r, log, e };
    }
    return {
      cost(p) {
        const { e, log } = forward(p);
        return k.round((k.sumOfSquares(e) / 2 + k.total(log)) / length);
      },
      backward(p, { has }) {
        const { h, taps, f, g, z, r, log, e } = forward(p);
        const width = has('variance for deviation') ? 2 : 1;
        const dmean = k.zip(e, log, (v, s) => (v * Math.exp(-width * s)) / length);
        const dlog = k.map(e, (v) => ((has('deviation’s term lost') ? 0 : 1) - v * v) / length);
        const dr = k.add(k.matmul(dmean, k.transpose(p['Wm']!)), k.matmul(dlog, k.transpose(p['Ws']!)));
        const dz = k.matmul(dr, k.transpose(p['Wr']!));
        let df = k.zip(
          has('filter not gated') ? dz : k.multiply(dz, g),
          has('filter’s slope with the gate') ? g : f,
          (v, a) => v * (1 - a * a),
        );
        let dg = k.zip(k.multiply(dz, f), has('gate’s slope with the filter') ? f : g, (v, a) => v * a * (1 - a));
        if (has('gate and filter exchanged')) [df, dg] = [dg, df];
        const dtaps = k.add(k.matmul(df, k.transpose(p['Wf']!)), k.matmul(dg, k.transpose(p['Wg']!)));
        const by = has('past tap handed down without dilation') ? 1 : dilation;
        const dh = k.build(length, c, (t, j) => {
          const later = t + by < length && !has('past tap not handed down') ? k.at(dtaps, t + by, c + j) : 0;
          return k.at(dtaps, t, j) + later + (has('residual lost') ? 0 : k.at(dr, t, j));
        });
        const into = (a: Matrix, d: Matrix) => k.matmul(k.transpose(a), d);
        return {
          Wi: into(x, dh),
          Wf: into(has('dWf with the past tap one late') ? past(h, dilation + 1) : taps, df),
          bf: k.sumRows(df),
          Wg: into(taps, dg),
          bg: k.sumRows(dg),
          Wr: into(has('dWr from the residual sum') ? r : z, dr),
          Wm: into(r, dmean),
          Ws: into(r, dlog),
        };
      },
    };
  },
};
