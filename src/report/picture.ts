import type { LeafResult } from '../check/result.ts';
import type { LeafPicture, Verdict } from '../model/report.ts';
import { safeNumber } from './numbers.ts';

const mostCells = 48;
const verdicts: Verdict[] = ['correct', 'wrong', 'inconclusive'];

/**
 * A leaf as a picture of at most 48 × 48 cells. Where a cell stands for a block of entries it shows the block's worst
 * entry (largest |analytic − numeric|; without a sweep the largest |analytic|). The last axis runs across.
 */
export function leafPicture(shape: number[], analytic: Float64Array, result: LeafResult): LeafPicture | null {
  const size = analytic.length;
  if (size === 0) return null;
  const width = shape.length === 0 ? 1 : (shape.at(-1) ?? 1);
  const height = size / width;
  const rows = Math.min(height, mostCells);
  const columns = Math.min(width, mostCells);
  const picture: LeafPicture = { rows, columns, analytic: [], numeric: [], verdict: [] };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = {
        top: edge(row, rows, height),
        bottom: edge(row + 1, rows, height),
        left: edge(column, columns, width),
        right: edge(column + 1, columns, width),
      };
      const at = worstInBlock(block, width, analytic, result);
      const sweep = result.sweep;
      picture.analytic.push(safeNumber(analytic[at] ?? NaN));
      picture.numeric.push(sweep ? safeNumber(sweep.numeric[at] ?? NaN) : null);
      picture.verdict.push(sweep ? (verdicts[sweep.verdict[at] ?? 2] ?? null) : null);
    }
  }
  return picture;
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
