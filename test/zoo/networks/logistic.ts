import { sigmoid } from '../algebra.ts';
import type { NetworkSpec } from '../network.ts';

const m = 7;
const lambda = 0.6;

/** Logistic regression with L2, one example per column, as the course writes it. */
export const logistic: NetworkSpec = {
  name: 'logistic',
  batch: m,
  leaves: [
    { name: 'w', layer: 1, shape: [1, 4] },
    { name: 'b', layer: 1, shape: [1, 1] },
  ],
  taps: { dz: 'w' },
  bugs: [
    { id: 'no-average', causes: ['constant-factor', 'cost-scale'], constant: m },
    { id: 'no-decay', causes: ['weight-decay'], constant: -lambda / m, at: 'w' },
    { id: 'decay-sign', causes: ['weight-decay'], constant: (-2 * lambda) / m, at: 'w' },
    { id: 'decay-not-averaged', causes: ['weight-decay'], constant: lambda - lambda / m, at: 'w' },
    { id: 'extra-derivative', causes: ['activation-derivative', 'layer-step', 'different-cost'] },
    { id: 'no-labels', causes: ['different-cost'] },
    { id: 'bias-first-example', causes: ['one-example', 'own-line'], at: 'b' },
    { id: 'sign', causes: ['constant-factor', 'cost-scale'], constant: -1 },
  ],
  build(k, normal) {
    const x = k.build(4, m, () => normal());
    const y = k.build(1, m, () => (normal() > 0 ? 1 : 0));
    const activations = (p: { w: ReturnType<typeof k.zeros>; b: ReturnType<typeof k.zeros> }) =>
      k.map(k.addColumn(k.matmul(p.w, x), p.b), sigmoid);
    return {
      cost({ w, b }) {
        const a = activations({ w: w!, b: b! });
        const data = k.total(k.zip(a, y, (p, t) => -(t * Math.log(p) + (1 - t) * Math.log(1 - p)))) / m;
        return k.round(data + (lambda / (2 * m)) * k.sumOfSquares(w!));
      },
      backward({ w, b }, bugs) {
        const a = activations({ w: w!, b: b! });
        let dz = bugs.has('no-labels') ? a : k.subtract(a, y);
        if (bugs.has('sign')) dz = k.subtract(y, a);
        if (bugs.has('extra-derivative')) dz = k.zip(dz, a, (d, s) => d * s * (1 - s));
        dz = bugs.tap('dz', bugs.has('no-average') ? dz : k.scale(dz, 1 / m));
        const rate = bugs.has('no-decay')
          ? 0
          : bugs.has('decay-sign')
            ? -lambda / m
            : bugs.has('decay-not-averaged')
              ? lambda
              : lambda / m;
        const decay = k.scale(w!, rate);
        const db = bugs.has('bias-first-example') ? k.build(1, 1, () => dz.data[0]!) : k.sumColumns(dz);
        return { w: k.add(k.matmul(dz, k.transpose(x)), decay), b: db };
      },
    };
  },
};
