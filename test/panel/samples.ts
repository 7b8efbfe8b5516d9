import type { Report } from '../../src/model/report.ts';
import type { HistoryEntry } from '../../src/panel/historyEntry.ts';
import type { PairState } from '../../src/panel/messages.ts';
import { doubled, sampleReport } from '../unit/report/sampleReport.ts';

export const side = 300;

/** What the extension sends of a report: edited since, and the second of two runs. */
export function stateOf(report: Report): PairState {
  const history: HistoryEntry[] = [1, 2].map((at) => ({
    at,
    verdict: 'wrong',
    failed: false,
    headline: '',
    difference: 0.3,
    seed: at,
    method: 'exact',
    wrong: at === 1 ? ['W2', 'b1'] : ['W2'],
  }));
  const result = { report, stale: true, at: 1, history, before: null };
  return { file: '/a.ts', pairId: 'p', name: 'backward', place: 'a.ts', trusted: true, result, running: null };
}

/** Wrong in W2, with everything that the page can show of it. */
export function fullReport(): Report {
  const report = sampleReport(['W2'], [doubled, null]);
  const points = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11].map((epsilon) => ({
    epsilon,
    numeric: 6 + epsilon ** 2 + 1e-15 / epsilon,
  }));
  const curve = { flat: 5, analytic: 12, reference: 6, referenceError: 1e-12, points };
  return {
    ...report,
    cause: { ...doubled, evidence: ['EVIDENCE'] },
    notes: [{ id: 'n', severity: 'warning', message: 'NOTE' }],
    inputs: {
      source: 'tag',
      description: 'INPUTS',
      path: '/i.ts',
      seed: 3,
      arguments: [{ name: 'X', value: 'VALUE' }],
    },
    leaves: report.leaves.map((leaf) => (leaf.name === 'W2' ? { ...leaf, curve } : leaf)),
  };
}

/** The same with a leaf of 300 × 300 entries that the report shows in blocks. */
export function largeReport(): Report {
  const report = fullReport();
  const cells = 48 * 48;
  const picture = {
    rows: 48,
    columns: 48,
    flat: Array.from({ length: cells }, (_, at) => at),
    analytic: new Array<number>(cells).fill(1),
    residual: new Array<number>(cells).fill(0),
    error: new Array<number>(cells).fill(1e-9),
    verdict: 'c'.repeat(cells),
  };
  const leaf = { ...report.leaves[0]!, shape: [side, side], size: side * side, picture };
  return { ...report, values: 'v.values', leaves: [leaf] };
}
