import { sigmoid } from '../algebra.ts';
import type { NetworkSpec } from '../network.ts';

const phi = ['activation-derivative', 'row-factor'];

/** An elementwise layer alone: out = σ(x), with the cost ⟨u, out⟩. */
export const sigmoidLayer: NetworkSpec = {
  name: 'sigmoid layer',
  batch: 4,
  leaves: [{ name: 'x', layer: null, shape: [4, 5], role: 'input' }],
  taps: {},
  bugs: [
    { id: 'upstream-ignored', causes: ['upstream-ignored'] },
    { id: 'no-derivative', causes: phi },
    { id: 'only-s', causes: phi },
    { id: 'derivative-of-x', causes: phi },
    { id: 'derivative-at-s', causes: phi },
    { id: 'tanh-derivative', causes: phi },
  ],
  build(k, normal) {
    const u = k.build(4, 5, () => normal());
    return {
      upstream: u,
      cost: ({ x }) => k.total(k.multiply(u, k.map(x!, sigmoid))),
      backward({ x }, bugs) {
        const s = k.map(x!, sigmoid);
        if (bugs.has('no-derivative')) return { x: u };
        if (bugs.has('only-s')) return { x: k.multiply(u, s) };
        if (bugs.has('tanh-derivative')) return { x: k.zip(u, s, (d, a) => d * (1 - a * a)) };
        const at = bugs.has('derivative-of-x') ? x! : bugs.has('derivative-at-s') ? k.map(s, sigmoid) : s;
        const slope = k.map(at, (a) => a * (1 - a));
        return { x: bugs.has('upstream-ignored') ? slope : k.multiply(u, slope) };
      },
    };
  },
};

/** Softmax along rows alone, with the cost ⟨u, p⟩. */
export const softmaxLayer: NetworkSpec = {
  name: 'softmax layer',
  batch: 4,
  leaves: [{ name: 'x', layer: null, shape: [4, 5], role: 'input' }],
  taps: {},
  bugs: [
    { id: 'diagonal-only', causes: ['softmax-jacobian'] },
    { id: 'upstream-ignored', causes: ['zero', 'upstream-ignored'] },
    { id: 'no-inner-product', causes: ['softmax-jacobian'] },
    { id: 'sign', causes: ['constant-factor'], constant: -1 },
  ],
  build(k, normal) {
    const u = k.build(4, 5, () => normal());
    return {
      upstream: u,
      cost: ({ x }) => k.total(k.multiply(u, k.softmax(x!))),
      backward({ x }, bugs) {
        const p = k.softmax(x!);
        if (bugs.has('diagonal-only')) return { x: k.zip(u, p, (d, a) => d * a * (1 - a)) };
        if (bugs.has('no-inner-product')) return { x: k.multiply(u, p) };
        const up = bugs.has('upstream-ignored') ? k.map(u, () => 1) : u;
        const inner = k.sumColumns(k.multiply(up, p));
        const right = k.build(4, 5, (i, j) => k.at(p, i, j) * (k.at(up, i, j) - inner.data[i]!));
        return { x: bugs.has('sign') ? k.scale(right, -1) : right };
      },
    };
  },
};
