import type { CheckResult } from '../../check/result.ts';
import type { Cause } from '../../model/report.ts';

/** A result with its causes; those of the leaves stand in the order of the result's leaves. */
export interface Explained {
  result: CheckResult;
  causes: { overall: Cause | null; leaves: (Cause | null)[] };
}
