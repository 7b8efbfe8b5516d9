import type { Formula, SlotPath } from '../model/plan.ts';
import type { Matched } from './candidates.ts';
import type { CostChoice } from './costChoice.ts';
import { describeAt, numericPlaces } from './places.ts';

/** `axis`: where the classes stand; over one class the loss is 0 whatever the output is. */
const bases: { formula: Formula; words: string; axis?: number }[] = [
  { formula: 'squared-error', words: 'Σ(y − t)²' },
  { formula: 'binary-cross-entropy', words: 'binary cross-entropy' },
  { formula: 'cross-entropy', words: 'cross-entropy' },
  { formula: 'softmax-cross-entropy', words: 'softmax cross-entropy', axis: -1 },
  { formula: 'softmax-cross-entropy-columns', words: 'softmax cross-entropy', axis: 0 },
];

/** Textbook losses at the usual scales, for a backward whose file has no cost. */
export function formulas(matched: Matched, output: SlotPath, target: SlotPath): CostChoice[] {
  const { back } = matched;
  const shape = numericPlaces(describeAt(back.observation.slots[output.slot], output.path), output)[0]?.shape ?? [];
  const batch = shape.length < 2 ? 1 : back.run.frame.world.batch === 'columns' ? (shape[1] ?? 1) : (shape[0] ?? 1);
  const size = shape.reduce((product, length) => product * length, 1);
  const scales = [...new Set([1, 1 / batch, 1 / size])];
  return bases
    .filter(({ axis }) => axis === undefined || (shape.at(axis) ?? 1) > 1)
    .flatMap(({ formula, words }) =>
      scales
        .flatMap((scale) => (formula === 'squared-error' ? [scale / 2, scale] : [scale]))
        .map((scale) => ({
          cost: { kind: 'formula' as const, formula, output, target, scale },
          setup: [],
          forward: [],
          description: `${fraction(scale)}${words}, which this file does not say: it was chosen because it fits`,
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
