import type { NetworkSpec, Parameters } from '../network.ts';

const sentences = [
  [0, 3, 3],
  [1, 4, 2],
  [6, 2, 0],
  [5, 1, 6],
  [4, 5, 1],
];
const m = sentences.length;
const length = 3;

/** Embeddings of three tokens, averaged; affine; softmax. */
export const embedding: NetworkSpec = {
  name: 'embedding',
  batch: m,
  leaves: [
    { name: 'E', layer: null, shape: [7, 4] },
    { name: 'W', layer: null, shape: [4, 3] },
    { name: 'b', layer: null, shape: [3] },
  ],
  taps: { dz: 'W', dmean: 'E' },
  bugs: [
    { id: 'not-divided-by-length', causes: ['constant-factor'], at: 'E', constant: length },
    { id: 'assigned-not-added', causes: ['own-line', 'layer-step', 'partial'], at: 'E' },
    { id: 'last-token-ignored', causes: ['own-line', 'layer-step', 'partial'], at: 'E' },
    { id: 'first-token-only', causes: ['own-line', 'layer-step', 'partial'], at: 'E' },
    { id: 'token-shifted', causes: ['permuted'], at: 'E' },
    { id: 'padding-row-zero', causes: ['partial'], at: 'E' },
    { id: 'no-labels', causes: ['different-cost', 'softmax-jacobian'] },
    { id: 'no-average', causes: ['constant-factor', 'cost-scale'], constant: m },
    { id: 'dW-transposed-order', causes: ['transposed'], at: 'W' },
  ],
  build(k, _normal) {
    const y = k.build(m, 3, (i, j) => (i % 3 === j ? 1 : 0));
    function forward(p: Parameters) {
      const mean = k.build(
        m,
        4,
        (i, j) => sentences[i]!.reduce((sum, token) => sum + k.at(p['E']!, token, j), 0) / length,
      );
      return { mean, q: k.softmax(k.addRow(k.matmul(mean, p['W']!), p['b']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).q, y),
      backward(p, bugs) {
        const { mean, q } = forward(p);
        const dz = bugs.tap(
          'dz',
          k.scale(bugs.has('no-labels') ? q : k.subtract(q, y), bugs.has('no-average') ? 1 : 1 / m),
        );
        const dmean = bugs.tap(
          'dmean',
          k.scale(k.matmul(dz, k.transpose(p['W']!)), bugs.has('not-divided-by-length') ? 1 : 1 / length),
        );
        const dE = k.zeros(7, 4);
        sentences.forEach((tokens, i) => {
          const used = bugs.has('last-token-ignored')
            ? tokens.slice(0, -1)
            : bugs.has('first-token-only')
              ? tokens.slice(0, 1)
              : tokens;
          for (const token of used) {
            const row = bugs.has('token-shifted') ? (token + 1) % 7 : token;
            if (bugs.has('padding-row-zero') && row === 0) continue;
            for (let j = 0; j < 4; j++) {
              const before = bugs.has('assigned-not-added') ? 0 : dE.data[row * 4 + j]!;
              dE.data[row * 4 + j] = before + k.at(dmean, i, j);
            }
          }
        });
        const dW = k.matmul(k.transpose(mean), dz);
        const wrongOrder = k.transpose(dW).data;
        return { E: dE, W: bugs.has('dW-transposed-order') ? { ...dW, data: wrongOrder } : dW, b: k.sumRows(dz) };
      },
    };
  },
};
