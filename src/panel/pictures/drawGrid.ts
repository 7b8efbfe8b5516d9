import type { PictureMode } from '../state.ts';
import { cellValue, type Cell, type Grid } from './cells.ts';
import { colorScale, type Palette } from './colors.ts';

/** Where the grid lies on the canvas, in CSS pixels. */
export interface Placement {
  left: number;
  top: number;
  /** Width and height of one cell. */
  cellWidth: number;
  cellHeight: number;
}

/** Draws the grid; cells that are wrong get a mark of their own, so that colour is not all that tells. */
export function drawGrid(
  canvas: HTMLCanvasElement,
  grid: Grid,
  mode: PictureMode,
  palette: Palette,
  at: Placement,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const pixels = canvas.width / (canvas.clientWidth || canvas.width);
  context.setTransform(pixels, 0, 0, pixels, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const scale = colorScale(grid, mode, palette);
  for (const cell of grid.cells) {
    const value = cellValue(cell, mode);
    const box = cellBox(cell, at);
    if (Number.isNaN(value)) drawCross(context, box, palette);
    else {
      context.fillStyle = scale.color(value);
      context.fillRect(box.x, box.y, box.width, box.height);
      if (cell.verdict === 'wrong' && at.cellWidth >= 10) drawDot(context, box, palette);
    }
  }
  context.strokeStyle = palette.foreground;
  context.globalAlpha = 0.4;
  context.strokeRect(at.left + 0.5, at.top + 0.5, at.cellWidth * grid.columns - 1, at.cellHeight * grid.rows - 1);
  context.globalAlpha = 1;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A hair line of background between cells that are large enough. */
function cellBox(cell: Cell, at: Placement): Box {
  const gap = at.cellWidth >= 8 ? 1 : 0;
  return {
    x: at.left + cell.column * at.cellWidth,
    y: at.top + cell.row * at.cellHeight,
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
