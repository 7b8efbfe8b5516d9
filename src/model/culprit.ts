import type { Range } from './range.ts';

/** One small change of backward with which gradients are right that are wrong without it. */
export interface Culprit {
  /** Indices of the leaves that it makes right. */
  leaves: number[];
  /** What is underlined: the statement, or a part of a long one. */
  range: Range;
  /** Where `was` begins. */
  place: Pick<Range, 'line' | 'column'>;
  was: string;
  now: string;
}
