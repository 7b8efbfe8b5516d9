import type { Doubt, Grade, Note, Verdict } from '../model/report.ts';
import type { Layout, Remedies } from '../model/target.ts';

/** What the numerics found at one entry of θ. */
export interface EntryResult {
  /** Index into θ. */
  flat: number;
  analytic: number;
  numeric: number;
  /** Error bar of `numeric`: what this very difference quotient can resolve. */
  error: number;
  verdict: Verdict;
  doubt: Doubt | null;
  /** Left and right slope, at a kink. */
  slopes: [number, number] | null;
}

/** The exact sweep over one leaf; arrays have the leaf's size. */
export interface LeafSweep {
  numeric: Float64Array;
  error: Float64Array;
  /** 0 correct, 1 wrong, 2 inconclusive. */
  verdict: Uint8Array;
}

/** Where in a leaf the errors are, as the fast check found by bisection; the leaf is seen as first axis × the rest. */
export interface Region {
  /** Lines that hold errors; null where errors are all along that axis. */
  rows: number[] | null;
  columns: number[] | null;
  /** Share of wrong entries among those looked at inside the region. */
  share: number;
}

/** A leaf compared at another point, because θ₀ hides its errors. */
export interface Nearby {
  theta: Float64Array;
  /** What backward claims there, over all of θ. */
  analytic: Float64Array;
  /** Null in the fast check. */
  sweep: LeafSweep | null;
}

export interface LeafResult {
  /** Index into layout.leaves. */
  leaf: number;
  verdict: Verdict;
  doubt: Doubt | null;
  sweep: LeafSweep | null;
  /** Entries that were looked at one by one, worst first: all wrong and doubtful ones, at most 100. */
  entries: EntryResult[];
  wrongEntries: number;
  wrongIsBound: boolean;
  checkedEntries: number;
  /** Any single-entry error above this would have been seen. */
  bound: number | null;
  /** Median |g|. */
  median: number | null;
  /** Textbook difference of this leaf alone; null without a sweep at ε. */
  difference: number | null;
  /** Set where the leaf is wrong and was localised without a sweep. */
  region?: Region;
  /** Set where the leaf agrees at θ₀ and is wrong at a jittered point: `entries` then hold that point's values. */
  nearby?: Nearby;
}

export interface TextbookResult {
  epsilon: number;
  /** dθapprox. */
  numeric: Float64Array;
  difference: number;
  grade: Grade;
}

/** All parameter leaves are `factor` × what the cost says, while input leaves (dx), if any, agree as they are. */
export interface CommonScale {
  factor: number;
  /** Length of the axis (examples in the batch) whose inverse it is. */
  length: number;
}

/** Calls of the cost by what they were made for. */
export interface Phases {
  preflight: number;
  noise: number;
  probes: number;
  localise: number;
  sweep: number;
  /** Second looks at flagged entries, at θ₀ and nearby. */
  again: number;
  textbook: number;
}

export interface CheckResult {
  layout: Layout;
  /** What backward claims at θ₀. */
  analytic: Float64Array;
  cost: number;
  /** Noise σ of one cost value. */
  noise: number;
  verdict: Verdict;
  doubt: Doubt | null;
  method: 'exact' | 'fast';
  leaves: LeafResult[];
  textbook: TextbookResult | null;
  /** ‖num − ana‖ / (‖num‖ + ‖ana‖) with the sweep's own steps. */
  boldDifference: number | null;
  notes: Note[];
  /** One factor between backward and the cost for all parameters, that is a matter of convention (1/m); null else. */
  scale: CommonScale | null;
  remedies: Remedies;
  /** Leaves (indices) whose gradients add up over calls, where no remedy clears them: what one call adds was checked. */
  accumulating: number[];
  /** Every value of backward and cost equals its own Math.fround. */
  isFloat32: boolean;
  /** Calls of the cost, all told. */
  evaluations: number;
  phases: Phases;
}
