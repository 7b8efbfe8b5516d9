import type { NumberArray } from './arrayTarget.ts';
import type { PlantedBug } from './instance.ts';
import type { LeafSpec, NetworkSpec, Truth } from './network.ts';

/**
 * Bugs that can be planted in any network: at the finished array of one leaf or of all, or at an intermediate gradient
 * on its way down.
 */
export interface Operator extends Truth {
  id: string;
  /** A fresh one for each run: some bugs keep state between calls. */
  plant: () => PlantedBug;
}

type Change = (
  gradient: NumberArray,
  context: { leaf: LeafSpec; theta: NumberArray; calls: number },
) => ArrayLike<number>;

interface LeafChange {
  id: string;
  causes: string[];
  constant?(spec: NetworkSpec, leaf: LeafSpec): number;
  /** Leaves on which the bug shows, and shows as what it is. */
  suits(leaf: LeafSpec, spec: NetworkSpec): boolean;
  change(spec: NetworkSpec, leaf: LeafSpec): Change;
}

export const sizeOf = ({ shape }: LeafSpec): number => shape.reduce((a, b) => a * b, 1);
const long = ({ shape }: LeafSpec): number[] => shape.filter((length) => length > 1);
const any = (leaf: LeafSpec): boolean => sizeOf(leaf) > 0;
const several = (leaf: LeafSpec): boolean => sizeOf(leaf) >= 4;
const matrix = (leaf: LeafSpec): boolean => leaf.shape.length === 2 && long(leaf).length === 2;
const rowsOf = (leaf: LeafSpec): number => leaf.shape[0]!;
const columnsOf = (leaf: LeafSpec): number => sizeOf(leaf) / leaf.shape[0]!;
const map = (f: (x: number, i: number) => number) => (): Change => (g) => Array.from(g, f);

const factor = (id: string, of: (spec: NetworkSpec, leaf: LeafSpec) => number, suits = any): LeafChange => ({
  id,
  causes: ['constant-factor', 'cost-scale'],
  constant: of,
  suits: (leaf, spec) => suits(leaf) && of(spec, leaf) !== 1,
  change: (spec, leaf) => (g) => Array.from(g, (x) => of(spec, leaf) * x),
});

export const leafChanges: LeafChange[] = [
  factor('doubled', () => 2),
  factor('halved', () => 0.5),
  factor('sign', () => -1),
  factor('not-averaged', ({ batch }) => batch),
  factor('averaged-again', ({ batch }) => 1 / batch),
  factor('divided-by-rows', (_, leaf) => 1 / rowsOf(leaf), several),
  factor('times-root-of-columns', (_, leaf) => Math.sqrt(columnsOf(leaf)), matrix),
  factor('a-tenth-more', () => 1.1),
  factor('bessel', ({ batch }) => batch / (batch - 1)),
  factor('keep-probability', () => 0.8),
  { id: 'zero', causes: ['zero'], suits: any, change: map(() => 0) },
  {
    id: 'wrong-order',
    causes: ['transposed'],
    suits: matrix,
    change: (_, leaf) => reorder(leaf, transposedPlace(leaf)),
  },
  {
    id: 'last-row-zero',
    causes: ['partial'],
    suits: (leaf) => several(leaf) && rowsOf(leaf) > 1,
    change: (_, leaf) => inLines(leaf, (row) => (row === rowsOf(leaf) - 1 ? 0 : 1)),
  },
  {
    id: 'first-column-zero',
    causes: ['partial'],
    suits: matrix,
    change: (_, leaf) => inLines(leaf, (_row, column) => (column === 0 ? 0 : 1)),
  },
  {
    id: 'last-column-doubled',
    causes: ['partial'],
    suits: matrix,
    change: (_, leaf) => inLines(leaf, (_row, column) => (column === columnsOf(leaf) - 1 ? 2 : 1)),
  },
  {
    id: 'half-of-rows',
    causes: ['partial'],
    suits: (leaf) => matrix(leaf) && rowsOf(leaf) > 3,
    change: (_, leaf) => inLines(leaf, (row) => (row < rowsOf(leaf) / 2 ? 1 : 0)),
  },
  {
    id: 'one-entry',
    causes: ['partial'],
    suits: (leaf) => sizeOf(leaf) >= 8,
    change: map((x, i) => (i === 5 ? 1.5 * x + 0.01 : x)),
  },
  {
    id: 'diagonal-only',
    causes: ['partial'],
    suits: (leaf) => matrix(leaf) && rowsOf(leaf) === columnsOf(leaf),
    change: (_, leaf) => inLines(leaf, (row, column) => (row === column ? 1 : 0)),
  },
  {
    id: 'rows-shifted',
    causes: ['permuted', 'flipped'],
    suits: (leaf) => matrix(leaf) && rowsOf(leaf) > 2,
    change: (_, leaf) => reorder(leaf, (i) => (i + columnsOf(leaf)) % sizeOf(leaf)),
  },
  {
    id: 'two-columns-exchanged',
    causes: ['permuted', 'flipped'],
    suits: (leaf) => matrix(leaf) && columnsOf(leaf) > 2,
    change: (_, leaf) => reorder(leaf, exchange(columnsOf(leaf))),
  },
  {
    id: 'reversed',
    causes: ['flipped', 'permuted'],
    suits: several,
    change: (_, leaf) => reorder(leaf, (i) => sizeOf(leaf) - 1 - i),
  },
  {
    id: 'clipped',
    causes: ['elementwise-map'],
    suits: (leaf) => sizeOf(leaf) >= 8,
    change: () => (g) => Array.from(g, (x) => Math.max(-0.02, Math.min(0.02, x))),
  },
  { id: 'absolute', causes: ['elementwise-map'], suits: (leaf) => sizeOf(leaf) >= 8, change: map(Math.abs) },
  {
    id: 'negative-cut',
    causes: ['elementwise-map'],
    suits: (leaf) => sizeOf(leaf) >= 8,
    change: map((x) => Math.max(0, x)),
  },
  { id: 'squared', causes: ['elementwise-map'], suits: several, change: map((x) => x * x) },
  { id: 'sign-only', causes: ['elementwise-map'], suits: several, change: map(Math.sign) },
  { id: 'float16', causes: ['elementwise-map'], suits: several, change: map(halfPrecision) },
  {
    id: 'three-decimals',
    causes: ['elementwise-map'],
    suits: (leaf) => sizeOf(leaf) >= 8,
    change: map((x) => Number(x.toFixed(3))),
  },
  {
    id: 'extra-decay',
    causes: ['weight-decay'],
    constant: () => 0.03,
    suits: several,
    change:
      () =>
      (g, { theta }) =>
        Array.from(g, (x, i) => x + 0.03 * theta[i]!),
  },
  {
    id: 'extra-l1',
    causes: ['weight-decay'],
    suits: (leaf) => sizeOf(leaf) >= 8,
    change:
      () =>
      (g, { theta }) =>
        Array.from(g, (x, i) => x + 0.02 * Math.sign(theta[i]!)),
  },
  { id: 'constant-added', causes: ['offset'], suits: several, change: map((x) => x + 0.05) },
  {
    id: 'summed-over-all',
    causes: ['wrong-sum', 'zero'],
    suits: several,
    change: () => (g) => Array.from(g, () => total(g)),
  },
  {
    id: 'mean-of-all',
    causes: ['wrong-sum', 'zero'],
    suits: several,
    change: () => (g) => Array.from(g, () => total(g) / g.length),
  },
  {
    id: 'summed-over-rows',
    causes: ['wrong-sum', 'zero'],
    suits: matrix,
    change: (_, leaf) => (g) => Array.from(g, (_x, i) => columnTotal(g, columnsOf(leaf), i % columnsOf(leaf))),
  },
  {
    id: 'norm-clipped',
    causes: ['elementwise-map'],
    suits: several,
    change: () => (g) => Array.from(g, (x) => (0.05 * x) / Math.hypot(...g)),
  },
  {
    id: 'the-parameter-itself',
    causes: ['data-term-missing', 'weight-decay'],
    suits: several,
    change:
      () =>
      (_, { theta }) =>
        Array.from(theta, (x) => 0.5 * x),
  },
];

const reorder =
  (_: LeafSpec, place: (i: number) => number): Change =>
  (g) =>
    Array.from(g, (_x, i) => g[place(i)]!);
const transposedPlace = (leaf: LeafSpec) => (i: number) =>
  (i % rowsOf(leaf)) * columnsOf(leaf) + Math.floor(i / rowsOf(leaf));
const exchange = (columns: number) => (i: number) => (i % columns === 0 ? i + 1 : i % columns === 1 ? i - 1 : i);
const inLines =
  (leaf: LeafSpec, weight: (row: number, column: number) => number): Change =>
  (g) =>
    Array.from(g, (x, i) => weight(Math.floor(i / columnsOf(leaf)), i % columnsOf(leaf)) * x);
const total = (g: ArrayLike<number>): number => Array.from(g).reduce((sum, x) => sum + x, 0);
const columnTotal = (g: ArrayLike<number>, columns: number, column: number): number =>
  Array.from(g).reduce((sum, x, i) => sum + (i % columns === column ? x : 0), 0);

export function halfPrecision(x: number): number {
  if (x === 0) return 0;
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -14) - 10);
  return Math.round(x / unit) * unit;
}

/** One leaf's finished gradient changed. */
export function leafOperator(spec: NetworkSpec, leaf: LeafSpec, what: LeafChange): Operator {
  return {
    id: `${what.id} ${leaf.name}`,
    causes: what.causes,
    at: leaf.name,
    ...(what.constant ? { constant: what.constant(spec, leaf) } : {}),
    plant() {
      const change = what.change(spec, leaf);
      let calls = 0;
      return {
        finish: (g, parameters) => ({
          ...g,
          [leaf.name]: Float64Array.from(
            change(g[leaf.name]!, { leaf, theta: parameters[leaf.name]!, calls: calls++ }),
          ),
        }),
      };
    },
  };
}
