import { interpolateRgb } from 'd3-interpolate';
import type { PictureMode } from '../state.ts';
import { cellValue, type Grid } from './cells.ts';

/** Colours that a picture is drawn with; blue and orange are told apart by all common kinds of colour blindness. */
export interface Palette {
  background: string;
  foreground: string;
  negative: string;
  positive: string;
}

/** A colour for every value, and the values at the two ends of the legend. */
export interface ColorScale {
  color(value: number): string;
  /** Text at the ends and in the middle of the legend. */
  low: number;
  middle: number;
  high: number;
}

const smallestRatio = 1 / 4;

export function colorScale(grid: Grid, mode: PictureMode, palette: Palette): ColorScale {
  return mode === 'ratio' ? ratioScale(palette) : signedScale(reach(grid, mode), palette);
}

/** Symmetric around 0. */
function signedScale(most: number, palette: Palette): ColorScale {
  const color = diverging(palette);
  return { color: (value) => color(value / most), low: -most, middle: 0, high: most };
}

/** Symmetric around 1 on a log scale, from ¼ to 4; a wrong sign is drawn as the far blue end. */
function ratioScale(palette: Palette): ColorScale {
  const color = diverging(palette);
  const place = (value: number): number => (value <= 0 ? -1 : -Math.log(value) / Math.log(smallestRatio));
  return { color: (value) => color(Number.isFinite(value) ? place(value) : NaN), low: 0.25, middle: 1, high: 4 };
}

/**
 * The value at the ends of the scale. Differences of a right gradient are drawn against the gradient's own size, so
 * that round-off does not look like a pattern.
 */
function reach(grid: Grid, mode: PictureMode): number {
  const isWrong = grid.cells.some((cell) => cell.verdict === 'wrong');
  const own = largest(grid, mode);
  const most = mode === 'residual' && !isWrong ? Math.max(own, largest(grid, 'numeric')) : own;
  return most > 0 ? most : 1;
}

function largest(grid: Grid, mode: PictureMode): number {
  let most = 0;
  for (const cell of grid.cells) {
    const value = Math.abs(cellValue(cell, mode));
    if (Number.isFinite(value) && value > most) most = value;
  }
  return most;
}

/** −1 … 0 … 1 → negative … background … positive; not a number gives the foreground. */
function diverging(palette: Palette): (share: number) => string {
  const below = interpolateRgb(palette.background, palette.negative);
  const above = interpolateRgb(palette.background, palette.positive);
  return (share) => {
    if (Number.isNaN(share)) return palette.foreground;
    const size = Math.sqrt(Math.min(1, Math.abs(share)));
    return share < 0 ? below(size) : above(size);
  };
}
