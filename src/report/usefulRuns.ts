import type { FaultKind } from '../model/fault.ts';
import type { Report } from '../model/report.ts';

/** Another way to run a check than the plain one. */
export type OtherRun = 'exact' | 'other-inputs';

/** What may come from the very numbers that a check drew. */
const fromInputs: readonly FaultKind[] = ['throw', 'not-finite', 'not-deterministic', 'shape', 'timeout'];

/** The other ways that may tell more than this report: a text that does not parse does so with no inputs at all. */
export function usefulRuns({ error }: Pick<Report, 'error'>): OtherRun[] {
  if (error === null || error.kind === 'cancelled') return ['exact', 'other-inputs'];
  return fromInputs.includes(error.kind) ? ['other-inputs'] : [];
}
