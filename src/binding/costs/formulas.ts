import * as l10n from '@vscode/l10n';
import type { Formula, SlotPath } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { CostChoice } from './costChoice.ts';
import { describeAt, numericPlaces, sizeOfShape } from '../known/places.ts';

/**
 * `axis`: where the classes stand; over one class the loss is 0 whatever the output is. `targets`: taken only where they have
 * as many entries as the output, or only where they are one label per sample.
 */
const bases: { formula: Formula; words: () => string; axis?: number; targets?: 'entries' | 'labels' }[] = [
  { formula: 'squared-error', words: () => 'Σ(y − t)²', targets: 'entries' },
  { formula: 'binary-cross-entropy', words: () => l10n.t('binary cross-entropy'), targets: 'entries' },
  { formula: 'cross-entropy', words: () => l10n.t('cross-entropy') },
  { formula: 'cross-entropy-columns', words: () => l10n.t('cross-entropy'), axis: 0, targets: 'labels' },
  { formula: 'softmax-cross-entropy', words: () => l10n.t('softmax cross-entropy'), axis: -1 },
  { formula: 'softmax-cross-entropy-columns', words: () => l10n.t('softmax cross-entropy'), axis: 0 },
];

/** Textbook losses at the usual scales, for a backward whose file has no cost. */
export function formulas(matched: Matched, output: SlotPath, target: SlotPath): CostChoice[] {
  const { back } = matched;
  const shape = numericPlaces(describeAt(back.observation.slots[output.slot], output.path), output)[0]?.shape ?? [];
  const size = sizeOfShape(shape);
  const batch = shape.length < 2 ? 1 : back.run.frame.world.batch === 'columns' ? (shape[1] ?? 1) : (shape[0] ?? 1);
  const label = numericPlaces(describeAt(back.observation.slots[target.slot], target.path), target)[0];
  const labels = label && sizeOfShape(label.shape) < size ? sizeOfShape(label.shape) : null;
  const scales = [...new Set([1, 1 / batch, 1 / size])];
  return bases
    .filter(({ axis = -1, targets }) =>
      labels === null ? targets !== 'labels' : targets !== 'entries' && labels * (shape.at(axis) ?? 1) === size,
    )
    .filter(({ axis }) => axis === undefined || (shape.at(axis) ?? 1) > 1)
    .flatMap(({ formula, words }) =>
      scales
        .flatMap((scale) => (formula === 'squared-error' ? [scale / 2, scale] : [scale]))
        .map((scale) => ({
          cost: { kind: 'formula' as const, formula, output, target, scale },
          setup: [],
          forward: [],
          description: `${fraction(scale)}${words()}`,
          isGuess: true,
        })),
    )
    .filter(
      (choice, index, all) =>
        all.findIndex((other) => JSON.stringify(other.cost) === JSON.stringify(choice.cost)) === index,
    );
}

function fraction(scale: number): string {
  return scale === 1 ? '' : `1/${Math.round(1 / scale)} × `;
}
