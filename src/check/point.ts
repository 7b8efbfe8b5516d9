import type { Layout } from '../model/target.ts';
import type { Base, Evaluator } from './evaluator.ts';
import { leafOf } from './layout.ts';
import type { Random } from './random.ts';
import { rms } from './vectors.ts';

/** A place in θ at which backward and cost are compared. */
export interface Point {
  /** What the target is handed: null is θ₀. */
  base: Base;
  theta: Float64Array;
  /** What backward claims here. */
  analytic: Float64Array;
  /** The cost here. */
  cost: number;
}

const jitterSize = 0.03;

/**
 * θ₀ moved a little, so that special values (b = 0, γ = 1, a unit on its kink) are special no more: θ_i (1 + 0.03 N),
 * zeros by 0.03 of the leaf's rms. `size` scales the move.
 */
export function jitter(layout: Layout, random: Random, size = 1): Float64Array {
  const theta = layout.theta.slice();
  const overall = rms(theta) || 1;
  for (const leaf of layout.leaves) {
    const values = leafOf(leaf, theta);
    const spread = rms(values) || overall;
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!;
      const moved = x + size * jitterSize * (x === 0 ? spread : x) * random.normal();
      values[i] = leaf.dtype === 'float32' ? Math.fround(moved) : moved;
    }
  }
  return theta;
}

/** Jittered points, made when they are first asked for; null where backward or cost has no finite value near θ₀. */
export class Elsewhere {
  readonly #evaluator: Evaluator;
  readonly #layout: Layout;
  readonly #random: Random;
  readonly #points: (Point | null)[] = [];

  constructor(evaluator: Evaluator, layout: Layout, random: Random) {
    this.#evaluator = evaluator;
    this.#layout = layout;
    this.#random = random;
  }

  /** The k-th jittered point. */
  async at(k: number): Promise<Point | null> {
    while (this.#points.length <= k) this.#points.push(await this.#make());
    return this.#points[k]!;
  }

  async #make(): Promise<Point | null> {
    for (const size of [1, 0.1, 0.001]) {
      const theta = jitter(this.#layout, this.#random, size);
      const cost = (await this.#evaluator.atBase(theta, 1))[0]!;
      if (!Number.isFinite(cost)) continue;
      try {
        return { base: theta, theta, analytic: await this.#evaluator.gradients(theta), cost };
      } catch {
        continue; // backward throws here but not at θ₀: another, nearer point may do
      }
    }
    return null;
  }
}
