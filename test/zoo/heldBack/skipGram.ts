import { sigmoid } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const words = 6;
const d = 4;
const pairs = [
  [0, 3],
  [2, 1],
  [0, 5],
  [4, 3],
  [1, 2],
] as const;
const negatives = [
  [1, 4],
  [5, 0],
  [3, 2],
  [0, 1],
  [4, 4],
] as const;

/** Word vectors by negative sampling: −log σ(u·v) for a pair, −log σ(−u·v) for drawn words. */
export const skipGram: NetworkSpec = {
  name: 'skip-gram',
  batch: pairs.length,
  leaves: [
    { name: 'V', layer: null, shape: [words, d] },
    { name: 'U', layer: null, shape: [words, d] },
  ],
  taps: {},
  bugs: [
    { id: 'sign of the drawn words', causes: ['different-cost'] },
    { id: 'drawn words left out of dV', causes: ['own-line', 'layer-step'], at: 'V' },
    { id: 'drawn words left out of dU', causes: ['own-line', 'layer-step', 'partial'], at: 'U' },
    { id: 'repeated words overwrite', causes: ['own-line', 'layer-step', 'partial'] },
    { id: 'no sigmoid', causes: ['different-cost'] },
    { id: 'dU from U', causes: ['own-line', 'layer-step'], at: 'U' },
    { id: 'centre and context exchanged', causes: ['own-line', 'layer-step', 'permuted'] },
    { id: 'averaged over pairs', causes: ['cost-scale', 'constant-factor'], constant: 1 / pairs.length },
    { id: 'the same drawn word once', causes: ['different-cost', 'partial'] },
  ],
  build(k) {
    const dot = (p: Parameters, c: number, o: number) => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += k.at(p['V']!, c, j) * k.at(p['U']!, o, j);
      return sum;
    };
    return {
      cost(p) {
        let sum = 0;
        pairs.forEach(([c, o], i) => {
          sum -= Math.log(sigmoid(dot(p, c, o)));
          for (const w of negatives[i]!) sum -= Math.log(sigmoid(-dot(p, c, w)));
        });
        return k.round(sum);
      },
      backward(p, { has }) {
        const g = { V: k.zeros(words, d), U: k.zeros(words, d) };
        const share = has('averaged over pairs') ? 1 / pairs.length : 1;
        const add = (name: 'V' | 'U', word: number, by: (j: number) => number) => {
          for (let j = 0; j < d; j++) {
            const before = has('repeated words overwrite') ? 0 : g[name].data[word * d + j]!;
            g[name].data[word * d + j] = before + share * by(j);
          }
        };
        pairs.forEach(([c, o], i) => {
          const drawn = has('the same drawn word once') ? [...new Set(negatives[i])] : negatives[i]!;
          for (const [w, label] of [[o, 1] as const, ...drawn.map((w) => [w, 0] as const)]) {
            const s = dot(p, c, w);
            let e = (has('no sigmoid') ? 0.5 + s / 4 : sigmoid(s)) - label;
            if (label === 0 && has('sign of the drawn words')) e = -e;
            const [mine, other] = has('centre and context exchanged') ? [w, c] : [c, w];
            if (label === 1 || !has('drawn words left out of dV')) add('V', mine, (j) => e * k.at(p['U']!, w, j));
            const from = has('dU from U') ? p['U']! : p['V']!;
            if (label === 1 || !has('drawn words left out of dU')) add('U', other, (j) => e * k.at(from, c, j));
          }
        });
        return g;
      },
    };
  },
};
