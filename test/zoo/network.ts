import type { Algebra, Matrix } from './algebra.ts';

/**
 * A network of the zoo: forward and hand-written backward over named matrices, with the bugs that can be switched on
 * inside backward. Switched-off bugs leave the textbook's formulas.
 */
export type Parameters = Record<string, Matrix>;

export interface LeafSpec {
  name: string;
  layer: number | null;
  shape: number[];
  role?: 'parameter' | 'input';
}

/** What is known about a planted bug: the answer that a diagnosis is held against. */
export interface Truth {
  /** Ids of causes that describe it rightly; the first is the best. */
  causes: string[];
  /** The leaf (or one of several, comma-separated) whose line, or whose layer's step, holds the bug. */
  at?: string;
  /** The leaves (comma-separated) whose path carries the error or is left out; asked only of causes that name a path. */
  through?: string;
  /** The constant that the cause must name (factor, decay). */
  constant?: number;
}

export interface Bug extends Truth {
  id: string;
}

/** Asked by backward at the places where people go wrong. */
export interface Switches {
  has: (bug: string) => boolean;
  /** An intermediate gradient on its way down; a path operator may change it here. */
  tap: (place: string, value: Matrix) => Matrix;
}

export interface Model {
  cost(parameters: Parameters): number;
  backward(parameters: Parameters, switches: Switches): Parameters;
  /** What backward is handed from above, where the network is a layer by itself; a check may hand it a multiple. */
  upstream?: Matrix;
  /** The input z of one of its ReLU units, and the entry that moves it by as much. */
  kink?(parameters: Parameters, which: number): { z: number; leaf: string; index: number };
}

export interface NetworkSpec {
  name: string;
  /** Examples in the batch (or steps), for constants called m. */
  batch: number;
  leaves: LeafSpec[];
  /** Standard deviation of the initial parameters; 0.6 unless told. */
  spread?: number;
  bugs: Bug[];
  /** Places that backward taps, with the leaf at the top of what each feeds. */
  taps: Record<string, string>;
  build(k: Algebra, normal: () => number): Model;
}

export const noBugs: Switches = { has: () => false, tap: (_, value) => value };
