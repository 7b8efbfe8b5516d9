import type { NetworkSpec, Parameters } from '../network.ts';

const n = 4;
const channels = 3;
const length = 7;
const places = length - 2;
const out = 4;
const classes = 3;
const phi = ['activation-derivative', 'layer-step'];

/** Depthwise and pointwise convolution, ELU, average over places, affine, cross-entropy with smoothed labels. */
export const depthwise: NetworkSpec = {
  name: 'separable convolution',
  batch: n,
  leaves: [
    { name: 'D', layer: 1, shape: [channels, 3] },
    { name: 'P', layer: 2, shape: [channels, out] },
    { name: 'bP', layer: 2, shape: [out] },
    { name: 'W', layer: 3, shape: [out, classes] },
    { name: 'b', layer: 3, shape: [classes] },
  ],
  taps: {},
  bugs: [
    { id: 'labels not smoothed', causes: ['different-cost', 'layer-step'], at: 'W,b' },
    { id: 'smoothing spread over the others', causes: ['different-cost', 'layer-step'], at: 'W,b' },
    { id: 'average not divided', causes: ['constant-factor'], at: 'P,bP,D', constant: places },
    { id: 'ELU’s value for its slope', causes: phi, at: 'P,bP' },
    { id: 'ELU’s slope of its value', causes: phi, at: 'P,bP' },
    { id: 'gate of ReLU', causes: phi, at: 'P,bP' },
    { id: 'channels summed in dD', causes: ['own-line', 'wrong-sum', 'layer-step'], at: 'D' },
    { id: 'kernel turned', causes: ['flipped'], at: 'D' },
    { id: 'window one late', causes: ['own-line', 'layer-step', 'permuted'], at: 'D' },
    { id: 'dP from the inputs', causes: ['own-line'], at: 'P' },
    { id: 'P’s columns for its rows', causes: ['layer-step', 'through-leaf', 'own-line'], at: 'D', through: 'P' },
    { id: 'last place left out', causes: ['layer-step'], at: 'P,bP' },
  ],
  build(k, normal) {
    const x = k.build(n * channels, length, () => normal());
    const label = (i: number) => (2 * i + 1) % classes;
    const soft = (i: number, j: number) => (label(i) === j ? 0.9 : 0) + 0.1 / classes;
    function forward(p: Parameters) {
      const d = k.build(n * places, channels, (r, c) => {
        const [i, t] = [Math.floor(r / places), r % places];
        return [0, 1, 2].reduce((sum, u) => sum + k.at(x, i * channels + c, t + u) * k.at(p['D']!, c, u), 0);
      });
      const z = k.addRow(k.matmul(d, p['P']!), p['bP']!);
      const a = k.map(z, (v) => (v > 0 ? v : Math.expm1(v)));
      const pool = k.build(n, out, (i, j) => {
        let sum = 0;
        for (let t = 0; t < places; t++) sum += k.at(a, i * places + t, j);
        return sum / places;
      });
      return { d, z, a, pool, q: k.softmax(k.addRow(k.matmul(pool, p['W']!), p['b']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).q, k.build(n, classes, soft)),
      backward(p, { has }) {
        const { d, z, a, pool, q } = forward(p);
        const target = (i: number, j: number) => {
          if (has('labels not smoothed')) return label(i) === j ? 1 : 0;
          if (has('smoothing spread over the others')) return label(i) === j ? 0.9 : 0.1 / (classes - 1);
          return soft(i, j);
        };
        const ds = k.scale(k.subtract(q, k.build(n, classes, target)), 1 / n);
        const dpool = k.matmul(ds, k.transpose(p['W']!));
        const share = has('average not divided') ? 1 : 1 / places;
        const slope = (v: number, value: number) => {
          if (has('ELU’s value for its slope')) return v > 0 ? 1 : value;
          if (has('ELU’s slope of its value')) return v > 0 ? 1 : Math.exp(value);
          return v > 0 ? 1 : has('gate of ReLU') ? 0 : value + 1;
        };
        const dz = k.build(n * places, out, (r, j) =>
          has('last place left out') && r % places === places - 1
            ? 0
            : k.at(dpool, Math.floor(r / places), j) * share * slope(k.at(z, r, j), k.at(a, r, j)),
        );
        const back = k.build(out, channels, (j, c) =>
          has('P’s columns for its rows') ? p['P']!.data[(j * channels + c) % (channels * out)]! : k.at(p['P']!, c, j),
        );
        const dd = k.matmul(dz, back);
        const kernel = k.build(channels, 3, (c, u) => {
          let sum = 0;
          const at = has('kernel turned') ? 2 - u : u;
          for (let r = 0; r < n * places; r++) {
            const t = Math.min(length - 1, (r % places) + at + (has('window one late') ? 1 : 0));
            for (let f = 0; f < channels; f++)
              if (f === c || has('channels summed in dD'))
                sum += k.at(dd, r, c) * k.at(x, Math.floor(r / places) * channels + f, t);
          }
          return sum;
        });
        const inputs = k.build(n * places, channels, (r, c) =>
          k.at(x, Math.floor(r / places) * channels + c, (r % places) + 1),
        );
        return {
          D: kernel,
          P: k.matmul(k.transpose(has('dP from the inputs') ? inputs : d), dz),
          bP: k.sumRows(dz),
          W: k.matmul(k.transpose(pool), ds),
          b: k.sumRows(ds),
        };
      },
    };
  },
};
