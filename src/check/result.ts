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
}

export interface TextbookResult {
  epsilon: number;
  /** dθapprox. */
  numeric: Float64Array;
  difference: number;
  grade: Grade;
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
  remedies: Remedies;
  /** Every value of backward and cost equals its own Math.fround. */
  isFloat32: boolean;
  /** Calls of the cost, all told. */
  evaluations: number;
}
