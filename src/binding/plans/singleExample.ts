import * as l10n from '@vscode/l10n';
import type { Note } from '../../model/report.ts';
import type { Matched } from '../gradients/candidates.ts';
import { dataShapes, hasFewer } from './dataShapes.ts';

/**
 * Backward runs with several examples as well, but what it then leaves does not fit its parameter: a sum over the examples
 * may be missing, or the code may be meant for one at a time. Nothing tells which, so the report says what was seen.
 */
export function singleExampleNotes(matched: Matched, others: readonly Matched[]): Note[] {
  const shapes = dataShapes(matched.back.setup);
  const wide = others.find((other) => misfitsOf(other).length > 0 && hasFewer(shapes, dataShapes(other.back.setup)));
  if (!wide || misfitsOf(matched).length > 0) return [];
  const words = misfitsOf(wide).map(({ name, leaf, shape }) =>
    l10n.t('{0} has shape {1}, which does not fit {2}', name, shape.join('×'), leaf),
  );
  const message = l10n.t(
    'Checked with one example, because with several {0}. If the code is meant for batches, sum over the examples there.',
    words.join('; '),
  );
  return [{ id: 'single-example', severity: 'warning', message }];
}

function misfitsOf({ gradients, leaves }: Matched): { name: string; leaf: string; shape: number[] }[] {
  return gradients.flatMap((gradient, index) =>
    gradient.kind === 'value' && gradient.misfit
      ? [{ name: leaves[index]!.gradientName, leaf: leaves[index]!.name, shape: gradient.misfit }]
      : [],
  );
}
