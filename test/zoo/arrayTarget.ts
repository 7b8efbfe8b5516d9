import type { Costs, GradientOptions, Layout, Leaf, Points, Remedies, Target } from '../../src/model/target.ts';
import { fault, GradientCheckError } from '../../src/model/fault.ts';

/** A parameter as networks of the zoo hold it: flat, row-major. */
export type NumberArray = Float64Array | Float32Array;
export type Parameters = Record<string, NumberArray>;

export interface ArrayLeaf {
  name: string;
  shape: number[];
  values: ArrayLike<number>;
  layer?: number | null;
  role?: 'parameter' | 'input';
  dtype?: 'float64' | 'float32';
  gradientName?: string;
}

/**
 * A network as plain functions over flat arrays by name. The same arrays are handed over in every call and are
 * perturbed in place; `gradients` is called immediately after a `cost` at the same point.
 */
export interface ArrayProblem {
  leaves: ArrayLeaf[];
  cost(parameters: Parameters): number;
  /** One array per leaf, by the leaf's name. */
  gradients(parameters: Parameters, upstreamScale?: number): Record<string, ArrayLike<number>>;
  outputShape?: number[];
  /** What the remedies do; called before every forward (reseed, restore) or backward (clear) once turned on. */
  reseed?(): void;
  restore?(): void;
  clear?(): void;
}

/** A target in this very thread, for tests: no user code is guarded, nothing is copied per cost. */
export class ArrayTarget implements Target {
  readonly #problem: ArrayProblem;
  readonly #layout: Layout;
  readonly #parameters: Parameters = {};
  readonly #arrays: NumberArray[] = [];
  #current: Float64Array;
  #remedies: Remedies = { reseed: false, restore: false, clear: false };
  /** Calls so far, for tests that count. */
  readonly calls = { costs: 0, gradients: 0 };

  constructor(problem: ArrayProblem) {
    this.#problem = problem;
    this.#layout = layoutOf(problem);
    for (const leaf of this.#layout.leaves) {
      const values = this.#layout.theta.subarray(leaf.offset, leaf.offset + leaf.size);
      const array = leaf.dtype === 'float32' ? Float32Array.from(values) : Float64Array.from(values);
      this.#arrays.push(array);
      this.#parameters[leaf.name] = array;
    }
    this.#current = this.#layout.theta;
  }

  async describe(): Promise<Layout> {
    return { ...this.#layout, theta: this.#layout.theta.slice() };
  }

  async gradients(base: Float64Array | null, options?: GradientOptions): Promise<Float64Array> {
    if (options?.staleForward) {
      this.#moveTo(options.staleForward);
      this.#cost();
      this.#moveTo(base);
    } else {
      this.#moveTo(base);
      this.#cost();
    }
    this.calls.gradients++;
    if (this.#remedies.clear) this.#problem.clear?.();
    return this.#flatten(this.#problem.gradients(this.#parameters, options?.upstreamScale));
  }

  async costs(points: Points): Promise<Costs> {
    this.#moveTo(points.base);
    const count =
      points.kind === 'base' ? points.count : points.kind === 'entries' ? points.index.length : points.step.length;
    const values = new Float64Array(count).fill(NaN);
    for (let k = 0; k < count; k++) {
      try {
        values[k] = this.#costAt(points, k);
      } catch (error) {
        return {
          values,
          failure: { point: k, fault: fault('throw', error instanceof Error ? error.message : String(error)) },
        };
      }
    }
    return { values, failure: null };
  }

  async remedy(remedies: Remedies): Promise<void> {
    this.#remedies = { ...remedies };
    if (remedies.restore) this.#assign(this.#current);
  }

  async dispose(): Promise<void> {}

  #costAt(points: Points, k: number): number {
    if (this.#remedies.restore) this.#assign(this.#current);
    if (points.kind === 'base') return this.#cost();
    if (points.kind === 'entries') return this.#costAtEntry(points.index[k]!, points.value[k]!);
    const leaf = this.#layout.leaves[points.leaf]!;
    const array = this.#arrays[points.leaf]!;
    const base = this.#current.subarray(leaf.offset, leaf.offset + leaf.size);
    const step = points.step[k]!;
    for (let i = 0; i < leaf.size; i++) array[i] = base[i]! + step * points.direction[i]!;
    try {
      return this.#cost();
    } finally {
      array.set(base);
    }
  }

  #costAtEntry(flat: number, value: number): number {
    const leaves = this.#layout.leaves;
    let l = leaves.length - 1;
    while (leaves[l]!.offset > flat) l--;
    const array = this.#arrays[l]!;
    const i = flat - leaves[l]!.offset;
    array[i] = value;
    try {
      return this.#cost();
    } finally {
      array[i] = this.#current[flat]!;
    }
  }

  #cost(): number {
    if (this.#remedies.restore) this.#problem.restore?.();
    if (this.#remedies.reseed) this.#problem.reseed?.();
    this.calls.costs++;
    return this.#problem.cost(this.#parameters);
  }

  #moveTo(base: Float64Array | null): void {
    const wanted = base ?? this.#layout.theta;
    // With `restore`, whatever the user's code did to its parameters is undone as well.
    if (wanted === this.#current && !this.#remedies.restore) return;
    this.#assign(wanted);
    this.#current = wanted;
  }

  #assign(theta: Float64Array): void {
    this.#layout.leaves.forEach((leaf, l) =>
      this.#arrays[l]!.set(theta.subarray(leaf.offset, leaf.offset + leaf.size)),
    );
  }

  #flatten(gradients: Record<string, ArrayLike<number>>): Float64Array {
    const flat = new Float64Array(this.#layout.theta.length);
    for (const leaf of this.#layout.leaves) {
      const gradient = gradients[leaf.name];
      if (!gradient) throw new GradientCheckError(fault('no-gradient', `no gradient for ${leaf.name}`));
      if (gradient.length !== leaf.size) {
        throw new GradientCheckError(
          fault('shape', `${leaf.gradientName} has ${gradient.length} entries, not ${leaf.size}`),
        );
      }
      flat.set(gradient, leaf.offset);
    }
    return flat;
  }
}

/** Leaves one after the other, in the order given. */
function layoutOf(problem: ArrayProblem): Layout {
  const leaves: Leaf[] = [];
  let offset = 0;
  for (const leaf of problem.leaves) {
    const size = leaf.shape.reduce((product, length) => product * length, 1);
    if (size !== leaf.values.length)
      throw new Error(`${leaf.name}: ${leaf.values.length} values for shape ${leaf.shape}`);
    leaves.push({
      name: leaf.name,
      layer: leaf.layer ?? null,
      role: leaf.role ?? 'parameter',
      shape: leaf.shape,
      offset,
      size,
      dtype: leaf.dtype ?? 'float64',
      gradientName: leaf.gradientName ?? `d${leaf.name}`,
    });
    offset += size;
  }
  const theta = new Float64Array(offset);
  problem.leaves.forEach((leaf, l) => {
    const values = leaf.dtype === 'float32' ? Float32Array.from(leaf.values) : leaf.values;
    theta.set(values, leaves[l]!.offset);
  });
  return { leaves, theta, outputShape: problem.outputShape ?? [] };
}
