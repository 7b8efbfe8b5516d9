import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../model/report.ts';

type Named = Pick<LeafReport, 'name' | 'layer' | 'gradientName'>;

/**
 * A numbered name as the textbook writes it: W2 of layer 2 becomes W[2]. Names of other forms ('layers[0].W',
 * 'gamma') stay as the user wrote them.
 */
export function textbookName(leaf: Pick<LeafReport, 'name' | 'layer'>): string {
  const numbered = /^([A-Za-zα-ω]+)_?(\d{1,6})$/u.exec(leaf.name);
  return numbered && leaf.layer === Number(numbered[2]) ? `${numbered[1] ?? ''}[${String(leaf.layer)}]` : leaf.name;
}

/** The gradient in the textbook's notation: dW[2]; else as the user wrote it. */
export function textbookGradient(leaf: Named): string {
  const name = textbookName(leaf);
  return name === leaf.name ? leaf.gradientName : `d${name}`;
}

/** Flat index of θ → 'W[2][3,1]'; a scalar leaf has no index. Throws RangeError where `flat` is outside the leaf. */
export function entryName(
  leaf: Pick<LeafReport, 'name' | 'layer' | 'shape' | 'offset' | 'size'>,
  flat: number,
): string {
  const index = entryIndex(leaf, flat);
  return index.length === 0 ? textbookName(leaf) : `${textbookName(leaf)}[${index.join(',')}]`;
}

/** Flat index of θ → index into the leaf, row-major, from 0. Throws RangeError where `flat` is outside the leaf. */
export function entryIndex(leaf: Pick<LeafReport, 'shape' | 'offset' | 'size'>, flat: number): number[] {
  let rest = flat - leaf.offset;
  if (rest < 0 || rest >= leaf.size) throw new RangeError(`θ index ${String(flat)} is not in this leaf`);
  const index: number[] = [];
  for (const length of [...leaf.shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** A name for one line, which has more to say: a long one keeps its beginning and its end. */
export function shortName(name: string): string {
  return name.length <= 28 ? name : `${name.slice(0, 16)}…${name.slice(-11)}`;
}

/** "dW1, dW2 and 3 more". */
export function listNames(names: string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return l10n.t('{0} and {1} more', names.slice(0, most).join(', '), names.length - most);
}
