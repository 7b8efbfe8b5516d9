import type { Random } from '../random.ts';

/**
 * Entries that stand for a whole array: all of them where it has at most `count`, else the crossings of some rows and
 * some columns (first and last among them), so that rows and columns can still be told apart. Sorted.
 */
export function lattice(shape: readonly number[], count: number, random: Random): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size <= count) return Array.from({ length: size }, (_, i) => i);
  const rows = shape.length < 2 ? 1 : shape[0]!;
  const columns = size / rows;
  const side = Math.floor(Math.sqrt(count));
  const wantedRows = Math.min(rows, columns < side ? Math.floor(count / columns) : side);
  const chosenRows = choose(rows, wantedRows, random);
  const chosenColumns = choose(columns, Math.floor(count / chosenRows.length), random);
  return chosenRows.flatMap((i) => chosenColumns.map((j) => i * columns + j));
}

/** `count` of 0…length−1: the first, the last, and one from each stretch between. */
function choose(length: number, count: number, random: Random): number[] {
  if (count >= length) return Array.from({ length }, (_, i) => i);
  const chosen = new Set([0, length - 1]);
  for (let k = 1; k + 1 < count; k++) {
    chosen.add(Math.min(length - 1, Math.floor(((k + random.uniform()) * length) / count)));
  }
  return [...chosen].sort((a, b) => a - b);
}
