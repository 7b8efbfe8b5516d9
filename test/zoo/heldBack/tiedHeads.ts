import type { Matrix } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const tokens = 5;
const words = 6;
const d = 4;
const heads = 2;
const size = d / heads;

/** Embedded words, two attention heads with a residual path, scores by the embedding itself (tied), cross-entropy. */
export const tiedHeads: NetworkSpec = {
  name: 'two heads, tied',
  batch: tokens,
  leaves: [
    { name: 'E', layer: null, shape: [words, d] },
    { name: 'Wq', layer: 1, shape: [d, d] },
    { name: 'Wk', layer: 1, shape: [d, d] },
    { name: 'Wv', layer: 1, shape: [d, d] },
    { name: 'Wo', layer: 2, shape: [d, d] },
    { name: 'bs', layer: 3, shape: [words] },
  ],
  taps: {},
  bugs: [
    { id: 'lookup’s part of dE lost', causes: ['own-line', 'through-leaf', 'layer-step'], at: 'E' },
    { id: 'scores’ part of dE lost', causes: ['own-line', 'through-leaf', 'layer-step'], at: 'E' },
    { id: 'repeated words overwrite', causes: ['own-line', 'through-leaf', 'layer-step', 'partial'], at: 'E' },
    { id: 'scale of the whole width', causes: ['constant-factor'], constant: Math.SQRT1_2, at: 'Wq,Wk' },
    { id: 'heads exchanged in dq', causes: ['permuted', 'layer-step', 'through-leaf'], at: 'Wq', through: '-' },
    { id: 'second head forgotten in dv', causes: ['partial', 'layer-step'], at: 'Wv' },
    {
      id: 'softmax over both heads',
      causes: ['layer-step', 'softmax-jacobian', 'through-leaf'],
      at: 'Wq,Wk',
      through: '-',
    },
    { id: 'residual path lost', causes: ['through-leaf', 'layer-step', 'own-line'], at: 'E', through: 'Wo' },
    {
      id: 'path through the queries lost',
      causes: ['through-leaf', 'layer-step', 'own-line'],
      at: 'E',
      through: 'Wq,Wk,Wv,Wo',
    },
    { id: 'dk not transposed', causes: ['layer-step', 'through-leaf'], at: 'Wk', through: '-' },
    { id: 'dWo from the values', causes: ['own-line', 'layer-step'], at: 'Wo' },
  ],
  build(k) {
    const ids = [0, 3, 1, 3, 5];
    const next = [3, 1, 3, 5, 2];
    const y = k.build(tokens, words, (i, j) => (next[i] === j ? 1 : 0));
    const part = (a: Matrix, h: number) => k.build(a.rows, size, (i, j) => k.at(a, i, h * size + j));
    const merge = (parts: Matrix[]) => k.build(tokens, d, (i, j) => k.at(parts[Math.floor(j / size)]!, i, j % size));
    const root = 1 / Math.sqrt(size);
    function forward(p: Parameters) {
      const x = k.build(tokens, d, (i, j) => k.at(p['E']!, ids[i]!, j));
      const [q, key, v] = ['Wq', 'Wk', 'Wv'].map((w) => k.matmul(x, p[w]!)) as [Matrix, Matrix, Matrix];
      const A = [0, 1].map((h) => k.softmax(k.scale(k.matmul(part(q, h), k.transpose(part(key, h))), root)));
      const mixed = merge(A.map((a, h) => k.matmul(a, part(v, h))));
      const out = k.add(x, k.matmul(mixed, p['Wo']!));
      return { x, q, key, v, A, mixed, out, guess: k.softmax(k.addRow(k.matmul(out, k.transpose(p['E']!)), p['bs']!)) };
    }
    return {
      cost: (p) => k.crossEntropy(forward(p).guess, y),
      backward(p, { has }) {
        const { x, q, key, v, A, mixed, out, guess } = forward(p);
        const ds = k.scale(k.subtract(guess, y), 1 / tokens);
        const dout = k.matmul(ds, p['E']!);
        const dmixed = k.matmul(dout, k.transpose(p['Wo']!));
        const dA = A.map((_, h) => k.matmul(part(dmixed, h), k.transpose(part(v, h))));
        const sums = A.map((a, h) => k.sumColumns(k.multiply(a, dA[h]!)));
        const dscores = A.map((a, h) =>
          k.build(tokens, tokens, (i, j) => {
            const sum = has('softmax over both heads')
              ? (k.at(sums[0]!, i, 0) + k.at(sums[1]!, i, 0)) / 2
              : k.at(sums[h]!, i, 0);
            return k.at(a, i, j) * (k.at(dA[h]!, i, j) - sum);
          }),
        );
        const scale = has('scale of the whole width') ? 1 / Math.sqrt(d) : root;
        const other = (h: number) => (has('heads exchanged in dq') ? 1 - h : h);
        const dq = merge(A.map((_, h) => k.scale(k.matmul(dscores[other(h)]!, part(key, other(h))), scale)));
        const dk = merge(
          dscores.map((s, h) => k.scale(k.matmul(has('dk not transposed') ? s : k.transpose(s), part(q, h)), scale)),
        );
        const dv = merge(
          A.map((a, h) =>
            h === 1 && has('second head forgotten in dv')
              ? k.zeros(tokens, size)
              : k.matmul(k.transpose(a), part(dmixed, h)),
          ),
        );
        const down = (g: Matrix, w: string) => k.matmul(g, k.transpose(p[w]!));
        let dx = k.add(down(dk, 'Wk'), down(dv, 'Wv'));
        if (!has('path through the queries lost')) dx = k.add(dx, down(dq, 'Wq'));
        if (!has('residual path lost')) dx = k.add(dx, dout);
        const looked = k.build(words, d, (word, j) => {
          let sum = 0;
          ids.forEach((id, i) => {
            if (id === word) sum = (has('repeated words overwrite') ? 0 : sum) + k.at(dx, i, j);
          });
          return sum;
        });
        const scored = k.matmul(k.transpose(ds), out);
        const into = (g: Matrix) => k.matmul(k.transpose(x), g);
        return {
          E: has('lookup’s part of dE lost') ? scored : has('scores’ part of dE lost') ? looked : k.add(looked, scored),
          Wq: into(dq),
          Wk: into(dk),
          Wv: into(dv),
          Wo: k.matmul(k.transpose(has('dWo from the values') ? v : mixed), dout),
          bs: k.sumRows(ds),
        };
      },
    };
  },
};
