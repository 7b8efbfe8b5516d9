import { relu } from './algebra.ts';
import type { Algebra, Matrix } from './algebra.ts';
import { folded, overlapping } from './keptApartMore.ts';
import type { NetworkSpec, Parameters } from './network.ts';

/**
 * Networks and bugs that were written after the hypotheses about causes were finished, after bugs that people reported
 * (pooling windows that overlap, a wrong channel in a convolution, a batch-norm term added twice, a slope taken of the
 * error, weight decay on the bias column, tied weights, a root that backward forgot …). They are never tuned on.
 * `causes` lists what would be a true thing to say; anything else but 'unknown' misleads.
 */
type Leaf = NetworkSpec['leaves'][number];
const leaf = (name: string, ...shape: number[]): Leaf => ({ name, layer: null, shape });
const T = (k: Algebra, a: Matrix): Matrix => k.transpose(a);
const step = ['layer-step', 'through-leaf'];

const svm: NetworkSpec = {
  name: 'hinge loss',
  batch: 6,
  leaves: [leaf('W', 5, 4), leaf('b', 4)],
  taps: {},
  bugs: [
    { id: 'label-column-forgotten', causes: [...step] },
    { id: 'counts-all-classes', causes: [...step] },
  ],
  build(k, normal) {
    const x = k.build(6, 5, () => normal());
    const label = (i: number) => (i * 3) % 4;
    const scores = (p: Parameters) => k.addRow(k.matmul(x, p['W']!), p['b']!);
    const margin = (s: Matrix, i: number, j: number) =>
      j === label(i) ? 0 : relu(k.at(s, i, j) - k.at(s, i, label(i)) + 1);
    return {
      cost: (p) =>
        k.total(
          k.map(
            k.build(6, 4, (i, j) => margin(scores(p), i, j)),
            (v) => v / 6,
          ),
        ),
      backward(p, bugs) {
        const s = scores(p);
        const over = k.build(6, 4, (i, j) => (margin(s, i, j) > 0 ? 1 / 6 : 0));
        const count = k.sumColumns(over);
        const atLabel = (i: number) =>
          bugs.has('label-column-forgotten') ? 0 : bugs.has('counts-all-classes') ? -3 / 6 : -count.data[i]!;
        const ds = k.build(6, 4, (i, j) => (j === label(i) ? atLabel(i) : k.at(over, i, j)));
        return { W: k.matmul(T(k, x), ds), b: k.sumRows(ds) };
      },
    };
  },
};

const tied: NetworkSpec = {
  name: 'tied autoencoder',
  batch: 7,
  leaves: [leaf('W', 5, 3), leaf('b', 3), leaf('c', 5)],
  taps: {},
  bugs: [
    { id: 'decoder-use-only', causes: ['own-line', ...step], at: 'W' },
    { id: 'encoder-use-only', causes: ['own-line', ...step], at: 'W' },
    { id: 'slope-of-the-error', causes: ['activation-derivative', ...step], at: 'W' },
  ],
  build(k, normal) {
    const x = k.build(7, 5, () => normal());
    const forward = (p: Parameters) => {
      const h = k.map(k.addRow(k.matmul(x, p['W']!), p['b']!), Math.tanh);
      return { h, out: k.addRow(k.matmul(h, T(k, p['W']!)), p['c']!) };
    };
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, x)) / 14),
      backward(p, bugs) {
        const { h, out } = forward(p);
        const dout = k.scale(k.subtract(out, x), 1 / 7);
        const dh = k.matmul(dout, p['W']!);
        const dz = k.zip(dh, bugs.has('slope-of-the-error') ? dh : h, (d, a) => d * (1 - a * a));
        const encoder = k.matmul(T(k, x), dz);
        const decoder = k.matmul(T(k, dout), h);
        const W = bugs.has('decoder-use-only')
          ? decoder
          : bugs.has('encoder-use-only')
            ? encoder
            : k.add(encoder, decoder);
        return { W, b: k.sumRows(dz), c: k.sumRows(dout) };
      },
    };
  },
};

const temperature: NetworkSpec = {
  name: 'softmax with temperature',
  batch: 8,
  leaves: [leaf('W1', 4, 5), leaf('b1', 5), leaf('W2', 5, 3), leaf('b2', 3)],
  taps: {},
  bugs: [
    { id: 'temperature-forgotten', causes: ['cost-scale', 'constant-factor'], constant: 2.5 },
    { id: 'labels-not-smoothed', causes: ['different-cost', ...step] },
    { id: 'class-weights-forgotten', causes: ['different-cost', ...step] },
    { id: 'residual-of-wrong-layer', causes: [...step], at: 'W1' },
  ],
  build(k, normal) {
    const x = k.build(8, 4, () => normal());
    const hard = k.build(8, 3, (i, j) => ((i * 2) % 3 === j ? 1 : 0));
    const weight = [0.6, 1, 1.7];
    const y = k.build(8, 3, (i, j) => 0.9 * k.at(hard, i, j) + 0.1 / 3);
    const w = (i: number) => weight[(i * 2) % 3]!;
    const forward = (p: Parameters) => {
      const a = k.map(k.addRow(k.matmul(x, p['W1']!), p['b1']!), (z) => (z > 0 ? z : 0.1 * z));
      return { a, q: k.softmax(k.scale(k.addRow(k.matmul(a, p['W2']!), p['b2']!), 1 / 2.5)) };
    };
    return {
      cost: (p) => k.total(k.build(8, 3, (i, j) => (-w(i) * k.at(y, i, j) * Math.log(k.at(forward(p).q, i, j))) / 8)),
      backward(p, bugs) {
        const { a, q } = forward(p);
        const goal = bugs.has('labels-not-smoothed') ? hard : y;
        const scale = 1 / 8 / (bugs.has('temperature-forgotten') ? 1 : 2.5);
        const weights = (i: number) => (bugs.has('class-weights-forgotten') ? 1 : w(i));
        const dz = k.build(8, 3, (i, j) => weights(i) * scale * (k.at(q, i, j) - k.at(goal, i, j)));
        const da = k.matmul(dz, T(k, p['W2']!));
        const gate = (d: number, v: number) => (v > 0 ? d : 0.1 * d);
        const dz1 = bugs.has('residual-of-wrong-layer')
          ? k.zip(da, a, (d, v) => gate(d, v) + v / 8)
          : k.zip(da, a, gate);
        return { W1: k.matmul(T(k, x), dz1), b1: k.sumRows(dz1), W2: k.matmul(T(k, a), dz), b2: k.sumRows(dz) };
      },
    };
  },
};

const regression: NetworkSpec = {
  name: 'root mean square',
  batch: 9,
  leaves: [leaf('W', 4, 3), leaf('b', 3)],
  taps: {},
  bugs: [
    { id: 'root-forgotten', causes: ['varying-factor', 'different-cost', ...step] },
    { id: 'sign-of-the-error', causes: [...step, 'different-cost'] },
    { id: 'error-of-the-first-output', causes: [...step, 'upstream-ignored', 'wrong-sum'] },
  ],
  build(k, normal) {
    const x = k.build(9, 4, () => normal());
    const y = k.build(9, 3, () => normal());
    const error = (p: Parameters) => k.subtract(k.addRow(k.matmul(x, p['W']!), p['b']!), y);
    return {
      cost: (p) => k.round(Math.sqrt(k.sumOfSquares(error(p)) / 9)),
      backward(p, bugs) {
        const e = error(p);
        const root = bugs.has('root-forgotten') ? 1 : Math.sqrt(k.sumOfSquares(e) / 9);
        let d = k.scale(e, 1 / 9 / root);
        if (bugs.has('sign-of-the-error')) d = k.map(e, (v) => Math.sign(v) / 9);
        if (bugs.has('error-of-the-first-output')) d = k.build(9, 3, (i) => k.at(e, i, 0) / 9 / root);
        return { W: k.matmul(T(k, x), d), b: k.sumRows(d) };
      },
    };
  },
};

const unitLength: NetworkSpec = {
  name: 'unit length',
  batch: 6,
  leaves: [leaf('W1', 4, 5), leaf('b1', 5), leaf('W2', 5, 2), leaf('b2', 2)],
  taps: {},
  bugs: [
    { id: 'length-taken-as-constant', causes: ['normalisation', ...step], at: 'W1' },
    { id: 'length-squared', causes: [...step, 'normalisation'], at: 'W1' },
    { id: 'projection-added', causes: ['normalisation', ...step], at: 'W1' },
  ],
  build(k, normal) {
    const x = k.build(6, 4, () => normal());
    const y = k.build(6, 2, () => normal());
    const forward = (p: Parameters) => {
      const z = k.addRow(k.matmul(x, p['W1']!), p['b1']!);
      const length = k.map(k.sumColumns(k.map(z, (v) => v * v)), Math.sqrt);
      const u = k.build(6, 5, (i, j) => k.at(z, i, j) / length.data[i]!);
      return { length, u, out: k.addRow(k.matmul(u, p['W2']!), p['b2']!) };
    };
    return {
      cost: (p) => k.round(k.sumOfSquares(k.subtract(forward(p).out, y)) / 12),
      backward(p, bugs) {
        const { length, u, out } = forward(p);
        const d = k.scale(k.subtract(out, y), 1 / 6);
        const du = k.matmul(d, T(k, p['W2']!));
        const along = k.sumColumns(k.multiply(du, u));
        const sign = bugs.has('length-taken-as-constant') ? 0 : bugs.has('projection-added') ? -1 : 1;
        const power = bugs.has('length-squared') ? 2 : 1;
        const dz = k.build(
          6,
          5,
          (i, j) => (k.at(du, i, j) - sign * k.at(u, i, j) * along.data[i]!) / length.data[i]! ** power,
        );
        return { W1: k.matmul(T(k, x), dz), b1: k.sumRows(dz), W2: k.matmul(T(k, u), d), b2: k.sumRows(d) };
      },
    };
  },
};

/** Networks with bugs of their own. */
export const keptApartNetworks = [svm, tied, temperature, regression, folded, overlapping, unitLength];
