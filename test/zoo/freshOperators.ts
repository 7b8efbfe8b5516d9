import type { Matrix } from './algebra.ts';
import type { NumberArray } from './arrayTarget.ts';
import type { PlantedBug } from './instance.ts';
import { noBugs } from './network.ts';
import type { LeafSpec, NetworkSpec } from './network.ts';
import { sizeOf } from './operators.ts';
import type { Operator } from './operators.ts';

/** Mistakes for any network that no hypothesis names: the honest answer is where, or that the cause is unknown. */
export function freshOperators(spec: NetworkSpec): Operator[] {
  const places = Object.entries(spec.taps);
  const leaves = spec.leaves.filter((leaf) => sizeOf(leaf) >= 6);
  const atTaps = places.length === 0 ? [] : onTheWay.map((change, k) => tapped(change, places[k % places.length]!));
  const atLeaves = leaves.length === 0 ? [] : atTheEnd.map((change, k) => finished(change, leaves[k % leaves.length]!));
  return [...atTaps, ...atLeaves, ...overCalls()];
}

interface TapChange {
  id: string;
  /** What it is exactly in some shapes: rows may be examples or units, and what is balanced sums to 0. */
  causes?: string[];
  change: (d: Matrix) => ArrayLike<number>;
}

const entry = (d: Matrix, i: number, j: number): number =>
  d.data[((i + d.rows) % d.rows) * d.columns + ((j + d.columns) % d.columns)]!;
const each = (d: Matrix, f: (x: number, i: number, j: number) => number): number[] =>
  Array.from(d.data, (x, at) => f(x, Math.floor(at / d.columns), at % d.columns));
const rowMean = (d: Matrix, i: number): number =>
  each(d, (x, at) => (at === i ? x : 0)).reduce((a, b) => a + b, 0) / d.columns;
const columnMean = (d: Matrix, j: number): number =>
  each(d, (x, _, at) => (at === j ? x : 0)).reduce((a, b) => a + b, 0) / d.rows;

const onTheWay: TapChange[] = [
  { id: 'rows rolled', causes: ['permuted'], change: (d) => each(d, (_, i, j) => entry(d, i + 1, j)) },
  { id: 'columns rolled', causes: ['permuted'], change: (d) => each(d, (_, i, j) => entry(d, i, j + 1)) },
  { id: 'rounded to hundredths', change: (d) => each(d, (x) => Math.round(100 * x) / 100) },
  { id: 'squashed', change: (d) => each(d, (x) => Math.tanh(8 * x) / 8) },
  {
    id: 'mean of each row taken off',
    causes: ['normalisation', 'zero', 'data-term-missing'],
    change: (d) => each(d, (x, i) => x - rowMean(d, i)),
  },
  {
    id: 'mean of each column taken off',
    causes: ['normalisation', 'zero', 'data-term-missing'],
    change: (d) => each(d, (x, _, j) => x - columnMean(d, j)),
  },
  {
    id: 'mean of the columns instead',
    causes: ['wrong-sum', 'one-example'],
    change: (d) => each(d, (_, __, j) => columnMean(d, j)),
  },
  {
    id: 'last row twice',
    causes: ['partial', 'constant-factor', 'cost-scale'],
    change: (d) => each(d, (x, i) => (i === d.rows - 1 ? 2 * x : x)),
  },
  {
    id: 'weights by row',
    causes: ['row-factor', 'constant-factor', 'cost-scale'],
    change: (d) => each(d, (x, i) => x * (0.5 + i / d.rows)),
  },
  {
    id: 'small ones dropped',
    causes: ['zero', 'partial'],
    change: (d) => each(d, (x) => (Math.abs(x) < 0.03 ? 0 : x)),
  },
  { id: 'negative ones halved', change: (d) => each(d, (x) => (x < 0 ? x / 2 : x)) },
  { id: 'running sum', change: (d) => each(d, (_, i, j) => sum([...d.data].slice(0, i * d.columns + j + 1))) },
];

function tapped({ id, causes = [], change }: TapChange, [place, leaf]: [string, string]): Operator {
  return {
    id: `${id} ${place}`,
    causes: ['layer-step', 'through-leaf', 'different-cost', ...causes],
    at: leaf,
    plant: () => ({
      switches: {
        has: noBugs.has,
        tap: (where, value) =>
          where === place ? { ...value, data: value.data.map((_, at) => change(value)[at]!) } : value,
      },
    }),
  };
}

interface LeafChange {
  id: string;
  causes?: string[];
  change: (g: NumberArray, theta: NumberArray, leaf: LeafSpec) => ArrayLike<number>;
}

const sum = (g: ArrayLike<number>): number => Array.from(g).reduce((a, b) => a + b, 0);

const atTheEnd: LeafChange[] = [
  { id: 'centred', change: (g) => Array.from(g, (x) => x - sum(g) / g.length) },
  { id: 'running sum', change: (g) => Array.from(g, (_, i) => sum(g.slice(0, i + 1))) },
  { id: 'sorted', causes: ['permuted'], change: (g) => Array.from(g).sort((a, b) => a - b) },
  {
    id: 'times the parameter',
    causes: ['fixed-factors', 'row-factor'],
    change: (g, theta) => Array.from(g, (x, i) => x * theta[i]!),
  },
  { id: 'squared parameter added', change: (g, theta) => Array.from(g, (x, i) => x + 0.3 * theta[i]! ** 2) },
  { id: 'cubic', causes: ['elementwise-map'], change: (g) => Array.from(g, (x) => x + 40 * x ** 3) },
  { id: 'smoothed', change: (g) => Array.from(g, (x, i) => (2 * x + (g[i - 1] ?? 0) + (g[i + 1] ?? 0)) / 4) },
  { id: 'largest only', causes: ['partial'], change: (g) => keepLargest(g) },
  { id: 'differences', change: (g) => Array.from(g, (x, i) => x - (g[i - 1] ?? 0)) },
  {
    id: 'each row to norm 1',
    causes: ['row-factor', 'varying-factor', 'elementwise-map'],
    change: (g, _, leaf) => {
      const columns = g.length / leaf.shape[0]!;
      return Array.from(g, (x, i) => x / Math.hypot(...g.slice(i - (i % columns), i - (i % columns) + columns)));
    },
  },
];

function keepLargest(g: NumberArray): number[] {
  const limit = [...g].map(Math.abs).sort((a, b) => b - a)[Math.floor(g.length / 2)]!;
  return Array.from(g, (x) => (Math.abs(x) >= limit ? x : 0));
}

/** A change of one finished gradient is in its own line; where nothing hangs on it, the step before cannot be told apart. */
function finished({ id, causes = [], change }: LeafChange, leaf: LeafSpec): Operator {
  return {
    id: `${id} ${leaf.name}`,
    causes: ['own-line', 'layer-step', ...causes],
    at: leaf.name,
    plant: () => ({
      finish: (g, parameters) => ({
        ...g,
        [leaf.name]: Float64Array.from(change(g[leaf.name]!, parameters[leaf.name]!, leaf)),
      }),
    }),
  };
}

type Gradients = Record<string, NumberArray>;

const mapped = (g: Gradients, f: (x: number, name: string, i: number) => number): Gradients =>
  Object.fromEntries(
    Object.entries(g).map(([name, values]) => [name, Float64Array.from(values, (x, i) => f(x, name, i))]),
  );

/** What an optimiser does to all gradients, when it has found its way into backward. */
function overCalls(): Operator[] {
  const all = (id: string, causes: string[], f: (g: Gradients, theta: Gradients) => Gradients): Operator => ({
    id,
    causes,
    plant: (): PlantedBug => ({ finish: f }),
  });
  const norm = (g: Gradients) => Math.hypot(...Object.values(g).flatMap((values) => [...values]));
  return [
    all('all adaptive', ['elementwise-map'], (g) => mapped(g, (x) => x / (Math.abs(x) + 0.01))),
    all('all squashed', ['elementwise-map'], (g) => mapped(g, (x) => Math.tanh(20 * x) / 20)),
    all('all small ones dropped', ['elementwise-map', 'partial', 'zero'], (g) =>
      mapped(g, (x) => (Math.abs(x) < 0.02 ? 0 : x)),
    ),
    all('all times the norm', ['varying-factor'], (g) => mapped(g, (x) => x * norm(g))),
    all('all times the parameters', ['fixed-factors', 'row-factor'], (g, theta) =>
      mapped(g, (x, name, i) => x * theta[name]![i]!),
    ),
    all('all leaves centred', ['zero', 'offset'], (g) => mapped(g, (x, name) => x - sum(g[name]!) / g[name]!.length)),
  ];
}
