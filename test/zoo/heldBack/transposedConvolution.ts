import { sigmoid } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const n = 4;
const channels = 2;
const length = 4;
const kernel = 3;
const wide = 2 * (length - 1) + kernel;
const phi = ['activation-derivative', 'layer-step'];

/** Affine, transposed convolution with stride 2, softplus rates, Poisson likelihood. */
export const transposedConvolution: NetworkSpec = {
  name: 'transposed convolution',
  batch: n,
  leaves: [
    { name: 'W', layer: 1, shape: [3, channels * length] },
    { name: 'b', layer: 1, shape: [channels * length] },
    { name: 'K', layer: 2, shape: [channels, kernel] },
    { name: 'c', layer: 2, shape: [1] },
  ],
  taps: {},
  bugs: [
    { id: 'counts not divided by the rate', causes: ['different-cost', 'layer-step'], at: 'K,c' },
    { id: 'rate’s slope forgotten', causes: [...phi, 'different-cost'], at: 'K,c' },
    { id: 'softplus’s slope of its value', causes: [...phi, 'different-cost'], at: 'K,c' },
    { id: 'stride of 1 in dK', causes: ['own-line'], at: 'K' },
    { id: 'kernel turned in dK', causes: ['flipped'], at: 'K' },
    { id: 'kernel turned on the way down', causes: ['layer-step', 'through-leaf'], at: 'W,b', through: 'K' },
    { id: 'overlap left out', causes: ['layer-step', 'through-leaf'], at: 'W,b', through: 'K' },
    { id: 'channels exchanged in dK', causes: ['permuted', 'flipped'], at: 'K' },
    { id: 'dc averaged', causes: ['constant-factor'], at: 'c', constant: 1 / wide },
    { id: 'tanh’s slope at z', causes: phi, at: 'W,b' },
  ],
  build(k, normal) {
    const x = k.build(n, 3, () => normal());
    const y = k.build(n, wide, (i, j) => (i * 2 + j * 3) % 4);
    function forward(p: Parameters) {
      const z = k.addRow(k.matmul(x, p['W']!), p['b']!);
      const a = k.map(z, Math.tanh);
      const s = k.build(n, wide, (i, t) => {
        let sum = p['c']!.data[0]!;
        for (let c = 0; c < channels; c++)
          for (let u = 0; u < length; u++)
            if (t - 2 * u >= 0 && t - 2 * u < kernel) sum += k.at(a, i, c * length + u) * k.at(p['K']!, c, t - 2 * u);
        return sum;
      });
      return { z, a, s, rate: k.map(s, (v) => Math.log1p(Math.exp(v))) };
    }
    return {
      cost: (p) => k.round(k.total(k.zip(forward(p).rate, y, (r, t) => r - t * Math.log(r))) / n),
      backward(p, { has }) {
        const { z, a, s, rate } = forward(p);
        const drate = k.zip(rate, y, (r, t) => (1 - (has('counts not divided by the rate') ? t : t / r)) / n);
        const slope = (i: number, t: number) => {
          if (has('rate’s slope forgotten')) return 1;
          return sigmoid(k.at(has('softplus’s slope of its value') ? rate : s, i, t));
        };
        const ds = k.build(n, wide, (i, t) => k.at(drate, i, t) * slope(i, t));
        const last = has('overlap left out') ? kernel - 1 : kernel;
        const da = k.build(n, channels * length, (i, at) => {
          const [c, u] = [Math.floor(at / length), at % length];
          let sum = 0;
          for (let v = 0; v < last; v++)
            sum += k.at(ds, i, 2 * u + v) * k.at(p['K']!, c, has('kernel turned on the way down') ? kernel - 1 - v : v);
          return sum;
        });
        const dz = k.zip(da, has('tanh’s slope at z') ? z : a, (d, t) => d * (1 - t * t));
        const stride = has('stride of 1 in dK') ? 1 : 2;
        const dK = k.build(channels, kernel, (at, v) => {
          const c = has('channels exchanged in dK') ? channels - 1 - at : at;
          const place = has('kernel turned in dK') ? kernel - 1 - v : v;
          let sum = 0;
          for (let i = 0; i < n; i++)
            for (let u = 0; u < length; u++) sum += k.at(ds, i, stride * u + place) * k.at(a, i, c * length + u);
          return sum;
        });
        return {
          W: k.matmul(k.transpose(x), dz),
          b: k.sumRows(dz),
          K: dK,
          c: k.build(1, 1, () => k.total(ds) / (has('dc averaged') ? wide : 1)),
        };
      },
    };
  },
};
