import * as l10n from '@vscode/l10n';
import type { CheckResult, LeafResult } from '../../check/result.ts';
import type { Plan } from '../../model/plan.ts';
import type { Cause } from '../../model/report.ts';
import type { Explained } from './explained.ts';

/**
 * A gradient whose shape is its parameter's with the axes swapped is wrong, whatever its entries: an update would not
 * fit. The numerics saw it in the parameter's order; where it agrees there, the swap is the whole mistake.
 */
export function markTransposed({ result, causes }: Explained, plan: Plan): Explained {
  const swapped = plan.gradients.map((gradient) => gradient.kind === 'value' && gradient.transposed);
  if (!swapped.includes(true)) return { result, causes };
  const leaves = result.leaves.map((leaf) =>
    swapped[leaf.leaf] && leaf.verdict === 'correct' ? wrong(result, leaf) : leaf,
  );
  const own = leaves.map((leaf, at) =>
    leaf === result.leaves[at] ? causes.leaves[at] : transposedCause(result, leaf),
  );
  const overall = causes.overall ?? own.find((cause) => cause?.id === 'transposed') ?? null;
  return {
    result: { ...result, verdict: 'wrong', doubt: null, leaves },
    causes: { overall, leaves: own.map((cause) => cause ?? null) },
  };
}

function wrong(result: CheckResult, leaf: LeafResult): LeafResult {
  const size = result.layout.leaves[leaf.leaf]?.size ?? 0;
  return { ...leaf, verdict: 'wrong', doubt: null, wrongEntries: size, wrongIsBound: false };
}

function transposedCause(result: CheckResult, found: LeafResult): Cause | null {
  const leaf = result.layout.leaves[found.leaf];
  if (!leaf) return null;
  const { gradientName, name, shape } = leaf;
  const [own, swapped] = [shape.join('×'), [...shape].reverse().join('×')];
  return {
    id: 'transposed',
    label: 'transposed',
    message: l10n.t(
      '{0} has shape {1}, {2} has {3} (transposed?): with its axes swapped it is right',
      gradientName,
      swapped,
      name,
      own,
    ),
    advice: l10n.t(
      'Transpose {0}, or swap the two factors of the product that computes it and transpose each.',
      gradientName,
    ),
    evidence: [l10n.t('with rows and columns swapped all {0} entries agree with the cost', String(leaf.size))],
    confidence: 'certain',
    constants: {},
  };
}
