import * as l10n from '@vscode/l10n';
import { multiIndex } from '../../layout.ts';
import type { LeafEvidence } from '../evidence.ts';

const known = new WeakMap<readonly number[], Int32Array[][]>();

/** Positions of all entries whose index along `axis` is `at`. */
export function lineOf(shape: readonly number[], axis: number, at: number): Int32Array {
  let axes = known.get(shape);
  if (!axes) known.set(shape, (axes = shape.map((_, which) => linesAlong(shape, which))));
  return axes[axis]![at]!;
}

function linesAlong(shape: readonly number[], axis: number): Int32Array[] {
  const size = shape.reduce((product, length) => product * length, 1);
  const lines: number[][] = Array.from({ length: shape[axis]! }, () => []);
  for (let i = 0; i < size; i++) lines[multiIndex(shape, i)[axis]!]!.push(i);
  return lines.map((line) => Int32Array.from(line));
}

/** 'rows', 'columns', 'entries', 'slices along axis 2'. */
export function axisWord({ leaf }: LeafEvidence, axis: number): string {
  const long = leaf.shape.filter((length) => length > 1).length;
  if (long < 2) return l10n.t('entries');
  if (leaf.shape.length === 2) return axis === 0 ? l10n.t('rows') : l10n.t('columns');
  return l10n.t('slices along axis {0}', axis);
}

/** One of them: 'row', 'column', 'entry'. */
export function lineWord(leaf: LeafEvidence, axis: number): string {
  const { shape } = leaf.leaf;
  if (shape.filter((length) => length > 1).length < 2) return l10n.t('entry');
  if (shape.length === 2) return axis === 0 ? l10n.t('row') : l10n.t('column');
  return axisWord(leaf, axis);
}

/** '3', '0 to 2', '1, 4 and 6': numbers of lines, counted from 0. */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let end = i;
    while (numbers[end + 1] === numbers[end]! + 1) end++;
    parts.push(
      end === i
        ? `${numbers[i]}`
        : end === i + 1
          ? `${numbers[i]}, ${numbers[end]}`
          : l10n.t('{0} to {1}', numbers[i]!, numbers[end]!),
    );
    i = end + 1;
  }
  return parts.length > 8 ? `${parts.slice(0, 8).join(', ')}, …` : parts.join(', ');
}
