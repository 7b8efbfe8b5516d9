import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const tokens = 4;
const d = 5;
const head = 3;

/** Positions added to tokens, one head of self-attention with a residual, mean over tokens, affine, softmax. */
export const attention: NetworkSpec = {
  name: 'attention',
  batch: tokens,
  spread: 0.7,
  leaves: [
    { name: 'P', layer: null, shape: [tokens, d] },
    { name: 'Wq', layer: null, shape: [d, head] },
    { name: 'Wk', layer: null, shape: [d, head] },
    { name: 'bk', layer: null, shape: [head] },
    { name: 'Wv', layer: null, shape: [d, head] },
    { name: 'Wo', layer: null, shape: [head, d] },
    { name: 'W', layer: null, shape: [d, 3] },
    { name: 'b', layer: null, shape: [3] },
  ],
  taps: { dout: 'Wo', dscores: 'Wq' },
  bugs: [
    { id: 'no-scale', causes: ['constant-factor', 'layer-step'], at: 'Wq', constant: Math.sqrt(head) },
    { id: 'scaled-twice', causes: ['constant-factor', 'layer-step'], at: 'Wq', constant: 1 / Math.sqrt(head) },
    { id: 'softmax-diagonal', causes: ['softmax-jacobian', 'layer-step'], at: 'Wq' },
    { id: 'softmax-ignored', causes: ['softmax-jacobian', 'layer-step'], at: 'bk' },
    { id: 'no-residual', causes: ['through-leaf', 'layer-step', 'own-line', 'residual-missing'], at: 'P' },
    { id: 'residual-only', causes: ['through-leaf', 'layer-step', 'own-line'], at: 'P' },
    { id: 'dV-not-transposed', causes: ['layer-step', 'own-line', 'through-leaf'], at: 'Wv' },
    { id: 'dQ-dK-swapped', causes: ['swapped-leaves'], at: 'Wq' },
    { id: 'query-path-missing', causes: ['through-leaf', 'layer-step', 'own-line'], at: 'P' },
    { id: 'value-path-missing', causes: ['through-leaf', 'layer-step', 'own-line'], at: 'P' },
    { id: 'dWo-of-input', causes: ['own-line'], at: 'Wo' },
    { id: 'mean-not-divided', causes: ['constant-factor'], at: 'Wo', constant: tokens },
  ],
  build(k, normal) {
    const x = k.build(tokens, d, () => normal());
    const y = k.build(1, 3, (_, j) => (j === 1 ? 1 : 0));
    function forward(p: Parameters) {
      const h = k.add(x, p['P']!);
      const [q, v] = [k.matmul(h, p['Wq']!), k.matmul(h, p['Wv']!)];
      const key = k.addRow(k.matmul(h, p['Wk']!), p['bk']!);
      const a = k.softmax(k.scale(k.matmul(q, k.transpose(key)), 1 / Math.sqrt(head)));
      const mixed = k.matmul(a, v);
      const out = k.add(h, k.matmul(mixed, p['Wo']!));
      const mean = k.scale(k.sumRows(out), 1 / tokens);
      return { h, q, v, key, a, mixed, mean, s: k.softmax(k.addRow(k.matmul(mean, p['W']!), p['b']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).s, y),
      backward(p, bugs) {
        const { h, q, v, key, a, mixed, mean, s } = forward(p);
        const T = k.transpose;
        const dz = k.subtract(s, y);
        const dmean = k.matmul(dz, T(p['W']!));
        const share = bugs.has('mean-not-divided') ? 1 : 1 / tokens;
        const dout = bugs.tap(
          'dout',
          k.build(tokens, d, (_, j) => share * k.at(dmean, 0, j)),
        );
        const dmixed = k.matmul(dout, T(p['Wo']!));
        const da = k.matmul(dmixed, T(v));
        const dv = k.matmul(bugs.has('dV-not-transposed') ? a : T(a), dmixed);
        const inner = k.sumColumns(k.multiply(da, a));
        let ds: Matrix = k.build(tokens, tokens, (i, j) => k.at(a, i, j) * (k.at(da, i, j) - inner.data[i]!));
        if (bugs.has('softmax-diagonal')) ds = k.zip(da, a, (g, t) => g * t * (1 - t));
        if (bugs.has('softmax-ignored')) ds = da;
        const rate = bugs.has('no-scale') ? 1 : bugs.has('scaled-twice') ? 1 / head : 1 / Math.sqrt(head);
        ds = bugs.tap('dscores', k.scale(ds, rate));
        const [dq, dkey] = [k.matmul(ds, key), k.matmul(T(ds), q)];
        const [dWq, dWk] = [k.matmul(T(h), dq), k.matmul(T(h), dkey)];
        let dh = bugs.has('no-residual') ? k.zeros(tokens, d) : dout;
        if (!bugs.has('residual-only')) {
          if (!bugs.has('query-path-missing')) dh = k.add(dh, k.matmul(dq, T(p['Wq']!)));
          if (!bugs.has('value-path-missing')) dh = k.add(dh, k.matmul(dv, T(p['Wv']!)));
          dh = k.add(dh, k.matmul(dkey, T(p['Wk']!)));
        }
        const swapped = bugs.has('dQ-dK-swapped');
        return {
          P: dh,
          Wq: swapped ? dWk : dWq,
          Wk: swapped ? dWq : dWk,
          bk: k.sumRows(dkey),
          Wv: k.matmul(T(h), dv),
          Wo: k.matmul(T(bugs.has('dWo-of-input') ? v : mixed), dout),
          W: k.matmul(T(mean), dz),
          b: dz,
        };
      },
    };
  },
};
