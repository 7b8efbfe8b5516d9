import type { NumberArray } from './arrayTarget.ts';
import type { Operator } from './operators.ts';

export { keptApartNetworks } from './keptApartNetworks.ts';

/**
 * Bugs that were written after the hypotheses about causes were finished, and that are never tuned on: those of
 * `keptApartNetworks`, and changes of finished gradients that no hypothesis was designed for. `causes` lists what would
 * be a true thing to say; anything else but 'unknown' misleads.
 */
type Gradients = Record<string, NumberArray>;
const finish = (id: string, causes: string[], change: (g: Gradients) => Gradients): Operator => ({
  id,
  causes,
  plant: () => ({ finish: change }),
});
const each =
  (f: (x: number, i: number) => number) =>
  (g: Gradients): Gradients =>
    Object.fromEntries(Object.entries(g).map(([name, values]) => [name, Float64Array.from(values, f)]));
const largestOf = (g: Gradients) => Object.entries(g).reduce((a, b) => (b[1].length > a[1].length ? b : a))[0];
const inOne =
  (f: (values: NumberArray) => ArrayLike<number>) =>
  (g: Gradients): Gradients => {
    const name = largestOf(g);
    return { ...g, [name]: Float64Array.from(f(g[name]!)) };
  };
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0);
const mean = (values: NumberArray) => total(values) / values.length;

/** Changes of finished gradients, for networks of the zoo. */
export const keptApartOperators: Operator[] = [
  finish(
    'all squashed by g/(1+|g|)',
    ['elementwise-map'],
    each((x) => x / (1 + Math.abs(x))),
  ),
  finish(
    'all log-scaled',
    ['elementwise-map'],
    each((x) => Math.sign(x) * Math.log1p(Math.abs(x))),
  ),
  finish(
    'all normalised like Adam',
    ['elementwise-map'],
    each((x) => x / (Math.abs(x) + 1e-3)),
  ),
  finish(
    'all off by 2 % noise',
    ['fixed-factors'],
    each((x, i) => x * (1 + 0.02 * Math.sin(12.9898 * (i + 1)))),
  ),
  finish(
    'all quantised to 1/64',
    ['elementwise-map'],
    each((x) => Math.round(64 * x) / 64),
  ),
  finish(
    'one centred',
    ['own-line', 'layer-step', 'wrong-sum'],
    inOne((v) => v.map((x) => x - mean(v))),
  ),
  finish(
    'one sparsified',
    ['partial', 'elementwise-map', 'own-line', 'layer-step'],
    inOne((v) => v.map((x) => (Math.abs(x) < 0.02 ? 0 : x))),
  ),
  finish(
    'one sorted',
    ['permuted', 'own-line', 'layer-step'],
    inOne((v) => v.slice().sort((a, b) => a - b)),
  ),
  finish(
    'one smoothed',
    ['own-line', 'layer-step'],
    inOne((v) => v.map((x, i) => 0.5 * (x + (v[i + 1] ?? x)))),
  ),
  finish(
    'one running sum',
    ['own-line', 'layer-step'],
    inOne((v) => v.map((_, i) => total(v.subarray(0, i + 1)))),
  ),
  finish(
    'one in every second entry',
    ['partial', 'own-line', 'layer-step'],
    inOne((v) => v.map((x, i) => (i % 2 === 0 ? x : 0))),
  ),
];
