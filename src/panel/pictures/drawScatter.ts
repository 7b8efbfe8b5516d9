import { scaleLinear } from 'd3-scale';
import type { Palette } from './colors.ts';
import { numericAt, wrongCell, type Grid } from './grid.ts';

/** Beyond this many points each is a few pixels instead of a shape. */
const mostMarks = 4000;

/** The ends that both axes share; points that are not finite have no place. */
export function scatterRange(grid: Grid): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < grid.analytic.length; at++) {
    const [analytic, numeric] = [grid.analytic[at] ?? NaN, numericAt(grid, at)];
    if (!Number.isFinite(analytic) || !Number.isFinite(numeric)) continue;
    low = Math.min(low, analytic, numeric);
    high = Math.max(high, analytic, numeric);
  }
  if (low > high) return [-1, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** Dots lie right, crosses wrong; the diagonal is where every right gradient lies. `size` and `margin` in CSS pixels. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  grid: Grid,
  palette: Palette,
  { size, margin, density }: { size: number; margin: number; density: number },
): void {
  const scale = scaleLinear(scatterRange(grid), [margin, size - margin]);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = palette.foreground;
  context.globalAlpha = 0.5;
  line(context, margin, size - margin, size - margin, margin);
  context.globalAlpha = 1;
  if (grid.analytic.length > mostMarks) {
    drawCrowd(context, grid, palette, { scale, size, density });
    return;
  }
  // Wrong ones last, so that they lie on top.
  for (const isWrong of [false, true]) {
    context.fillStyle = context.strokeStyle = isWrong ? palette.positive : palette.negative;
    for (let at = 0; at < grid.analytic.length; at++) {
      const [x, y] = [scale(numericAt(grid, at)), size - scale(grid.analytic[at] ?? NaN)];
      const isDrawn = Number.isFinite(x) && Number.isFinite(y) && (grid.verdict[at] === wrongCell) === isWrong;
      if (isDrawn) mark(context, x, y, isWrong);
    }
  }
}

function mark(context: CanvasRenderingContext2D, x: number, y: number, isWrong: boolean): void {
  if (isWrong) {
    line(context, x - 3, y - 3, x + 3, y + 3);
    line(context, x - 3, y + 3, x + 3, y - 3);
    return;
  }
  context.beginPath();
  context.arc(x, y, 2, 0, 2 * Math.PI);
  context.fill();
}

/** A few pixels per point, wrong ones over right ones: no shape is built for any of a million. */
function drawCrowd(
  context: CanvasRenderingContext2D,
  grid: Grid,
  palette: Palette,
  { scale, size, density }: { scale: (value: number) => number; size: number; density: number },
): void {
  const width = size * density;
  const image = context.getImageData(0, 0, width, width);
  const pixels = new Uint32Array(image.data.buffer);
  const [right, wrong] = [pixelOf(palette.negative), pixelOf(palette.positive)];
  const factor = (scale(1) - scale(0)) * density;
  const start = scale(0) * density;
  for (let at = 0; at < grid.analytic.length; at++) {
    const x = Math.round(start + factor * numericAt(grid, at));
    const y = Math.round(width - start - factor * (grid.analytic[at] ?? NaN));
    // Three by three, or a single wrong one could not be seen.
    if (!(x >= 1 && x < width - 1 && y >= 1 && y < width - 1)) continue;
    const isWrong = grid.verdict[at] === wrongCell;
    for (let place = (y - 1) * width + x - 1; place <= (y + 1) * width + x; place += width) {
      for (let pixel = place; pixel < place + 3; pixel++) {
        if (isWrong) pixels[pixel] = wrong;
        else if (pixels[pixel] !== wrong) pixels[pixel] = right;
      }
    }
  }
  context.putImageData(image, 0, 0);
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** '#rrggbb' as a pixel of ImageData (little-endian RGBA). */
function pixelOf(color: string): number {
  const value = Number.parseInt(color.slice(1), 16);
  const [red, green, blue] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
