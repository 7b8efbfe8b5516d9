import { algebra } from './algebra.ts';
import type { Dtype, Matrix } from './algebra.ts';
import { ArrayTarget } from './arrayTarget.ts';
import type { NumberArray } from './arrayTarget.ts';
import { noBugs } from './network.ts';
import type { NetworkSpec, Parameters, Switches } from './network.ts';
import { normals, seeded } from './random.ts';

/** One network with data and parameters drawn from a seed. */
export interface Instance {
  spec: NetworkSpec;
  dtype: Dtype;
  values: Record<string, Float64Array>;
  cost: (parameters: Record<string, NumberArray>) => number;
  /** Gradients by leaf; `mend` is what a leaf operator does to the finished arrays. */
  gradients(
    parameters: Record<string, NumberArray>,
    bug?: PlantedBug,
    upstreamScale?: number,
  ): Record<string, NumberArray>;
  /** Backward is handed an upstream gradient. */
  takesUpstream: boolean;
  /** The input z of one of its ReLU units, and the entry that moves it by as much; only where there are such units. */
  kink?(parameters: Record<string, NumberArray>, which: number): { z: number; leaf: string; index: number };
}

/** A bug as it is planted: switches inside backward, and possibly a change of the finished gradients. */
export interface PlantedBug {
  switches?: Switches;
  finish?(gradients: Record<string, NumberArray>, parameters: Record<string, NumberArray>): Record<string, NumberArray>;
}

export function instance(spec: NetworkSpec, dtype: Dtype, seed: number): Instance {
  const normal = normalsOf(spec, seed);
  const model = spec.build(algebra(dtype), normal);
  const values: Record<string, Float64Array> = {};
  for (const leaf of spec.leaves) {
    const size = leaf.shape.reduce((a, b) => a * b, 1);
    const entry = () => (spec.spread ?? 0.6) * normal();
    values[leaf.name] = Float64Array.from({ length: size }, entry).map(dtype === 'float32' ? Math.fround : (v) => v);
  }
  if (values['gamma']) values['gamma'] = values['gamma'].map((v) => Math.fround(1 + 0.4 * v));
  if (values['gain']) values['gain'] = values['gain'].map((v) => Math.fround(1 + 0.4 * v));
  const asMatrices = (parameters: Record<string, NumberArray>): Parameters =>
    Object.fromEntries(spec.leaves.map((leaf) => [leaf.name, matrixOf(leaf.shape, parameters[leaf.name]!)]));
  return {
    spec,
    dtype,
    values,
    ...(model.kink ? { kink: (parameters, which) => model.kink!(asMatrices(parameters), which) } : {}),
    cost: (parameters) => model.cost(asMatrices(parameters)),
    takesUpstream: model.upstream !== undefined,
    gradients(parameters, bug, upstreamScale = 1) {
      const above = model.upstream?.data;
      const own = above?.slice();
      above?.forEach((entry, i) => (above[i] = upstreamScale * entry));
      const found = model.backward(asMatrices(parameters), bug?.switches ?? noBugs);
      // Backward may return what it was handed.
      const arrays = Object.fromEntries(
        Object.entries(found).map(([name, g]) => [name, own ? g.data.slice() : g.data]),
      );
      if (own) above?.set(own);
      if (!bug?.finish) return arrays;
      const changed = bug.finish(arrays, parameters);
      // What is stored in float32 code is a float32 array.
      if (dtype === 'float64') return changed;
      return Object.fromEntries(Object.entries(changed).map(([name, g]) => [name, Float32Array.from(g)]));
    },
  };
}

const normalsOf = (spec: NetworkSpec, seed: number): (() => number) =>
  normals(seeded(seed * 7919 + spec.name.length * 104729 + spec.leaves.length));

/** The data that the instance of this seed keeps to itself, in the order in which it is made: for its twin in another language. */
export function dataOf(spec: NetworkSpec, seed: number): Matrix[] {
  const k = algebra('float64');
  const data: Matrix[] = [];
  const build: typeof k.build = (...shape) => {
    const made = k.build(...shape);
    data.push(made);
    return made;
  };
  spec.build({ ...k, build }, normalsOf(spec, seed));
  return data;
}

/** Vectors are rows; more than two axes are (first) × (rest). */
function matrixOf(shape: number[], data: NumberArray): Matrix {
  const rows = shape.length < 2 ? 1 : shape[0]!;
  return { rows, columns: data.length / rows, data };
}

/** The instance as a target, with a bug planted or without. */
export function targetOf(net: Instance, bug?: PlantedBug): ArrayTarget {
  return new ArrayTarget({
    leaves: net.spec.leaves.map((leaf) => ({
      name: leaf.name,
      shape: leaf.shape,
      layer: leaf.layer,
      role: leaf.role ?? 'parameter',
      values: net.values[leaf.name]!,
      dtype: net.dtype,
    })),
    cost: (parameters) => net.cost(parameters),
    gradients: (parameters, upstreamScale) => net.gradients(parameters, bug, upstreamScale),
  });
}
