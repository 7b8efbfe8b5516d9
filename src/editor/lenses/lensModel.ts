import type { Progress } from '../../engine/service.ts';
import type { Report } from '../../model/report.ts';

/** What stands above one pair, in order. Words are the business of whoever shows it. */
export type LensEntry =
  | { kind: 'trust' }
  | { kind: 'run' }
  | { kind: 'waiting' }
  | { kind: 'running'; percent: number | null; stage: Progress['stage'] }
  | { kind: 'cancel' }
  | { kind: 'verdict'; report: Report; stale: boolean }
  | { kind: 'inputs'; report: Report }
  | { kind: 'details' }
  | { kind: 'again' }
  | { kind: 'debug' };

export interface LensState {
  trusted: boolean;
  /** A debugger can be started on it: it is no notebook. */
  debuggable: boolean;
  result: { report: Report; stale: boolean } | undefined;
  running: { progress: Progress | null } | undefined;
}

export function lensEntries({ trusted, debuggable, result, running }: LensState): LensEntry[] {
  if (!trusted) return [{ kind: 'trust' }];
  if (running) return [runningEntry(running.progress), { kind: 'cancel' }];
  const debug: LensEntry[] = debuggable ? [{ kind: 'debug' }] : [];
  if (!result) return [{ kind: 'run' }, ...debug];
  if (result.report.error?.kind === 'unbound') return [{ kind: 'inputs', report: result.report }, { kind: 'again' }];
  return [{ kind: 'verdict', ...result }, { kind: 'details' }, { kind: 'again' }, ...debug];
}

function runningEntry(progress: Progress | null): LensEntry {
  if (!progress) return { kind: 'waiting' };
  const percent = progress.fraction === null ? null : Math.round(100 * Math.min(1, Math.max(0, progress.fraction)));
  return { kind: 'running', percent, stage: progress.stage };
}
