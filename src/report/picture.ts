import type { LeafResult } from '../check/result.ts';
import type { LeafPicture } from '../model/report.ts';
import type { Leaf } from '../model/target.ts';
import { roundedNumber } from './numbers.ts';

const mostCells = 48;
const letters = 'cwi';

/** Rows and columns of a leaf as a picture shows it: the last axis runs across, all others down. */
export function pictureShape(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: shape.slice(0, -1).reduce((product, length) => product * length, 1), columns };
}

/** Whether a leaf's picture shows each of its entries. */
export function isShownWhole(shape: readonly number[]): boolean {
  const { rows, columns } = pictureShape(shape);
  return rows <= mostCells && columns <= mostCells;
}

/**
 * A leaf as a picture of at most 48 × 48 cells. Where a cell stands for a block of entries it shows the block's worst
 * entry (largest |analytic − numeric|; without a sweep the largest |analytic|).
 */
export function leafPicture(
  { shape, offset }: Pick<Leaf, 'shape' | 'offset'>,
  analytic: Float64Array,
  result: LeafResult,
): LeafPicture | null {
  if (analytic.length === 0) return null;
  const { rows: height, columns: width } = pictureShape(shape);
  const rows = Math.min(height, mostCells);
  const columns = Math.min(width, mostCells);
  const picture: LeafPicture = { rows, columns, flat: [], analytic: [], residual: [], error: [], verdict: '' };
  const isWhole = isShownWhole(shape);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = {
        top: edge(row, rows, height),
        bottom: edge(row + 1, rows, height),
        left: edge(column, columns, width),
        right: edge(column + 1, columns, width),
      };
      const at = worstInBlock(block, width, analytic, result);
      if (!isWhole) picture.flat.push(offset + at);
      addCell(picture, analytic, result, at);
    }
  }
  return picture;
}

function addCell(picture: LeafPicture, analytic: Float64Array, { sweep }: LeafResult, at: number): void {
  const claimed = analytic[at] ?? NaN;
  picture.analytic.push(roundedNumber(claimed, 7));
  if (!sweep) return;
  picture.residual.push(roundedNumber(claimed - (sweep.numeric[at] ?? NaN), 5));
  picture.error.push(roundedNumber(sweep.error[at] ?? NaN, 3));
  picture.verdict += letters[sweep.verdict[at] ?? 2] ?? 'i';
}

function edge(part: number, parts: number, length: number): number {
  return Math.floor((part * length) / parts);
}

function worstInBlock(
  block: { top: number; bottom: number; left: number; right: number },
  width: number,
  analytic: Float64Array,
  result: LeafResult,
): number {
  let worst = block.top * width + block.left;
  let most = -1;
  for (let row = block.top; row < block.bottom; row++) {
    for (let column = block.left; column < block.right; column++) {
      const at = row * width + column;
      const claimed = analytic[at] ?? 0;
      const residual = Math.abs(result.sweep ? claimed - (result.sweep.numeric[at] ?? 0) : claimed);
      if (residual > most || Number.isNaN(residual)) {
        most = Number.isNaN(residual) ? Infinity : residual;
        worst = at;
      }
    }
  }
  return worst;
}
