import type { NumberArray } from './arrayTarget.ts';
import type { PlantedBug } from './instance.ts';
import type { LeafSpec, NetworkSpec, Truth } from './network.ts';
import { noBugs } from './network.ts';

/**
 * Bugs that can be planted in any network: at the finished array of one leaf or of all, or at an intermediate gradient
 * on its way down.
 */
export interface Operator extends Truth {
  id: string;
  /** A fresh one for each run: some bugs keep state between calls. */
  plant(): PlantedBug;
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

const sizeOf = ({ shape }: LeafSpec): number => shape.reduce((a, b) => a * b, 1);
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

function halfPrecision(x: number): number {
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

/** Every leaf's finished gradient changed in the same way, as by an optimiser that was built into backward. */
export function globalOperators(): Operator[] {
  const every = (f: (x: number) => number): PlantedBug => ({
    finish: (g) => Object.fromEntries(Object.entries(g).map(([name, values]) => [name, Float64Array.from(values, f)])),
  });
  const norm = (g: Record<string, NumberArray>) => Math.hypot(...Object.values(g).flatMap((values) => [...values]));
  return [
    { id: 'all absolute', causes: ['elementwise-map'], plant: () => every(Math.abs) },
    { id: 'all clipped', causes: ['elementwise-map'], plant: () => every((x) => Math.max(-0.01, Math.min(0.01, x))) },
    { id: 'all float16', causes: ['elementwise-map'], plant: () => every(halfPrecision) },
    { id: 'all negative-cut', causes: ['elementwise-map'], plant: () => every((x) => Math.max(0, x)) },
    {
      id: 'all norm-clipped',
      causes: ['elementwise-map'],
      plant: () => ({
        finish: (g) => {
          const scale = 0.1 / norm(g);
          return Object.fromEntries(
            Object.entries(g).map(([name, values]) => [name, Float64Array.from(values, (x) => scale * x)]),
          );
        },
      }),
    },
    { id: 'all doubled', causes: ['cost-scale', 'constant-factor'], constant: 2, plant: () => every((x) => 2 * x) },
    { id: 'all sign', causes: ['cost-scale', 'constant-factor'], constant: -1, plant: () => every((x) => -x) },
  ];
}

/** Two leaves of one size hold each other's gradient. */
export function swapOperators(spec: NetworkSpec): Operator[] {
  const found: Operator[] = [];
  spec.leaves.forEach((a, i) =>
    spec.leaves.slice(i + 1).forEach((b) => {
      if (sizeOf(a) !== sizeOf(b) || sizeOf(a) < 3) return;
      const plant = (): PlantedBug => ({ finish: (g) => ({ ...g, [a.name]: g[b.name]!, [b.name]: g[a.name]! }) });
      found.push({ id: `swapped ${a.name} ${b.name}`, causes: ['swapped-leaves'], at: a.name, plant });
    }),
  );
  return found.slice(0, 2);
}

/** An intermediate gradient changed where backward hands it down. */
export function pathOperators(spec: NetworkSpec): Operator[] {
  const at = (
    id: string,
    causes: string[],
    f: (x: number, i: number, columns: number) => number,
    constant?: number,
  ): Operator[] =>
    Object.entries(spec.taps).map(([place, leaf]) => ({
      id: `${id} ${place}`,
      causes,
      at: leaf,
      ...(constant === undefined ? {} : { constant }),
      plant: () => ({
        switches: {
          has: noBugs.has,
          tap: (where, value) =>
            where === place ? { ...value, data: value.data.map((x, i) => f(x, i, value.columns)) } : value,
        },
      }),
    }));
  return [
    ...at('doubled', ['constant-factor', 'cost-scale', 'layer-step', 'through-leaf'], (x) => 2 * x, 2),
    ...at('sign', ['constant-factor', 'cost-scale', 'layer-step', 'through-leaf'], (x) => -x, -1),
    ...at('zero', ['zero', 'data-term-missing', 'layer-step', 'through-leaf'], () => 0),
    ...at('absolute', ['layer-step', 'different-cost', 'through-leaf'], Math.abs),
    ...at('clipped', ['layer-step', 'different-cost', 'through-leaf'], (x) => Math.max(-0.01, Math.min(0.01, x))),
    ...at('last unit lost', ['partial', 'layer-step', 'different-cost', 'through-leaf'], (x, i, columns) =>
      i % columns === columns - 1 ? 0 : x,
    ),
    ...at(
      'first example lost',
      ['layer-step', 'different-cost', 'zero', 'partial', 'data-term-missing', 'through-leaf'],
      (x, i, columns) => (i < columns ? 0 : x),
    ),
  ];
}

/** The bugs that a network declares, as operators. */
export function ownOperators(spec: NetworkSpec): Operator[] {
  return spec.bugs.map((bug) => ({
    ...bug,
    plant: () => ({ switches: { has: (name) => name === bug.id, tap: noBugs.tap } }),
  }));
}
