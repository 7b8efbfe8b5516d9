import { relu } from '../algebra.ts';
import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const images = 3;
const side = 6;
const filters = 2;
const size = 3;
const wide = side - size + 1;
const pooled = wide / 2;
const features = filters * pooled * pooled;

/** Convolution, ReLU, max-pool 2×2, affine, softmax. Maps are images × (filter, row, column) matrices. */
export const convPool: NetworkSpec = {
  name: 'conv + pool',
  batch: images,
  leaves: [
    { name: 'K', layer: 1, shape: [filters, size, size] },
    { name: 'c', layer: 1, shape: [filters] },
    { name: 'W', layer: 2, shape: [features, 3] },
    { name: 'b', layer: 2, shape: [3] },
  ],
  taps: { dz: 'W', dmap: 'K' },
  bugs: [
    { id: 'kernel-rotated', causes: ['flipped'], at: 'K' },
    { id: 'kernel-transposed', causes: ['transposed'], at: 'K' },
    { id: 'pool-to-first', causes: ['layer-step'], at: 'K' },
    { id: 'pool-average', causes: ['layer-step'], at: 'K' },
    { id: 'pool-to-all', causes: ['layer-step'], at: 'K' },
    { id: 'no-gate', causes: ['activation-derivative', 'layer-step'], at: 'K' },
    { id: 'last-column-missing', causes: ['own-line'], at: 'K' },
    { id: 'last-image-only', causes: ['own-line'], at: 'K' },
    { id: 'bias-one-position', causes: ['own-line'], at: 'c' },
    { id: 'kernel-last-row-zero', causes: ['partial'], at: 'K' },
    { id: 'bias-averaged', causes: ['constant-factor'], at: 'c', constant: 1 / (wide * wide) },
    { id: 'flatten-order', causes: ['transposed', 'permuted'], at: 'W' },
  ],
  build(k, normal) {
    const x = k.build(images, side * side, () => normal());
    const y = k.build(images, 3, (i, j) => (i === j ? 1 : 0));
    const cell = (f: number, r: number, c: number) => (f * wide + r) * wide + c;
    function forward(p: Parameters) {
      const map = k.build(images, filters * wide * wide, (n, at) => {
        const [f, r, c] = [Math.floor(at / (wide * wide)), Math.floor(at / wide) % wide, at % wide];
        let sum = p['c']!.data[f]!;
        for (let u = 0; u < size; u++)
          for (let v = 0; v < size; v++)
            sum += p['K']!.data[(f * size + u) * size + v]! * k.at(x, n, (r + u) * side + c + v);
        return sum;
      });
      const active = k.map(map, relu);
      const best: number[] = [];
      const pool = k.build(images, features, (n, at) => {
        const [f, r, c] = [Math.floor(at / (pooled * pooled)), Math.floor(at / pooled) % pooled, at % pooled];
        const cells = [0, 1, 2, 3].map((q) => cell(f, 2 * r + (q >> 1), 2 * c + (q & 1)));
        const top = cells.reduce((a, b) => (k.at(active, n, b) > k.at(active, n, a) ? b : a));
        best[n * features + at] = top;
        return k.at(active, n, top);
      });
      return { map, best, pool, q: k.softmax(k.addRow(k.matmul(pool, p['W']!), p['b']!)) };
    }
    return {
      kink(p, which) {
        const { map, best } = forward(p);
        const unit = best[(which * 5) % best.length]!;
        const index = Math.floor(unit / (wide * wide));
        return { z: k.at(map, Math.floor(((which * 5) % best.length) / features), unit), leaf: 'c', index };
      },
      cost: (p) => k.crossEntropy(forward(p).q, y),
      backward(p, bugs) {
        const { map, best, pool, q } = forward(p);
        const dz = bugs.tap('dz', k.scale(k.subtract(q, y), 1 / images));
        const dpool = k.matmul(dz, k.transpose(p['W']!));
        let dmap = k.zeros(images, filters * wide * wide);
        for (let n = 0; n < images; n++)
          for (let at = 0; at < features; at++) {
            const top = best[n * features + at]!;
            const first = cell(
              Math.floor(top / (wide * wide)),
              (Math.floor(top / wide) % wide) & ~1,
              (top % wide) & ~1,
            );
            const all = [first, first + 1, first + wide, first + wide + 1];
            const spread = bugs.has('pool-average') || bugs.has('pool-to-all');
            const share = bugs.has('pool-average') ? 0.25 : 1;
            for (const to of spread ? all : [bugs.has('pool-to-first') ? first : top])
              dmap.data[n * filters * wide * wide + to]! += share * k.at(dpool, n, at);
          }
        if (!bugs.has('no-gate')) dmap = k.zip(dmap, map, (d, z) => (z > 0 ? d : 0));
        dmap = bugs.tap('dmap', dmap);
        const columns = bugs.has('last-column-missing') ? wide - 1 : wide;
        const dK = k.build(filters, size * size, (f, at) => {
          const [u, v] = [Math.floor(at / size), at % size];
          let sum = 0;
          for (let n = bugs.has('last-image-only') ? images - 1 : 0; n < images; n++)
            for (let r = 0; r < wide; r++)
              for (let c = 0; c < columns; c++)
                sum += k.at(dmap, n, cell(f, r, c)) * k.at(x, n, (r + u) * side + c + v);
          return bugs.has('kernel-last-row-zero') && u === size - 1 ? 0 : sum;
        });
        const turned = (index: (at: number) => number): Matrix =>
          k.build(filters, size * size, (f, at) => k.at(dK, f, index(at)));
        const dc = k.build(1, filters, (_, f) => {
          let sum = 0;
          for (let n = 0; n < images; n++)
            for (let at = 0; at < wide * wide; at++) sum += k.at(dmap, n, f * wide * wide + at);
          return bugs.has('bias-averaged')
            ? sum / (wide * wide)
            : bugs.has('bias-one-position')
              ? k.at(dmap, 0, f * wide * wide)
              : sum;
        });
        const dW = k.matmul(k.transpose(pool), dz);
        const perChannel = (i: number) => (i % filters) * pooled * pooled + Math.floor(i / filters);
        return {
          K: bugs.has('kernel-rotated')
            ? turned((at) => size * size - 1 - at)
            : bugs.has('kernel-transposed')
              ? turned((at) => (at % size) * size + Math.floor(at / size))
              : dK,
          c: dc,
          W: bugs.has('flatten-order') ? k.build(features, 3, (i, j) => k.at(dW, perChannel(i), j)) : dW,
          b: k.sumRows(dz),
        };
      },
    };
  },
};
