import { interpolateRgb } from 'd3-interpolate';
import type { PictureMode } from '../state.ts';
import { cellValue, wrongCell, type Grid } from './grid.ts';

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
  /** The same colour as a pixel of ImageData (little-endian RGBA). */
  pixel(value: number): number;
  low: number;
  high: number;
}

const smallestRatio = 1 / 4;
/** Steps from the middle to either end: more than an eye can tell apart. */
const steps = 256;

export function colorScale(grid: Grid, mode: PictureMode, palette: Palette): ColorScale {
  const most = mode === 'ratio' ? 1 : reach(grid, mode);
  const share = mode === 'ratio' ? ratioShare : (value: number): number => value / most;
  const colors = diverging(palette);
  const pixels = Uint32Array.from(colors, pixelOf);
  const index = (value: number): number => {
    const at = share(value);
    if (Number.isNaN(at)) return 2 * steps + 1;
    const size = Math.sqrt(Math.min(1, Math.abs(at)));
    return Math.round(steps + (at < 0 ? -size : size) * steps);
  };
  return {
    color: (value) => colors[index(value)] ?? palette.foreground,
    pixel: (value) => pixels[index(value)] ?? 0,
    low: mode === 'ratio' ? smallestRatio : -most,
    high: mode === 'ratio' ? 1 / smallestRatio : most,
  };
}

/** Symmetric around 1 on a log scale, from ¼ to 4; a wrong sign is drawn as the far end below. */
function ratioShare(value: number): number {
  if (!Number.isFinite(value)) return NaN;
  return value <= 0 ? -1 : -Math.log(value) / Math.log(smallestRatio);
}

/**
 * The value at the ends of the scale. Differences of a right gradient are drawn against the gradient's own size, so
 * that round-off does not look like a pattern.
 */
function reach(grid: Grid, mode: PictureMode): number {
  const own = largest(grid, mode);
  const isRight = mode === 'residual' && !grid.verdict.includes(wrongCell);
  const most = isRight ? Math.max(own, largest(grid, 'numeric')) : own;
  return most > 0 ? most : 1;
}

function largest(grid: Grid, mode: PictureMode): number {
  let most = 0;
  for (let at = 0; at < grid.analytic.length; at++) {
    const value = Math.abs(cellValue(grid, at, mode));
    if (value > most && value < Infinity) most = value;
  }
  return most;
}

/** Colours from −1 over 0 (the background) to 1, and at the end the one of "not a number". */
function diverging({ background, foreground, negative, positive }: Palette): string[] {
  const below = interpolateRgb(background, negative);
  const above = interpolateRgb(background, positive);
  const colors = Array.from({ length: 2 * steps + 1 }, (_, at) =>
    at < steps ? below((steps - at) / steps) : above((at - steps) / steps),
  );
  return [...colors, interpolateRgb(foreground, foreground)(0)];
}

function pixelOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
