import type { Fault } from './fault.ts';

/**
 * A target is a loaded pair, ready to be asked for costs and gradients. The numerics know nothing else, and a
 * target does no numerics. It is the same for every language.
 */
export interface Leaf {
  /** As the user writes it: 'W1', 'layers[0].W'. */
  name: string;
  layer: number | null;
  role: 'parameter' | 'input';
  shape: number[];
  /** Position of the leaf's first entry in θ. */
  offset: number;
  size: number;
  /** How the leaf is stored: float32 storage rounds every entry that is assigned. */
  dtype: 'float64' | 'float32';
  gradientName: string;
  /** Its gradient is read from the change that backward makes of it. */
  isUpdate?: boolean;
}

export interface Layout {
  leaves: Leaf[];
  /** θ₀ as it is now, flattened leaf by leaf, row-major. */
  theta: Float64Array;
  /** Shape of what forward returns; [] for a scalar cost. */
  outputShape: number[];
}

/**
 * Points at which costs are asked for. `base` is a whole θ, or null for θ₀; the target keeps the last base by
 * identity, so the same array must not be changed between calls. Everything is assigned in place and restored by
 * assignment; nothing is copied per cost.
 */
export type Points =
  /**
   * Point k is `base` with the one entry `index[k]` set to the absolute value `value[k]`. `ahead` is how many more
   * points will be asked for right behind these: a target may get ready for them.
   */
  | { kind: 'entries'; base: Float64Array | null; index: Int32Array; value: Float64Array; ahead?: number }
  /**
   * Point k is `base` with leaf entries `base_i + step[k] · direction_i`; `direction` has the leaf's size. Any direction is as
   * good as its neighbour: single precision halves what may be as long as all parameters.
   */
  | { kind: 'line'; base: Float64Array | null; leaf: number; direction: Float32Array; step: Float64Array }
  /** The base itself, `count` times. */
  | { kind: 'base'; base: Float64Array | null; count: number };

export interface Costs {
  /** One per point; NaN from the point on that failed. */
  values: Float64Array;
  /** A point that throws is a fact to report. */
  failure: { point: number; fault: Fault } | null;
}

/** What a target does to get the same answer twice; the preflight turns these on where they are needed. */
export interface Remedies {
  /** Math.random (np.random) is replaced by a seeded generator and reseeded before every forward. */
  reseed: boolean;
  /** Arguments that the user's code changes are restored before every forward. */
  restore: boolean;
  /** Gradient accumulators are cleared before every backward. */
  clear: boolean;
}

/** Questions to backward that a check does not ask. */
export interface GradientOptions {
  /** Forward runs at this other θ, which is how a backward is recognised that reads the last forward's cache. */
  staleForward?: Float64Array;
  /** Backward is handed this multiple of its upstream gradients, the cost stays: 1 where absent. */
  upstreamScale?: number;
}

export interface Target {
  describe(): Promise<Layout>;
  /**
   * What backward claims at `base`, flattened like θ. Forward runs at the same point immediately before, because a
   * backward may read the cache of the last forward. Throws GradientCheckError.
   */
  gradients(base: Float64Array | null, options?: GradientOptions): Promise<Float64Array>;
  costs(points: Points): Promise<Costs>;
  remedy(remedies: Remedies): Promise<void>;
  dispose(): Promise<void>;
}
