import type { CheckResult, LeafResult } from '../../../src/check/result.ts';
import type { Pair } from '../../../src/model/facts.ts';
import type { Cause, Report } from '../../../src/model/report.ts';
import type { Leaf } from '../../../src/model/target.ts';
import { checkReport, type JobFacts } from '../../../src/report/assemble.ts';

/** A pair of two leaves, W2 (2×3) and b1 (3), whose sites stand on lines 10 and 12. */
export const pair: Pair = {
  id: 'backward',
  name: 'backward',
  file: '/somewhere/network.ts',
  language: 'typescript',
  forward: 'forward',
  backward: 'backward',
  owner: null,
  costs: [],
  sites: [
    { gradient: 'dW2', parameter: 'W2', range: { line: 10, column: 3, endLine: 10, endColumn: 30 }, computed: false },
    { gradient: 'db1', parameter: 'b1', range: { line: 12, column: 3, endLine: 12, endColumn: 20 }, computed: false },
  ],
  evidence: [],
  range: { line: 5, column: 17, endLine: 5, endColumn: 25 },
};

export const job: JobFacts = {
  pair,
  facts: null,
  inputs: null,
  notes: [],
  files: [pair.file],
  host: 'Node',
  milliseconds: 12,
};

export const doubled: Cause = {
  id: 'constant-factor',
  label: '2 ×',
  message: 'dW2 is exactly 2 × what the cost says, in all 6 entries.',
  advice: 'Look for an extra factor 2.',
  evidence: [],
  confidence: 'certain',
  constants: { factor: 2 },
};

const leaves: Leaf[] = [
  { name: 'W2', gradientName: 'dW2', layer: 2, role: 'parameter', shape: [2, 3], offset: 0, size: 6, dtype: 'float64' },
  { name: 'b1', gradientName: 'db1', layer: 1, role: 'parameter', shape: [3], offset: 6, size: 3, dtype: 'float64' },
];

function leafResult(leaf: number, isWrong: boolean): LeafResult {
  const { offset, size } = leaves[leaf]!;
  const numeric = Float64Array.from({ length: size }, (_, at) => at + 1);
  return {
    leaf,
    verdict: isWrong ? 'wrong' : 'correct',
    doubt: null,
    sweep: { numeric, error: new Float64Array(size).fill(1e-9), verdict: new Uint8Array(size).fill(isWrong ? 1 : 0) },
    entries: isWrong
      ? Array.from({ length: size }, (_, at) => ({
          flat: offset + size - 1 - at,
          analytic: 2 * (size - at),
          numeric: size - at,
          error: 1e-9,
          verdict: 'wrong' as const,
          doubt: null,
          slopes: null,
        }))
      : [],
    wrongEntries: isWrong ? size : 0,
    wrongIsBound: false,
    checkedEntries: size,
    bound: 1e-9,
    median: 3,
    difference: isWrong ? 0.33 : 1e-9,
  };
}

export const missingGradient = {
  id: 'no-gradient',
  severity: 'warning' as const,
  message: 'Backward returns no gradient for b2.',
};

/** A report in which `wrong` names the wrong leaves. */
export function sampleReport(
  wrong: ('W2' | 'b1')[],
  causes: (Cause | null)[] = [null, null],
  notes: JobFacts['notes'] = [],
): Report {
  const results = leaves.map((leaf, at) => leafResult(at, wrong.includes(leaf.name as 'W2' | 'b1')));
  const analytic = Float64Array.from([1, 2, 3, 4, 5, 6, 1, 2, 3], (value, at) =>
    wrong.includes(at < 6 ? 'W2' : 'b1') ? 2 * value : value,
  );
  const result: CheckResult = {
    layout: { leaves, theta: new Float64Array(9).fill(0.5), outputShape: [] },
    analytic,
    cost: 1.5,
    noise: 1e-16,
    verdict: wrong.length > 0 ? 'wrong' : 'correct',
    doubt: null,
    method: 'exact',
    leaves: results,
    textbook: {
      epsilon: 1e-7,
      numeric: new Float64Array(9),
      difference: wrong.length > 0 ? 0.2851 : 1.19e-7,
      grade: wrong.length > 0 ? 'critical' : 'warning',
    },
    boldDifference: wrong.length > 0 ? 0.2851 : 2e-10,
    notes: [],
    scale: null,
    phases: { preflight: 7, noise: 9, probes: 0, localise: 0, sweep: 18, again: 0, textbook: 18 },
    remedies: { reseed: false, restore: false, clear: false },
    accumulating: [],
    isFloat32: false,
    evaluations: 40,
  };
  return checkReport({ ...job, notes }, result, { overall: null, leaves: causes });
}
