import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { leafOf } from '../../check/layout.ts';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import type { Note } from '../../model/report.ts';
import { countAsCorrect } from './countAsCorrect.ts';
import { leaveOpen } from './leaveOpen.ts';

const tolerance = 1e-5;

/**
 * `crossEntropyDerivative(p, y)` that returns p − y is not the derivative by p but by the scores that a sigmoid or a
 * softmax made p of: people name it after the loss all the same, and use it rightly. So the verdict is left open, unless it is
 * named after the scores.
 */
export function leaveOpenLogitDerivative(result: CheckResult, bound: BoundPlan): CheckResult {
  const [leaf] = result.leaves;
  const isLoss = bound.plan.cost.kind === 'scalar' && result.leaves.length === 1;
  if (!leaf || !isLoss || result.verdict !== 'wrong') return result;
  if (!isByScores(result, leaf)) return result;
  return saysScores.test(bound.plan.leaves[0]?.gradientName ?? '')
    ? countAsCorrect(result, byScoresNote(), () => true)
    : leaveOpen(result, 'logit-derivative');
}

/** `dLogits`, `gradScores`: what it is the derivative by, in so many words. */
const saysScores = /logit|score|pre_?act/i;

function byScoresNote(): Note {
  const message = l10n.t(
    'It is called the gradient by the scores, and it is: by what a sigmoid or a softmax made the probabilities of, not by the probabilities that it is handed.',
  );
  return { id: 'by-scores', severity: 'info', message };
}

function isByScores(result: CheckResult, { leaf, sweep, nearby }: LeafResult): boolean {
  const facts = result.layout.leaves[leaf];
  if (!facts || !sweep || nearby) return false;
  const p = leafOf(facts, result.layout.theta);
  const claimed = leafOf(facts, result.analytic);
  const { numeric } = sweep;
  if (p.some((value) => !(value > 0 && value < 1))) return false;
  const columns = facts.shape.at(-1) ?? 1;
  const bySigmoid = numeric.map((slope, i) => slope * p[i]! * (1 - p[i]!));
  const bySoftmax = numeric.map((slope, i) => {
    const from = i - (i % columns);
    const row = numeric.subarray(from, from + columns);
    return p[i]! * (slope - row.reduce((sum, own, j) => sum + own * p[from + j]!, 0));
  });
  return [bySigmoid, ...(columns > 1 ? [bySoftmax] : [])].some((expected) => agree(claimed, expected));
}

function agree(claimed: Float64Array, expected: Float64Array): boolean {
  const size = Math.max(...expected.map(Math.abs));
  return size > 0 && claimed.every((value, i) => Math.abs(value - expected[i]!) <= tolerance * size);
}
