import type { Matrix } from './algebra.ts';
import type { NetworkSpec, Parameters } from './network.ts';

const tokens = 5;
const d = 4;
const width = 3;

/** Positions added to the input, division by the root mean square with a gain, causal attention, a residual path. */
export const freshAttention: NetworkSpec = {
  name: 'causal attention',
  batch: tokens,
  leaves: [
    { name: 'P', layer: null, shape: [tokens, d] },
    { name: 'gain', layer: null, shape: [d] },
    { name: 'Wq', layer: null, shape: [d, width] },
    { name: 'Wk', layer: null, shape: [d, width] },
    { name: 'Wv', layer: null, shape: [d, width] },
    { name: 'Wo', layer: null, shape: [width, d] },
  ],
  taps: {},
  bugs: [
    { id: 'no mask in backward', causes: ['layer-step', 'through-leaf'] },
    { id: 'scale lost in dk', causes: ['constant-factor', 'layer-step', 'through-leaf'], at: 'Wk' },
    { id: 'dq with operands in the wrong order', causes: ['layer-step', 'through-leaf'], at: 'Wq' },
    { id: 'softmax summed over the wrong axis', causes: ['softmax-jacobian', 'layer-step', 'through-leaf'], at: 'Wq' },
    { id: 'softmax without its sum', causes: ['softmax-jacobian', 'layer-step', 'through-leaf'], at: 'Wq' },
    { id: 'residual counted twice', causes: ['layer-step', 'own-line'], at: 'P' },
    { id: 'residual lost', causes: ['layer-step', 'own-line', 'through-leaf'], at: 'P' },
    { id: 'norm taken for a constant', causes: ['normalisation', 'layer-step', 'through-leaf'], at: 'P' },
    { id: 'mean in the norm is a sum', causes: ['normalisation', 'layer-step', 'through-leaf'], at: 'P' },
    { id: 'path through v lost', causes: ['through-leaf', 'layer-step'], at: 'P' },
    { id: 'dgain from the scaled input', causes: ['own-line', 'row-factor'], at: 'gain' },
    { id: 'dv without transposing', causes: ['layer-step', 'through-leaf'], at: 'Wv' },
  ],
  build(k, normal) {
    const data = k.build(tokens, d, () => normal());
    const y = k.build(tokens, d, () => normal());
    const root = 1 / Math.sqrt(width);
    function forward(p: Parameters, isMasked = true) {
      const x = k.add(data, p['P']!);
      const size = k.build(tokens, 1, (i) => {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += k.at(x, i, j) ** 2;
        return Math.sqrt(sum / d + 1e-5);
      });
      const unit = k.build(tokens, d, (i, j) => k.at(x, i, j) / k.at(size, i, 0));
      const r = k.build(tokens, d, (i, j) => k.at(unit, i, j) * k.at(p['gain']!, 0, j));
      const [q, key, v] = ['Wq', 'Wk', 'Wv'].map((w) => k.matmul(r, p[w]!)) as [Matrix, Matrix, Matrix];
      const scores = k.scale(k.matmul(q, k.transpose(key)), root);
      const A = k.softmax(k.build(tokens, tokens, (i, j) => (isMasked && j > i ? -1e9 : k.at(scores, i, j))));
      const mixed = k.matmul(A, v);
      return { x, size, unit, r, q, key, v, A, mixed, out: k.add(x, k.matmul(mixed, p['Wo']!)) };
    }
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / (2 * tokens)),
      backward(p, { has }) {
        const { size, unit, r, q, key, v, mixed, out, ...rest } = forward(p);
        const A = has('no mask in backward') ? forward(p, false).A : rest.A;
        const dout = k.scale(k.subtract(out, y), 1 / tokens);
        const dmixed = k.matmul(dout, k.transpose(p['Wo']!));
        const dA = k.matmul(dmixed, k.transpose(v));
        const dv = k.matmul(has('dv without transposing') ? A : k.transpose(A), dmixed);
        const products = k.multiply(A, dA);
        const ds = k.build(tokens, tokens, (i, j) => {
          if (has('softmax without its sum')) return k.at(products, i, j);
          let sum = 0;
          for (let l = 0; l < tokens; l++)
            sum += has('softmax summed over the wrong axis') ? k.at(products, l, j) : k.at(products, i, l);
          return k.at(A, i, j) * (k.at(dA, i, j) - sum);
        });
        const dq = k.scale(k.matmul(has('dq with operands in the wrong order') ? k.transpose(ds) : ds, key), root);
        const dk = k.scale(k.matmul(k.transpose(ds), q), has('scale lost in dk') ? 1 : root);
        const down = (g: Matrix, w: string) => k.matmul(g, k.transpose(p[w]!));
        let dr = k.add(down(dq, 'Wq'), down(dk, 'Wk'));
        if (!has('path through v lost')) dr = k.add(dr, down(dv, 'Wv'));
        const dunit = k.build(tokens, d, (i, j) => k.at(dr, i, j) * k.at(p['gain']!, 0, j));
        const dx = k.build(tokens, d, (i, j) => {
          let sum = 0;
          for (let l = 0; l < d; l++) sum += k.at(dunit, i, l) * k.at(unit, i, l);
          const tie = has('norm taken for a constant')
            ? 0
            : (k.at(unit, i, j) * sum) / (has('mean in the norm is a sum') ? 1 : d);
          return (k.at(dunit, i, j) - tie) / k.at(size, i, 0);
        });
        const times = has('residual counted twice') ? 2 : has('residual lost') ? 0 : 1;
        const into = (g: Matrix) => k.matmul(k.transpose(r), g);
        return {
          P: k.add(dx, k.scale(dout, times)),
          gain: k.sumRows(k.multiply(dr, has('dgain from the scaled input') ? r : unit)),
          Wq: into(dq),
          Wk: into(dk),
          Wv: into(dv),
          Wo: k.matmul(k.transpose(mixed), dout),
        };
      },
    };
  },
};
