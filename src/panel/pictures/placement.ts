import { weight, type Grid } from './grid.ts';

/** Where a grid lies on a canvas, in CSS pixels. */
export interface Placement {
  left: number;
  top: number;
  /** Width and height of one cell. */
  cellWidth: number;
  cellHeight: number;
}

export interface Size {
  width: number;
  height: number;
}

const largestCell = 28;
const largestHeight = 380;
const smallestHeight = 24;

/** Size of the canvas that shows a whole grid in the given width; cells are squares where there is room. */
export function canvasSize(grid: Pick<Grid, 'rows' | 'columns'>, width: number): Size {
  const cell = Math.min(largestCell, width / grid.columns, largestHeight / grid.rows);
  const isThin = cell * grid.rows < smallestHeight || cell * grid.columns < smallestHeight;
  return {
    width: Math.round(Math.min(width, Math.max(cell * grid.columns, isThin ? smallestHeight : 0))),
    height: Math.round(Math.max(cell * grid.rows, smallestHeight)),
  };
}

/** Where the grid lies after zooming by `k` and moving by x, y. */
export function placed(
  grid: Pick<Grid, 'rows' | 'columns'>,
  size: Size,
  { x, y, k }: { x: number; y: number; k: number },
): Placement {
  return { left: x, top: y, cellWidth: (size.width / grid.columns) * k, cellHeight: (size.height / grid.rows) * k };
}

/** The largest zoom that helps: a cell of 20 pixels, and at least 8 times. */
export function largestZoom(grid: Pick<Grid, 'rows' | 'columns'>, size: Size): number {
  return Math.max(8, (20 * grid.columns) / size.width, (20 * grid.rows) / size.height);
}

/** The cells that one pixel shows along one axis: [first, last], or null outside of the grid. */
export function cellsAt(pixel: number, start: number, cell: number, count: number): [number, number] | null {
  const middle = Math.floor((pixel + 0.5 - start) / cell);
  if (middle < 0 || middle >= count) return null;
  if (cell >= 1) return [middle, middle];
  const first = Math.max(0, Math.ceil((pixel - start) / cell));
  const last = Math.min(count, Math.ceil((pixel + 1 - start) / cell)) - 1;
  return last < first ? [middle, middle] : [first, last];
}

/** The cell under a point; where several share its pixel, the one that is drawn there. */
export function cellAt(grid: Grid, at: Placement, x: number, y: number): number | null {
  const columns = cellsAt(Math.floor(x), at.left, at.cellWidth, grid.columns);
  const rows = cellsAt(Math.floor(y), at.top, at.cellHeight, grid.rows);
  return columns && rows ? worstOf(grid, rows, columns) : null;
}

/** The cell of a block that deserves to be seen most. */
export function worstOf(grid: Grid, [top, bottom]: [number, number], [left, right]: [number, number]): number {
  let worst = top * grid.columns + left;
  if (top === bottom && left === right) return worst;
  let most = -1;
  for (let row = top; row <= bottom; row++) {
    const start = row * grid.columns;
    for (let at = start + left; at <= start + right; at++) {
      const heavy = weight(grid, at);
      if (heavy > most) {
        most = heavy;
        worst = at;
      }
    }
  }
  return worst;
}

const moves: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Where an arrow key, Home or End leads from a cell; the first key starts at the first cell. */
export function moved(grid: Pick<Grid, 'rows' | 'columns'>, from: number | null, key: string): number | null {
  const move = moves[key];
  if (!move && key !== 'Home' && key !== 'End') return null;
  if (from === null) return 0;
  const row = Math.floor(from / grid.columns);
  if (!move) return row * grid.columns + (key === 'Home' ? 0 : grid.columns - 1);
  const down = Math.min(grid.rows - 1, Math.max(0, row + move[0]));
  const across = Math.min(grid.columns - 1, Math.max(0, (from % grid.columns) + move[1]));
  return down * grid.columns + across;
}
