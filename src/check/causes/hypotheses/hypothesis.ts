import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';

/** One possible explanation of one wrong leaf, tested on what was measured; null where it does not fit. */
export interface Hypothesis {
  /** Names the page in docs/causes. */
  id: string;
  test(leaf: LeafEvidence, all: Evidence): Cause | null;
}
