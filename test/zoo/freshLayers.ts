import { sigmoid } from './algebra.ts';
import type { NetworkSpec, Parameters } from './network.ts';

const m = 7;
const silu = (z: number) => z * sigmoid(z);
const siluSlope = (z: number) => sigmoid(z) * (1 + z * (1 - sigmoid(z)));

/** A linear map, one residual block with SiLU, softmax; one example per row. */
export const freshResidual: NetworkSpec = {
  name: 'residual block',
  batch: m,
  leaves: [
    { name: 'W0', layer: 0, shape: [4, 5] },
    { name: 'W1', layer: 1, shape: [5, 6] },
    { name: 'b1', layer: 1, shape: [6] },
    { name: 'W2', layer: 2, shape: [6, 5] },
    { name: 'b2', layer: 2, shape: [5] },
    { name: 'Wo', layer: 3, shape: [5, 3] },
    { name: 'bo', layer: 3, shape: [3] },
  ],
  taps: {},
  bugs: [
    { id: 'skip lost', causes: ['through-leaf', 'layer-step'], at: 'W0' },
    { id: 'only the skip', causes: ['through-leaf', 'layer-step'], at: 'W0' },
    { id: 'skip added above the block', causes: ['layer-step'], at: 'W0' },
    { id: 'dW1 from the block’s output', causes: ['own-line'], at: 'W1' },
    { id: 'dW2 before the activation', causes: ['own-line'], at: 'W2' },
    { id: 'slope at a', causes: ['activation-derivative', 'layer-step'], at: 'W1' },
    { id: 'slope without its product', causes: ['activation-derivative', 'layer-step'], at: 'W1' },
    { id: 'probabilities rounded', causes: ['different-cost', 'layer-step'], at: 'Wo' },
    { id: 'labels of the next row', causes: ['different-cost', 'layer-step'], at: 'Wo' },
    { id: 'winner instead of probability', causes: ['different-cost', 'layer-step'], at: 'Wo' },
    { id: 'step back through the input matrix', causes: ['layer-step', 'through-leaf'], at: 'W1' },
    { id: 'batch mean handed down', causes: ['layer-step', 'through-leaf'], at: 'W1' },
  ],
  build(k, normal) {
    const x = k.build(m, 4, () => normal());
    const y = k.build(m, 3, (i, j) => ((i * i + 1) % 3 === j ? 1 : 0));
    function forward(p: Parameters) {
      const h0 = k.matmul(x, p['W0']!);
      const z1 = k.addRow(k.matmul(h0, p['W1']!), p['b1']!);
      const a1 = k.map(z1, silu);
      const h1 = k.add(h0, k.addRow(k.matmul(a1, p['W2']!), p['b2']!));
      return { h0, z1, a1, h1, q: k.softmax(k.addRow(k.matmul(h1, p['Wo']!), p['bo']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).q, y),
      backward(p, { has }) {
        const { h0, z1, a1, h1, q } = forward(p);
        const most = (i: number) => Math.max(k.at(q, i, 0), k.at(q, i, 1), k.at(q, i, 2));
        let guess = q;
        if (has('probabilities rounded')) guess = k.map(q, (v) => Math.round(v * 10) / 10);
        if (has('winner instead of probability')) guess = k.build(m, 3, (i, j) => (k.at(q, i, j) === most(i) ? 1 : 0));
        const labels = has('labels of the next row') ? k.build(m, 3, (i, j) => k.at(y, (i + 1) % m, j)) : y;
        const dl = k.scale(k.subtract(guess, labels), 1 / m);
        const dh1 = k.matmul(dl, k.transpose(p['Wo']!));
        const back = has('step back through the input matrix') ? p['W1']! : k.transpose(p['W2']!);
        let da1 = k.matmul(dh1, back);
        if (has('batch mean handed down')) {
          const mean = k.scale(k.sumRows(da1), 1 / m);
          da1 = k.build(m, 6, (_, j) => k.at(mean, 0, j));
        }
        const slope = has('slope without its product')
          ? k.map(z1, sigmoid)
          : k.map(has('slope at a') ? a1 : z1, siluSlope);
        const dz1 = k.multiply(da1, slope);
        const block = k.matmul(dz1, k.transpose(p['W1']!));
        let dh0 = k.add(dh1, block);
        if (has('skip lost')) dh0 = block;
        if (has('only the skip')) dh0 = dh1;
        if (has('skip added above the block')) dh0 = k.add(k.scale(dh1, 2), block);
        return {
          W0: k.matmul(k.transpose(x), dh0),
          W1: k.matmul(k.transpose(has('dW1 from the block’s output') ? h1 : h0), dz1),
          b1: k.sumRows(dz1),
          W2: k.matmul(k.transpose(has('dW2 before the activation') ? z1 : a1), dh1),
          b2: k.sumRows(dh1),
          Wo: k.matmul(k.transpose(h1), dl),
          bo: k.sumRows(dl),
        };
      },
    };
  },
};

const images = 6;
const length = 11;
const filters = 3;
const positions = 5;
const delta = 0.6;

/** A convolution with stride 2 over one channel, leaky ReLU, average over positions, affine, Huber loss. */
export const freshConvolution: NetworkSpec = {
  name: 'strided convolution',
  batch: images,
  leaves: [
    { name: 'kernel', layer: 1, shape: [filters, 3] },
    { name: 'shift', layer: 1, shape: [filters] },
    { name: 'W', layer: 2, shape: [filters, 4] },
    { name: 'b', layer: 2, shape: [4] },
  ],
  taps: {},
  bugs: [
    { id: 'squared error in backward', causes: ['different-cost', 'layer-step'], at: 'W' },
    { id: 'clamp at the wrong delta', causes: ['different-cost', 'layer-step'], at: 'W' },
    { id: 'stride forgotten', causes: ['own-line'], at: 'kernel' },
    { id: 'last window skipped', causes: ['layer-step'], at: 'kernel' },
    { id: 'gate by the gradient', causes: ['layer-step'], at: 'kernel' },
    { id: 'pooled gradient clamped', causes: ['layer-step'], at: 'kernel' },
    { id: 'shift of the first image', causes: ['own-line', 'one-example'], at: 'shift' },
    { id: 'window one late', causes: ['own-line'], at: 'kernel' },
    { id: 'integer share', causes: ['constant-factor', 'layer-step', 'cost-scale'], at: 'kernel' },
  ],
  build(k, normal) {
    const x = k.build(images, length, () => normal());
    const y = k.build(images, 4, () => normal());
    function forward(p: Parameters) {
      const window = (n: number, t: number, f: number) =>
        [0, 1, 2].reduce((sum, u) => sum + k.at(x, n, 2 * t + u) * k.at(p['kernel']!, f, u), k.at(p['shift']!, 0, f));
      const z = k.build(images, filters * positions, (n, i) => window(n, i % positions, Math.floor(i / positions)));
      const a = k.map(z, (v) => (v > 0 ? v : 0.05 * v));
      const pool = k.build(images, filters, (n, f) => {
        let sum = 0;
        for (let t = 0; t < positions; t++) sum += k.at(a, n, f * positions + t);
        return sum / positions;
      });
      return { z, pool, r: k.subtract(k.addRow(k.matmul(pool, p['W']!), p['b']!), y) };
    }
    const huber = (r: number) => (Math.abs(r) < delta ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2));
    return {
      cost: (p) => k.round(k.total(k.map(forward(p).r, huber)) / images),
      backward(p, { has }) {
        const { z, pool, r } = forward(p);
        const limit = has('squared error in backward') ? Infinity : has('clamp at the wrong delta') ? 1 : delta;
        const dout = k.map(r, (v) => Math.max(-limit, Math.min(limit, v)) / images);
        let dpool = k.matmul(dout, k.transpose(p['W']!));
        if (has('pooled gradient clamped')) dpool = k.map(dpool, (v) => Math.max(-0.05, Math.min(0.05, v)));
        const share = has('integer share') ? 1 / (positions - 1) : 1 / positions;
        const dz = k.build(images, filters * positions, (n, i) => {
          const d = k.at(dpool, n, Math.floor(i / positions)) * share;
          if (has('last window skipped') && i % positions === positions - 1) return 0;
          return (has('gate by the gradient') ? d : k.at(z, n, i)) > 0 ? d : 0.05 * d;
        });
        const place = (t: number, u: number) =>
          has('stride forgotten') ? t + u : has('window one late') ? Math.min(2 * t + u + 1, length - 1) : 2 * t + u;
        const overAll = (f: number, of: (n: number, t: number) => number, count = images) => {
          let sum = 0;
          for (let n = 0; n < count; n++)
            for (let t = 0; t < positions; t++) sum += k.at(dz, n, f * positions + t) * of(n, t);
          return sum;
        };
        return {
          kernel: k.build(filters, 3, (f, u) => overAll(f, (n, t) => k.at(x, n, place(t, u)))),
          shift: k.build(1, filters, (_, f) => overAll(f, () => 1, has('shift of the first image') ? 1 : images)),
          W: k.matmul(k.transpose(pool), dout),
          b: k.sumRows(dout),
        };
      },
    };
  },
};
