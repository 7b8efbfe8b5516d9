import * as l10n from '@vscode/l10n';
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { useEffect, useRef } from 'preact/hooks';
import type { Grid } from './cells.ts';
import { usePalette } from './theme.ts';

const size = 150;
const margin = 10;

/** Backward against cost, one dot per cell, with the diagonal on which every right gradient lies. */
export function Scatter({ grid }: { grid: Grid }): preact.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const wrong = grid.cells.filter((cell) => cell.verdict === 'wrong').length;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const points = grid.cells.filter((cell) => Number.isFinite(cell.analytic) && Number.isFinite(cell.numeric));
    const [low = -1, high = 1] = extent(points.flatMap((cell) => [cell.analytic, cell.numeric]));
    const scale = scaleLinear([low, high === low ? low + 1 : high], [margin, size - margin]);
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, size, size);
    context.strokeStyle = palette.foreground;
    context.globalAlpha = 0.5;
    context.beginPath();
    context.moveTo(margin, size - margin);
    context.lineTo(size - margin, margin);
    context.stroke();
    context.globalAlpha = 0.8;
    for (const cell of points) {
      context.fillStyle = cell.verdict === 'wrong' ? palette.positive : palette.negative;
      context.beginPath();
      context.arc(scale(cell.numeric), size - scale(cell.analytic), cell.verdict === 'wrong' ? 3 : 2, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }, [grid, palette]);
  return (
    <figure class="plot">
      <canvas
        ref={canvas}
        class="scatter"
        width={2 * size}
        height={2 * size}
        role="img"
        aria-label={l10n.t('Backward against cost: {0} of {1} points lie off the diagonal.', wrong, grid.cells.length)}
      />
      <figcaption>{l10n.t('backward (up) against cost (right)')}</figcaption>
    </figure>
  );
}
