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

/** 'db1 has shape 1×3, b1 has 5×1 (a sum over the wrong axis?)': no update fits. */
export function misfitWords(
  gradientName: string,
  shape: readonly number[],
  leaf: { name: string; shape: readonly number[] },
): string {
  const [own, its] = [formatShape(shape), formatShape(leaf.shape)];
  return l10n.t('{0} has shape {1}, {2} has {3}{4}', gradientName, own, leaf.name, its, misfitHint(shape, leaf.shape));
}

function misfitHint(shape: readonly number[], leaf: readonly number[]): string {
  if (sameShape(shape, [...leaf].reverse())) return l10n.t(' (transposed?)');
  if (shape.length === 0) return l10n.t(' (a sum over all entries, where one axis is meant?)');
  if (isBroadcast(shape, leaf)) return l10n.t(' (a sum over the examples is missing?)');
  const isVector = (one: readonly number[]): boolean => one.filter((length) => length !== 1).length === 1;
  return isVector(shape) && isVector(leaf) ? l10n.t(' (a sum over the wrong axis?)') : '';
}

/** The leaf was spread over further axes, or over axes along which it has one entry: what flows back is to be summed there. */
function isBroadcast(shape: readonly number[], leaf: readonly number[]): boolean {
  const more = shape.length - leaf.length;
  if (more < 0 || leaf.length === 0) return false;
  const own = shape.slice(more);
  return (
    own.every((length, axis) => length === leaf[axis] || leaf[axis] === 1) &&
    (more > 0 || leaf.some((length) => length > 1))
  );
}

/** Entries of a row-major `rows × columns` matrix in the order of its transpose. */
export function transposed(entries: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(entries.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = entries[i * columns + j]!;
  return result;
}
