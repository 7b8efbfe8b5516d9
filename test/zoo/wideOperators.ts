import type { NumberArray } from './arrayTarget.ts';
import type { PlantedBug } from './instance.ts';
import type { NetworkSpec } from './network.ts';
import { noBugs } from './network.ts';
import { halfPrecision, sizeOf } from './operators.ts';
import type { Operator } from './operators.ts';

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
