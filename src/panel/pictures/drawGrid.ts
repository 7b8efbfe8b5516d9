import type { PictureMode } from '../state.ts';
import { colorScale, type ColorScale, type Palette } from './colors.ts';
import { cellValue, wrongCell, type Grid } from './grid.ts';
import { cellsAt, worstOf, type Placement } from './placement.ts';

interface Drawing {
  context: CanvasRenderingContext2D;
  grid: Grid;
  mode: PictureMode;
  palette: Palette;
  scale: ColorScale;
  at: Placement;
}

/** From this size on a cell is a box with a gap and marks of its own; smaller ones are painted pixel by pixel. */
const smallestBox = 8;

interface Extras {
  /** The cell that is read; it gets a frame. */
  chosen?: number | null;
  /** Cells that get a ring round them. */
  found?: number[];
  scale?: ColorScale;
}

/**
 * Draws the grid, and a frame round the cell that is read. Wrong cells get a mark of their own where there is room,
 * so that colour is not all that tells.
 */
export function drawGrid(
  canvas: HTMLCanvasElement,
  grid: Grid,
  mode: PictureMode,
  palette: Palette,
  at: Placement,
  { chosen = null, found = [], scale = colorScale(grid, mode, palette) }: Extras = {},
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const drawing = { context, grid, mode, palette, at, scale };
  const pixels = canvas.width / (canvas.clientWidth || canvas.width);
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (Math.min(at.cellWidth, at.cellHeight) >= smallestBox) drawBoxes(drawing, canvas, pixels);
  else drawPixels(drawing, canvas, pixels);
  context.strokeStyle = palette.foreground;
  context.lineWidth = 1;
  context.globalAlpha = 0.4;
  context.strokeRect(at.left + 0.5, at.top + 0.5, at.cellWidth * grid.columns - 1, at.cellHeight * grid.rows - 1);
  context.globalAlpha = 1;
  for (const cell of found) drawRing(drawing, cell);
  if (chosen !== null) drawChoice(drawing, chosen);
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function drawBoxes(drawing: Drawing, canvas: HTMLCanvasElement, pixels: number): void {
  const { context, grid, mode, palette, scale, at } = drawing;
  const [width, height] = [canvas.width / pixels, canvas.height / pixels];
  const last = (start: number, cell: number, room: number, count: number): number =>
    Math.min(count - 1, Math.floor((room - start) / cell));
  for (let row = Math.max(0, Math.floor(-at.top / at.cellHeight)); ; row++) {
    if (row > last(at.top, at.cellHeight, height, grid.rows)) break;
    for (let column = Math.max(0, Math.floor(-at.left / at.cellWidth)); ; column++) {
      if (column > last(at.left, at.cellWidth, width, grid.columns)) break;
      const cell = row * grid.columns + column;
      const value = cellValue(grid, cell, mode);
      const box = cellBox(at, row, column, 1);
      if (Number.isNaN(value)) {
        drawCross(context, box, palette);
        continue;
      }
      context.fillStyle = scale.color(value);
      context.fillRect(box.x, box.y, box.width, box.height);
      if (grid.verdict[cell] === wrongCell) drawDot(context, box, palette);
    }
  }
}

/** Every pixel of the canvas gets the colour of its cell; of several cells it shows the worst. */
function drawPixels(
  { context, grid, mode, palette, scale, at }: Drawing,
  canvas: HTMLCanvasElement,
  pixels: number,
): void {
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  const target = new Uint32Array(image.data.buffer);
  target.fill(scale.pixel(mode === 'ratio' ? 1 : 0));
  const columns = Array.from({ length: width }, (_, x) =>
    cellsAt(x, at.left * pixels, at.cellWidth * pixels, grid.columns),
  );
  for (let y = 0; y < height; y++) {
    const rows = cellsAt(y, at.top * pixels, at.cellHeight * pixels, grid.rows);
    if (!rows) continue;
    for (let x = 0; x < width; x++) {
      const across = columns[x];
      if (across) target[y * width + x] = scale.pixel(cellValue(grid, worstOf(grid, rows, across), mode));
    }
  }
  context.putImageData(image, 0, 0);
  context.strokeStyle = palette.foreground;
}

function drawRing({ context, grid, palette, at }: Drawing, cell: number): void {
  const box = cellBox(at, Math.floor(cell / grid.columns), cell % grid.columns, 0);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.foreground;
  context.beginPath();
  const radius = Math.max(5, Math.min(box.width, box.height) / 3);
  context.arc(box.x + box.width / 2, box.y + box.height / 2, radius, 0, 2 * Math.PI);
  context.stroke();
}

function drawChoice({ context, grid, palette, at }: Drawing, chosen: number): void {
  const box = cellBox(at, Math.floor(chosen / grid.columns), chosen % grid.columns, 0);
  const room = Math.max(0, 6 - Math.min(box.width, box.height)) / 2;
  context.lineWidth = 2;
  context.strokeStyle = palette.foreground;
  context.strokeRect(box.x - room, box.y - room, box.width + 2 * room, box.height + 2 * room);
}

function cellBox(at: Placement, row: number, column: number, gap: number): Box {
  return {
    x: at.left + column * at.cellWidth,
    y: at.top + row * at.cellHeight,
    width: at.cellWidth - gap,
    height: at.cellHeight - gap,
  };
}

function drawDot(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  context.fillStyle = palette.foreground;
  context.fillRect(box.x + box.width / 2 - 1.5, box.y + box.height / 2 - 1.5, 3, 3);
}

function drawCross(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  context.strokeStyle = palette.foreground;
  context.globalAlpha = 0.6;
  context.beginPath();
  context.moveTo(box.x, box.y);
  context.lineTo(box.x + box.width, box.y + box.height);
  context.moveTo(box.x + box.width, box.y);
  context.lineTo(box.x, box.y + box.height);
  context.stroke();
  context.globalAlpha = 1;
}
