import * as l10n from '@vscode/l10n';
import type { Note } from '../model/report.ts';
import type { Layout, Leaf } from '../model/target.ts';
import { leafOf } from './layout.ts';
import type { LeafResult } from './result.ts';
import { largestFinite } from './vectors.ts';

/**
 * Names inputs in which a bug may not show. None of these changes a verdict: the jittered point looks past the values,
 * but not past the shapes.
 */
export function maskingNotes(layout: Layout, analytic: Float64Array, cost: number): Note[] {
  const values = (leaf: Leaf) => leafOf(leaf, layout.theta);
  const parameters = layout.leaves.filter(({ role, size }) => role === 'parameter' && size > 0);
  const notes: (Note | null)[] = [
    note(
      'masked-zero',
      parameters.filter((leaf) => values(leaf).every((x) => x === 0)),
      (names) =>
        l10n.t('{0} is 0 throughout, which hides a bug in a term that it multiplies or adds. ', names) +
        l10n.t('A nearby point without zeros was checked as well.'),
    ),
    note(
      'masked-one',
      parameters.filter((leaf) => values(leaf).every((x) => x === 1)),
      (names) =>
        l10n.t('{0} is 1 throughout, which hides a missing factor. A nearby point was checked as well.', names),
    ),
    note('masked-square', parameters.filter(isSquare), (names) =>
      l10n.t(
        '{0} is square, which hides a missing transpose from every check of shapes. Take two different sizes.',
        names,
      ),
    ),
    note('masked-batch', layout.leaves.filter(isSingleExample), (names) =>
      l10n.t('{0} holds a single example, which hides a wrong axis and a missing 1/m. Take three or more.', names),
    ),
  ];
  const isNumeric = analytic.every((value) => Number.isFinite(value));
  if (isNumeric && largestFinite(analytic) <= 1e-7 * Math.abs(cost)) notes.push(flatNote());
  return notes.filter((entry) => entry !== null);
}

/** Leaves that nothing depends on here, beside others that count: dead units, a mask that is off, sizes of 1. */
export function stillNotes({ leaves }: Layout, analytic: Float64Array, results: readonly LeafResult[]): Note[] {
  const isStill = (leaf: Leaf): boolean => leaf.size > 0 && leafOf(leaf, analytic).every((x) => x === 0);
  const still = results.flatMap(({ leaf, verdict }) => (verdict === 'correct' ? [leaves[leaf]!] : [])).filter(isStill);
  if (still.length === leaves.length) return [];
  const found = note('masked-still', still, (names) =>
    l10n.t(
      'At these inputs the cost does not depend on {0}: both sides come to 0 there, so that a mistake cannot show. Try other inputs.',
      names,
    ),
  );
  return found ? [found] : [];
}

function note(id: string, leaves: Leaf[], message: (names: string) => string): Note | null {
  if (leaves.length === 0) return null;
  const names = leaves.slice(0, 4).map(({ name }) => name);
  if (leaves.length > names.length) names.push('…');
  return {
    id,
    severity: 'info',
    message: message(names.join(', ')).replace(' is ', leaves.length > 1 ? ' are ' : ' is '),
  };
}

function isSquare({ shape }: Leaf): boolean {
  return shape.length === 2 && shape[0] === shape[1] && shape[0]! > 1;
}

function isSingleExample({ role, shape }: Leaf): boolean {
  return role === 'input' && shape.length >= 2 && shape[0] === 1;
}

const flatNote = (): Note => ({
  id: 'masked-flat',
  severity: 'info',
  message: l10n.t(
    'The cost hardly changes here: all gradients are about 0, where a wrong factor cannot be seen. A nearby point was checked as well; parameters further from an optimum would tell more.',
  ),
});
