import type { Leaf } from '../model/target.ts';
import { leafOf } from './layout.ts';
import type { Point } from './point.ts';
import { normOfProducts } from './vectors.ts';

/** One direction inside one leaf at one point. */
export class Line {
  readonly here: Float64Array;
  readonly claimed: number;
  /** ‖g∘v‖. */
  readonly size: number;
  /** Entries that move. */
  readonly count: number;
  readonly #gradient: Float64Array;
  readonly #direction: Float32Array;
  readonly #isFloat32: boolean;

  constructor(leaf: Leaf, point: Point, direction: Float32Array, isFloat32: boolean) {
    this.here = leafOf(leaf, point.theta);
    this.#gradient = leafOf(leaf, point.analytic);
    this.#direction = direction;
    this.#isFloat32 = isFloat32;
    let claimed = 0;
    let count = 0;
    for (let i = 0; i < direction.length; i++) {
      if (direction[i] === 0) continue;
      claimed += this.#gradient[i]! * direction[i]!;
      count++;
    }
    this.claimed = claimed;
    this.count = count;
    this.size = normOfProducts(this.#gradient, direction);
  }

  /** How much the cost moves because float32 storage rounds every entry that is assigned, to first order. */
  roundOff(step: number): number {
    if (!this.#isFloat32) return 0;
    let sum = 0;
    for (let i = 0; i < this.#direction.length; i++) {
      const v = this.#direction[i]!;
      if (v === 0) continue;
      const wanted = this.here[i]! + step * v;
      sum += this.#gradient[i]! * (Math.fround(wanted) - wanted);
    }
    return Number.isFinite(sum) ? sum : 0;
  }
}
