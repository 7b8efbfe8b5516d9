import type { Range } from './range.ts';

/** One small change of backward with which gradients are right that are wrong without it. */
export interface Culprit {
  /** Indices of the leaves that it makes right. */
  leaves: number[];
  range: Range;
  was: string;
  now: string;
}
