import type { Verdict } from '../../model/report.ts';

export type StatusState =
  | { kind: 'running'; at: number; of: number }
  | { kind: 'wrong'; count: number; of: number }
  | { kind: 'open'; count: number; of: number }
  | { kind: 'correct'; count: number }
  | { kind: 'idle' };

interface StatusFacts {
  running: number;
  /** How many checks there were when the present batch was at its largest. */
  batch: number;
  results: { report: { verdict: Verdict } }[];
  pairsInFile: number;
}

/** What the status bar says; null where it should be hidden. */
export function statusModel({ running, batch, results, pairsInFile }: StatusFacts): StatusState | null {
  if (running > 0) return { kind: 'running', at: Math.max(batch, running) - running + 1, of: Math.max(batch, running) };
  const wrong = results.filter((result) => result.report.verdict === 'wrong').length;
  if (wrong > 0) return { kind: 'wrong', count: wrong, of: results.length };
  const correct = results.filter((result) => result.report.verdict === 'correct').length;
  const open = results.length - correct;
  if (open > 0) return { kind: 'open', count: open, of: results.length };
  if (correct > 0) return { kind: 'correct', count: correct };
  return pairsInFile > 0 ? { kind: 'idle' } : null;
}
