import { sigmoid } from '../algebra.ts';
import type { NetworkSpec, Parameters } from '../network.ts';

const m = 6;
const d = 4;
const classes = 3;
const temperature = 2;
const epsilon = 1e-6;
const norm = ['normalisation', 'layer-step'];

/** RMS norm with a gain, swish-gated residual step, distillation at a temperature beside cross-entropy. */
export const distilled: NetworkSpec = {
  name: 'distilled residual step',
  batch: m,
  leaves: [
    { name: 'W0', layer: 0, shape: [3, d] },
    { name: 'b0', layer: 0, shape: [d] },
    { name: 'gain', layer: 1, shape: [d] },
    { name: 'Wg', layer: 1, shape: [d, 5] },
    { name: 'Wu', layer: 1, shape: [d, 5] },
    { name: 'Wd', layer: 1, shape: [5, d] },
    { name: 'Wo', layer: 2, shape: [d, classes] },
    { name: 'bo', layer: 2, shape: [classes] },
  ],
  taps: {},
  bugs: [
    { id: 'temperature squared forgotten', causes: ['different-cost', 'layer-step'], at: 'Wo,bo' },
    { id: 'temperature forgotten in the student', causes: ['different-cost', 'layer-step'], at: 'Wo,bo' },
    { id: 'teacher’s term only', causes: ['different-cost', 'layer-step'], at: 'Wo,bo' },
    { id: 'gate without its product', causes: ['activation-derivative', 'layer-step', 'own-line'], at: 'Wg' },
    { id: 'gate’s slope of its value', causes: ['activation-derivative', 'layer-step', 'own-line'], at: 'Wg' },
    { id: 'Wu’s step with the gate’s sigmoid', causes: ['layer-step', 'own-line'], at: 'Wu' },
    { id: 'path through Wu lost', causes: ['through-leaf', 'layer-step'], at: 'W0,b0,gain', through: 'Wu' },
    { id: 'residual lost', causes: ['through-leaf', 'layer-step'], at: 'W0,b0', through: 'gain,Wd' },
    { id: 'norm without its tie', causes: [...norm, 'through-leaf'], at: 'W0,b0', through: 'gain,Wg,Wu,Wd' },
    { id: 'norm over the batch', causes: [...norm, 'through-leaf'], at: 'W0,b0', through: 'gain,Wg,Wu,Wd' },
    { id: 'dgain with the gain', causes: ['own-line', 'row-factor', 'layer-step'], at: 'gain' },
    { id: 'dWd from the gate alone', causes: ['own-line', 'layer-step'], at: 'Wd' },
  ],
  build(k, normal) {
    const x = k.build(m, 3, () => normal());
    const label = k.build(m, classes, (i, j) => ((i + 1) % classes === j ? 1 : 0));
    const teacher = k.softmax(
      k.scale(
        k.build(m, classes, () => 2 * normal()),
        1 / temperature,
      ),
    );
    const swish = (z: number) => z * sigmoid(z);
    function forward(p: Parameters) {
      const h = k.addRow(k.matmul(x, p['W0']!), p['b0']!);
      const size = k.build(m, 1, (i) => Math.sqrt([0, 1, 2, 3].reduce((s, j) => s + k.at(h, i, j) ** 2 / d, epsilon)));
      const unit = k.build(m, d, (i, j) => k.at(h, i, j) / k.at(size, i, 0));
      const r = k.build(m, d, (i, j) => k.at(unit, i, j) * k.at(p['gain']!, 0, j));
      const [g, u] = [k.matmul(r, p['Wg']!), k.matmul(r, p['Wu']!)];
      const mixed = k.zip(g, u, (a, b) => swish(a) * b);
      const out = k.add(h, k.matmul(mixed, p['Wd']!));
      const s = k.addRow(k.matmul(out, p['Wo']!), p['bo']!);
      return { size, unit, r, g, u, mixed, out, q: k.softmax(s), soft: k.softmax(k.scale(s, 1 / temperature)) };
    }
    return {
      cost(p) {
        const { q, soft } = forward(p);
        return k.round(k.crossEntropy(q, label) / 2 + (k.crossEntropy(soft, teacher) * temperature ** 2) / 2);
      },
      backward(p, { has }) {
        const { size, unit, r, g, u, mixed, out, q, soft } = forward(p);
        const student = has('temperature forgotten in the student') ? q : soft;
        const weight = has('temperature squared forgotten') ? 1 / temperature : temperature;
        const hard = has('teacher’s term only') ? 0 : 1;
        const ds = k.build(
          m,
          classes,
          (i, j) =>
            (hard * (k.at(q, i, j) - k.at(label, i, j)) + weight * (k.at(student, i, j) - k.at(teacher, i, j))) /
            (2 * m),
        );
        const dout = k.matmul(ds, k.transpose(p['Wo']!));
        const dmixed = k.matmul(dout, k.transpose(p['Wd']!));
        const slope = (z: number) => {
          if (has('gate without its product')) return sigmoid(z);
          const at = has('gate’s slope of its value') ? swish(z) : z;
          return sigmoid(at) * (1 + at * (1 - sigmoid(at)));
        };
        const dg = k.build(m, 5, (i, j) => k.at(dmixed, i, j) * k.at(u, i, j) * slope(k.at(g, i, j)));
        const opened = k.map(g, has('Wu’s step with the gate’s sigmoid') ? sigmoid : swish);
        const du = k.multiply(dmixed, opened);
        let dr = k.matmul(dg, k.transpose(p['Wg']!));
        if (!has('path through Wu lost')) dr = k.add(dr, k.matmul(du, k.transpose(p['Wu']!)));
        const dunit = k.build(m, d, (i, j) => k.at(dr, i, j) * k.at(p['gain']!, 0, j));
        const ties = k.multiply(dunit, unit);
        const dh = k.build(m, d, (i, j) => {
          let tie = 0;
          if (has('norm over the batch')) tie = k.at(k.sumRows(ties), 0, j) / m;
          else if (!has('norm without its tie')) tie = k.at(k.sumColumns(ties), i, 0) / d;
          const own = (k.at(dunit, i, j) - k.at(unit, i, j) * tie) / k.at(size, i, 0);
          return own + (has('residual lost') ? 0 : k.at(dout, i, j));
        });
        const left = has('dWd from the gate alone') ? opened : mixed;
        return {
          W0: k.matmul(k.transpose(x), dh),
          b0: k.sumRows(dh),
          gain: k.sumRows(k.multiply(dr, has('dgain with the gain') ? r : unit)),
          Wg: k.matmul(k.transpose(r), dg),
          Wu: k.matmul(k.transpose(r), du),
          Wd: k.matmul(k.transpose(left), dout),
          Wo: k.matmul(k.transpose(out), ds),
          bo: k.sumRows(ds),
        };
      },
    };
  },
};
