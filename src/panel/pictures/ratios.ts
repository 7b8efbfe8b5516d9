import { bin } from 'd3-array';
import type { Grid } from './cells.ts';

export interface Bar {
  from: number;
  to: number;
  count: number;
}

const binCount = 25;

/** How often backward is how many times the cost's gradient; cells whose gradient is as good as zero say nothing. */
export function ratioBars(grid: Grid): Bar[] {
  const most = grid.cells.reduce((found, cell) => Math.max(found, Math.abs(cell.numeric) || 0), 0);
  const ratios = grid.cells
    .filter((cell) => Math.abs(cell.numeric) > 1e-6 * most)
    .map((cell) => cell.analytic / cell.numeric)
    .filter(Number.isFinite);
  if (ratios.length === 0) return [];
  const [low, high] = span(ratios);
  const clipped = ratios.map((ratio) => Math.min(high, Math.max(low, ratio)));
  const width = (high - low) / binCount;
  const edges = Array.from({ length: binCount - 1 }, (_, at) => low + (at + 1) * width);
  const bins = bin().domain([low, high]).thresholds(edges)(clipped);
  return bins.map((one) => ({ from: one.x0 ?? low, to: one.x1 ?? high, count: one.length }));
}

/** Always shows 0 and 1, and at most −4 … 6; what lies outside is counted at the ends. */
function span(ratios: number[]): [number, number] {
  const low = Math.max(-4, Math.min(0, ...ratios));
  const high = Math.min(6, Math.max(2, ...ratios));
  return [low, high];
}
