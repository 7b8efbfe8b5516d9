import { numericAt, type Grid } from './grid.ts';

export interface Bar {
  from: number;
  to: number;
  count: number;
}

const barCount = 25;

/** How often backward is how many times the cost's gradient; cells whose gradient is as good as zero say nothing. */
export function ratioBars(grid: Grid): Bar[] {
  const ratios = ratiosOf(grid);
  if (ratios.length === 0) return [];
  const [low, high] = span(ratios);
  const width = (high - low) / barCount;
  const counts = new Array<number>(barCount).fill(0);
  for (const ratio of ratios) {
    const bar = Math.min(barCount - 1, Math.max(0, Math.floor((ratio - low) / width)));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts.map((count, at) => ({ from: low + at * width, to: low + (at + 1) * width, count }));
}

function ratiosOf(grid: Grid): Float64Array {
  const size = grid.analytic.length;
  let most = 0;
  for (let at = 0; at < size; at++) most = Math.max(most, Math.abs(numericAt(grid, at)) || 0);
  const ratios = new Float64Array(size);
  let count = 0;
  for (let at = 0; at < size; at++) {
    const numeric = numericAt(grid, at);
    const ratio = (grid.analytic[at] ?? NaN) / numeric;
    if (Math.abs(numeric) > 1e-6 * most && Number.isFinite(ratio)) ratios[count++] = ratio;
  }
  return ratios.subarray(0, count);
}

/** Always shows 0 and 1, and at most −4 … 6; what lies outside is counted at the ends. */
function span(ratios: Float64Array): [number, number] {
  let [low, high] = [0, 2];
  for (const ratio of ratios) {
    if (ratio < low) low = ratio;
    if (ratio > high) high = ratio;
  }
  return [Math.max(-4, low), Math.min(6, high)];
}
