import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LeafReport } from '../../model/report.ts';
import { entryName, textbookGradient } from '../../report/names.ts';
import { formatShape, formatValue, safeNumber } from '../../report/numbers.ts';
import type { PictureMode } from '../state.ts';
import { modeHelp, modeTitle } from '../words.ts';
import { CellReadout } from './cellReadout.tsx';
import { colorScale, type ColorScale } from './colors.ts';
import { drawGrid } from './drawGrid.ts';
import { cellFlat, cellValue, type Grid } from './grid.ts';
import { Legend } from './legend.tsx';
import { legendValue, legendWords } from './legendScale.ts';
import { PictureFrame, type TableBehind } from './pictureFrame.tsx';
import { canvasSize, cellAt, largestZoom, moved, placed, type Placement } from './placement.ts';
import type { PictureParts } from './savePicture.ts';
import { usePalette } from './theme.ts';
import { useZoom, type Zoom } from './useZoom.ts';

const zoomStep = 1.6;
const mostRows = 200;

/** The heat map of a leaf: wheel, drag and buttons zoom and pan, hover or arrow keys read one cell. */
export function HeatMap(props: { leaf: LeafReport; grid: Grid; mode: PictureMode; width: number }): preact.JSX.Element {
  const { leaf, grid, mode, width } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const [at, setAt] = useState<number | null>(null);
  const size = useMemo(() => canvasSize(grid, width), [grid, width]);
  const zoom = useZoom(canvas, size, largestZoom(grid, size));
  const placement = placed(grid, size, zoom.transform);
  const scale = useMemo(() => colorScale(grid, mode, palette), [grid, mode, palette]);
  const found = useMemo(() => foundCells(leaf, grid), [leaf, grid]);
  useLayoutEffect(() => {
    if (canvas.current) drawGrid(canvas.current, grid, mode, palette, placement, { chosen: at, found, scale });
  }, [grid, mode, palette, size, zoom.transform, at]);
  useEffect(() => setAt(null), [grid]);
  const hover = (event: MouseEvent): void => setAt(cellAt(grid, placement, event.offsetX, event.offsetY));
  const press = (event: KeyboardEvent): void => {
    if (takeKey(event.key, { grid, at, placement, zoom, setAt })) event.preventDefault();
  };
  return (
    <PictureFrame
      title={l10n.t('{0}: {1}, {2}', modeTitle(mode), textbookGradient(leaf), formatShape(leaf.shape))}
      file={`${textbookGradient(leaf)}-${mode}`}
      caption={modeHelp(mode)}
      table={cellTable(leaf, grid, mode)}
      tools={<ZoomTools zoom={zoom} />}
      parts={legendParts(scale, mode)}
      wide
    >
      <canvas
        ref={canvas}
        class="heat-map"
        tabIndex={0}
        role="application"
        aria-label={l10n.t(
          '{0}, heat map of {1} entries. Arrow keys read entries, plus and minus zoom; the table below lists the values.',
          modeTitle(mode),
          formatShape(leaf.shape),
        )}
        width={density() * size.width}
        height={density() * size.height}
        style={{ width: `${String(size.width)}px`, height: `${String(size.height)}px` }}
        onMouseMove={hover}
        onMouseLeave={() => setAt(null)}
        onKeyDown={press}
      />
      <Legend scale={scale} mode={mode} />
      <CellReadout leaf={leaf} grid={grid} cell={at} />
    </PictureFrame>
  );
}

/** Where entries were not measured one by one, the few that were and are wrong: their colour does not tell. */
function foundCells(leaf: LeafReport, grid: Grid): number[] {
  if (grid.isMeasured || !grid.isWhole) return [];
  return leaf.worst.filter(({ verdict }) => verdict === 'wrong').map(({ flat }) => flat - leaf.offset);
}

/** Device pixels per CSS pixel; two even on a coarse screen, so that a saved picture is sharp. */
function density(): number {
  return Math.min(3, Math.max(2, Math.round(window.devicePixelRatio)));
}

function ZoomTools({ zoom }: { zoom: Zoom }): preact.JSX.Element {
  return (
    <>
      <button
        class="icon"
        title={l10n.t('Zoom in (+)')}
        aria-label={l10n.t('Zoom in')}
        onClick={() => zoom.by(zoomStep)}
      >
        +
      </button>
      <button
        class="icon"
        title={l10n.t('Zoom out (−)')}
        aria-label={l10n.t('Zoom out')}
        onClick={() => zoom.by(1 / zoomStep)}
      >
        −
      </button>
      <button class="icon" title={l10n.t('Show all (0)')} aria-label={l10n.t('Show all')} onClick={zoom.reset}>
        <AllIcon />
      </button>
    </>
  );
}

function AllIcon(): preact.JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" fill="none" stroke="currentColor" stroke-width="1.3" />
    </svg>
  );
}

interface KeyTarget {
  grid: Grid;
  at: number | null;
  placement: Placement;
  zoom: Zoom;
  setAt: (at: number) => void;
}

/** @returns whether the key means something here */
function takeKey(key: string, { grid, at, placement, zoom, setAt }: KeyTarget): boolean {
  if (key === '+' || key === '=') zoom.by(zoomStep);
  else if (key === '-') zoom.by(1 / zoomStep);
  else if (key === '0') zoom.reset();
  else {
    const next = moved(grid, at, key);
    if (next === null) return false;
    setAt(next);
    const x = placement.left + ((next % grid.columns) + 0.5) * placement.cellWidth;
    zoom.reveal(x, placement.top + (Math.floor(next / grid.columns) + 0.5) * placement.cellHeight);
  }
  return true;
}

function cellTable(leaf: LeafReport, grid: Grid, mode: PictureMode): TableBehind {
  const size = grid.analytic.length;
  return {
    head: [l10n.t('entry'), modeTitle(mode)],
    total: size,
    rows: () =>
      Array.from({ length: Math.min(size, mostRows) }, (_, at) => [
        entryName(leaf, cellFlat(leaf, grid, at)),
        formatValue(safeNumber(cellValue(grid, at, mode))),
      ]),
  };
}

function legendParts(scale: ColorScale, mode: PictureMode): PictureParts {
  const [low, , high] = legendWords(scale, mode);
  return {
    subtitle: modeHelp(mode),
    legend: { color: (share) => scale.color(legendValue(scale, mode, share)), low, high },
  };
}
