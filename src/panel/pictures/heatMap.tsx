import * as l10n from '@vscode/l10n';
import type { ZoomTransform } from 'd3-zoom';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LeafReport } from '../../model/report.ts';
import { formatShape } from '../../report/numbers.ts';
import type { PictureMode } from '../state.ts';
import { modeTitle } from '../words.ts';
import { CellReadout } from './cellReadout.tsx';
import type { Cell, Grid } from './cells.ts';
import { drawGrid, type Placement } from './drawGrid.ts';
import { Legend } from './legend.tsx';
import { usePalette } from './theme.ts';
import { useZoom } from './useZoom.ts';

const largestCell = 28;
const largestHeight = 360;

/** The heat map of a leaf: wheel and drag zoom and pan, hover or arrow keys read one cell. */
export function HeatMap(props: { leaf: LeafReport; grid: Grid; mode: PictureMode; width: number }): preact.JSX.Element {
  const { leaf, grid, mode, width } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const [at, setAt] = useState<number | null>(null);
  const size = useMemo(() => canvasSize(grid, width), [grid, width]);
  const transform = useZoom(canvas, size);
  const placement = placed(grid, size, transform);
  useEffect(() => {
    if (canvas.current) drawGrid(canvas.current, grid, mode, palette, placement);
  }, [grid, mode, palette, size, transform]);
  const cell = at === null ? null : (grid.cells[at] ?? null);
  const hover = (event: MouseEvent): void => setAt(cellAt(grid, placement, event.offsetX, event.offsetY));
  const move = (event: KeyboardEvent): void => {
    const next = moved(grid, at, event.key);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <figure class="heat-map">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={l10n.t(
          '{0}, heat map of {1} entries. Arrow keys read entries; the table below lists the worst.',
          modeTitle(mode),
          formatShape(leaf.shape),
        )}
        width={2 * size.width}
        height={2 * size.height}
        style={{ width: `${String(size.width)}px`, height: `${String(size.height)}px` }}
        onMouseMove={hover}
        onMouseLeave={() => setAt(null)}
        onKeyDown={move}
      />
      <Legend grid={grid} mode={mode} />
      <CellReadout leaf={leaf} grid={grid} cell={cell} />
    </figure>
  );
}

function canvasSize(grid: Grid, width: number): { width: number; height: number } {
  const cell = Math.max(3, Math.min(largestCell, width / grid.columns, largestHeight / grid.rows));
  return { width: Math.round(cell * grid.columns), height: Math.round(cell * grid.rows) };
}

function placed(grid: Grid, size: { width: number; height: number }, transform: ZoomTransform): Placement {
  return {
    left: transform.x,
    top: transform.y,
    cellWidth: (size.width / grid.columns) * transform.k,
    cellHeight: (size.height / grid.rows) * transform.k,
  };
}

function cellAt(grid: Grid, at: Placement, x: number, y: number): number | null {
  const column = Math.floor((x - at.left) / at.cellWidth);
  const row = Math.floor((y - at.top) / at.cellHeight);
  const isInside = column >= 0 && column < grid.columns && row >= 0 && row < grid.rows;
  return isInside ? row * grid.columns + column : null;
}

/** Where an arrow key leads; the first one starts at the first cell. */
function moved(grid: Grid, at: number | null, key: string): number | null {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  };
  const step = steps[key];
  if (!step) return null;
  const from: Cell | undefined = grid.cells[at ?? -1];
  if (!from) return 0;
  const row = Math.min(grid.rows - 1, Math.max(0, from.row + step[0]));
  const column = Math.min(grid.columns - 1, Math.max(0, from.column + step[1]));
  return row * grid.columns + column;
}
