/** The same check with one entry along an axis of the data, where it had several: one step of a sequence, one example. */
export interface Shorter {
  /** The argument that is shorter, as the user writes it. */
  name: string;
  axis: number;
  /** How many axes the argument has. */
  axes: number;
  /** How many entries there are along the axis in the check that is explained. */
  length: number;
  /** Indices of the leaves whose gradient is right there. */
  right: ReadonlySet<number>;
  /** Those of them whose gradient is 0 there, as a weight of the last state is in the first step. */
  silent: ReadonlySet<number>;
}
