import * as l10n from '@vscode/l10n';
/** Shapes of row-major arrays; [] is a plain number. */

/** Number of entries. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** '3×5', '7', 'a single number'. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 0 ? l10n.t('a single number') : shape.join('×');
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, i) => length === b[i]);
}

/**
 * True where row-major entries of `a` can be read as `b`: equal but for axes of length 1, or one of them merges
 * neighbouring axes of the other ([15] and [3, 5] do; [5, 3] and [3, 5] do not).
 */
export function isReshape(a: readonly number[], b: readonly number[]): boolean {
  if (sizeOf(a) !== sizeOf(b)) return false;
  const left = a.filter((length) => length !== 1);
  const right = b.filter((length) => length !== 1);
  return merges(left, right) || merges(right, left);
}

/** True where each axis of `coarse` is a product of neighbouring axes of `fine`. */
function merges(coarse: readonly number[], fine: readonly number[]): boolean {
  let next = 0;
  for (const length of coarse) {
    let product = 1;
    while (product < length && next < fine.length) product *= fine[next++]!;
    if (product !== length) return false;
  }
  return next === fine.length;
}

/** Entries of a row-major `rows × columns` matrix in the order of its transpose. */
export function transposed(entries: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(entries.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = entries[i * columns + j]!;
  return result;
}
