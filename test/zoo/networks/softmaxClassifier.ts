import type { NetworkSpec, Parameters } from '../network.ts';

const m = 9;
const lambda = 0.05;

/** Softmax regression with L2 (½λ‖W‖², not averaged), one example per row. */
export const softmaxClassifier: NetworkSpec = {
  name: 'softmax classifier',
  batch: m,
  leaves: [
    { name: 'W', layer: null, shape: [5, 4] },
    { name: 'b', layer: null, shape: [4] },
  ],
  taps: { dz: 'W' },
  bugs: [
    { id: 'diagonal-only', causes: ['softmax-jacobian'] },
    { id: 'no-labels', causes: ['different-cost', 'softmax-jacobian'] },
    { id: 'gradient-of-p', causes: ['softmax-jacobian'] },
    { id: 'no-average', causes: ['constant-factor', 'cost-scale'], constant: m },
    { id: 'average-over-classes', causes: ['constant-factor', 'cost-scale'], constant: m / 4 },
    { id: 'decay-averaged', causes: ['weight-decay'], at: 'W', constant: lambda / m - lambda },
    { id: 'decay-two', causes: ['weight-decay'], at: 'W', constant: lambda },
    { id: 'bias-mean', causes: ['constant-factor'], at: 'b', constant: 1 / m },
    { id: 'bias-summed-over-classes', causes: ['zero', 'wrong-sum'], at: 'b' },
    { id: 'last-example-dropped', causes: ['layer-step', 'different-cost'] },
  ],
  build(k, normal) {
    const x = k.build(m, 5, () => normal());
    const labels = Array.from({ length: m }, (_, i) => (i * 3) % 4);
    const y = k.build(m, 4, (i, j) => (labels[i] === j ? 1 : 0));
    const probabilities = (p: Parameters) => k.softmax(k.addRow(k.matmul(x, p['W']!), p['b']!));
    return {
      cost: (p) => k.round(k.crossEntropy(probabilities(p), y) + (lambda / 2) * k.sumOfSquares(p['W']!)),
      backward(p, bugs) {
        const q = probabilities(p);
        let dz = bugs.has('no-labels') ? q : k.subtract(q, y);
        if (bugs.has('diagonal-only')) dz = k.zip(q, y, (a, t) => -t * (1 - a));
        if (bugs.has('gradient-of-p')) dz = k.zip(q, y, (a, t) => -t / a);
        if (bugs.has('last-example-dropped')) dz = k.build(m, 4, (i, j) => (i < m - 1 ? k.at(dz, i, j) : 0));
        const divisor = bugs.has('no-average') ? 1 : bugs.has('average-over-classes') ? 4 : m;
        dz = bugs.tap('dz', k.scale(dz, 1 / divisor));
        const rate = bugs.has('decay-averaged') ? lambda / m : bugs.has('decay-two') ? 2 * lambda : lambda;
        const db = k.scale(k.sumRows(dz), bugs.has('bias-mean') ? 1 / m : 1);
        return {
          W: k.zip(k.matmul(k.transpose(x), dz), p['W']!, (g, w) => g + rate * w),
          b: bugs.has('bias-summed-over-classes') ? k.build(1, 4, (_, i) => k.sumColumns(dz).data[i]!) : db,
        };
      },
    };
  },
};
