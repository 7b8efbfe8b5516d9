import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { LeafReport } from '../../model/report.ts';
import { gridOf } from './grid.ts';
import { drawGrid } from './drawGrid.ts';
import { usePalette } from './theme.ts';

const width = 64;
const height = 28;

/** The small heat map of a row; what it shows is also said by the row's words. */
export function Thumbnail({ leaf }: { leaf: LeafReport }): preact.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const grid = useMemo(() => gridOf(leaf), [leaf]);
  useLayoutEffect(() => {
    if (!canvas.current || !grid) return;
    const place = { left: 0, top: 0, cellWidth: width / grid.columns, cellHeight: height / grid.rows };
    drawGrid(canvas.current, grid, grid.isMeasured ? 'residual' : 'analytic', palette, place);
  }, [grid, palette]);
  return <canvas ref={canvas} class="thumbnail" width={2 * width} height={2 * height} aria-hidden="true" />;
}
