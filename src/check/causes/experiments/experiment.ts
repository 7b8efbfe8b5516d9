import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import type { Zeroing } from './zeroing.ts';

/** The wrong leaves that no hypothesis about a single leaf explains, with what experiments need. */
export interface Group {
  leaves: LeafEvidence[];
  all: Evidence;
  zeroing: Zeroing;
}

/** An explanation of several leaves together, tested with a few more calls; null where it does not fit. */
export interface Experiment {
  /** Names the page in docs/causes. */
  id: string;
  test(group: Group): Promise<Cause | null>;
}

export function names(leaves: readonly LeafEvidence[]): string[] {
  return leaves.map(({ leaf }) => leaf.name);
}
