import { sigmoid } from './algebra.ts';
import type { NetworkSpec, Parameters } from './network.ts';

const m = 6;

/** An autoencoder whose decoder is the encoder's matrix transposed. */
export const freshTied: NetworkSpec = {
  name: 'tied autoencoder',
  batch: m,
  leaves: [
    { name: 'W', layer: 1, shape: [5, 3] },
    { name: 'b', layer: 1, shape: [3] },
    { name: 'c', layer: 2, shape: [5] },
  ],
  taps: {},
  bugs: [
    { id: 'decoder’s part lost', causes: ['own-line', 'through-leaf'], at: 'W' },
    { id: 'encoder’s part lost', causes: ['own-line', 'through-leaf'], at: 'W' },
    { id: 'decoder’s part in the wrong order', causes: ['own-line', 'through-leaf'], at: 'W' },
    { id: 'slope of z', causes: ['activation-derivative', 'layer-step'], at: 'W' },
    { id: 'error of the input for the output', causes: ['layer-step'], at: 'W' },
    { id: 'no slope', causes: ['activation-derivative', 'layer-step'], at: 'W' },
  ],
  build(k, normal) {
    const x = k.build(m, 5, () => normal());
    function forward(p: Parameters) {
      const z = k.addRow(k.matmul(x, p['W']!), p['b']!);
      const h = k.map(z, sigmoid);
      return { z, h, r: k.addRow(k.matmul(h, k.transpose(p['W']!)), p['c']!) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).r, x)) / (2 * m)),
      backward(p, { has }) {
        const { z, h, r } = forward(p);
        const dr = k.scale(k.subtract(r, x), 1 / m);
        const dh = k.matmul(has('error of the input for the output') ? k.scale(x, -1 / m) : dr, p['W']!);
        const at = has('slope of z') ? z : h;
        const dz = has('no slope') ? dh : k.zip(dh, at, (d, a) => d * a * (1 - a));
        const encoder = k.matmul(k.transpose(x), dz);
        const other = k.matmul(k.transpose(h), dr);
        const decoder = has('decoder’s part in the wrong order')
          ? { ...encoder, data: other.data }
          : k.transpose(other);
        return {
          W: has('decoder’s part lost') ? encoder : has('encoder’s part lost') ? decoder : k.add(encoder, decoder),
          b: k.sumRows(dz),
          c: k.sumRows(dr),
        };
      },
    };
  },
};

/** A variational autoencoder with fixed noise: tanh, mean and log-variance, sampled code, affine decoder. */
export const freshVariational: NetworkSpec = {
  name: 'variational autoencoder',
  batch: m,
  leaves: [
    { name: 'W1', layer: 1, shape: [4, 5] },
    { name: 'b1', layer: 1, shape: [5] },
    { name: 'Wm', layer: 2, shape: [5, 2] },
    { name: 'bm', layer: 2, shape: [2] },
    { name: 'Ws', layer: 2, shape: [5, 2] },
    { name: 'bs', layer: 2, shape: [2] },
    { name: 'Wd', layer: 3, shape: [2, 4] },
    { name: 'bd', layer: 3, shape: [4] },
  ],
  taps: {},
  bugs: [
    { id: 'no divergence of the mean', causes: ['different-cost', 'layer-step'], at: 'Wm' },
    { id: 'divergence of the variance subtracted', causes: ['different-cost', 'layer-step'], at: 'Ws' },
    { id: 'deviation for variance', causes: ['different-cost', 'layer-step'], at: 'Ws' },
    { id: 'half of the log-variance lost', causes: ['layer-step'], at: 'Ws' },
    { id: 'noise drawn again', causes: ['layer-step'], at: 'Ws' },
    { id: 'variance’s path down lost', causes: ['through-leaf', 'layer-step'], at: 'W1' },
    { id: 'dWs from the mean’s gradient', causes: ['own-line', 'swapped-leaves'], at: 'Ws' },
    { id: 'log-variance’s gradient clamped', causes: ['layer-step'], at: 'Ws' },
    { id: 'paths down exchanged', causes: ['layer-step', 'through-leaf'], at: 'W1' },
    { id: 'divergence not averaged', causes: ['different-cost', 'layer-step'], at: 'Wm' },
    { id: 'dWd from the mean', causes: ['own-line'], at: 'Wd' },
  ],
  build(k, normal) {
    const x = k.build(m, 4, () => normal());
    const noise = k.build(m, 2, () => normal());
    const other = k.build(m, 2, () => normal());
    function forward(p: Parameters) {
      const h = k.map(k.addRow(k.matmul(x, p['W1']!), p['b1']!), Math.tanh);
      const mu = k.addRow(k.matmul(h, p['Wm']!), p['bm']!);
      const lv = k.addRow(k.matmul(h, p['Ws']!), p['bs']!);
      const z = k.add(
        mu,
        k.zip(lv, noise, (v, e) => Math.exp(v / 2) * e),
      );
      return { h, mu, lv, z, out: k.addRow(k.matmul(z, p['Wd']!), p['bd']!) };
    }
    return {
      cost(p) {
        const { mu, lv, out } = forward(p);
        const divergence = k.total(k.zip(mu, lv, (u, v) => (Math.exp(v) + u * u - 1 - v) / 2));
        return k.round((k.sumOfSquares(k.subtract(out, x)) / 2 + divergence) / m);
      },
      backward(p, { has }) {
        const { h, mu, lv, z, out } = forward(p);
        const dout = k.scale(k.subtract(out, x), 1 / m);
        const dz = k.matmul(dout, k.transpose(p['Wd']!));
        const scale = has('divergence not averaged') ? 1 : 1 / m;
        const dmu = has('no divergence of the mean') ? dz : k.add(dz, k.scale(mu, scale));
        const half = has('half of the log-variance lost') ? 1 : 0.5;
        const drawn = has('noise drawn again') ? other : noise;
        const sampled = k.zip(k.multiply(dz, drawn), lv, (d, v) => half * d * Math.exp(v / 2));
        const sign = has('divergence of the variance subtracted') ? -1 : 1;
        const power = has('deviation for variance') ? 0.5 : 1;
        let dlv = k.zip(sampled, lv, (d, v) => d + (sign * scale * (Math.exp(power * v) - 1)) / 2);
        if (has('log-variance’s gradient clamped')) dlv = k.map(dlv, (d) => Math.max(-0.02, Math.min(0.02, d)));
        const [viaMean, viaVariance] = has('paths down exchanged') ? [dlv, dmu] : [dmu, dlv];
        let dh = k.matmul(viaMean, k.transpose(p['Wm']!));
        if (!has('variance’s path down lost')) dh = k.add(dh, k.matmul(viaVariance, k.transpose(p['Ws']!)));
        const dz1 = k.zip(dh, h, (d, a) => d * (1 - a * a));
        return {
          W1: k.matmul(k.transpose(x), dz1),
          b1: k.sumRows(dz1),
          Wm: k.matmul(k.transpose(h), dmu),
          bm: k.sumRows(dmu),
          Ws: k.matmul(k.transpose(h), has('dWs from the mean’s gradient') ? dmu : dlv),
          bs: k.sumRows(dlv),
          Wd: k.matmul(k.transpose(has('dWd from the mean') ? mu : z), dout),
          bd: k.sumRows(dout),
        };
      },
    };
  },
};
