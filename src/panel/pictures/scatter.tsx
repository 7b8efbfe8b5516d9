import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { LeafReport } from '../../model/report.ts';
import { entryName, textbookGradient } from '../../report/names.ts';
import { formatCount, formatValue, safeNumber } from '../../report/numbers.ts';
import { drawScatter, scatterRange } from './drawScatter.ts';
import { cellFlat, numericAt, wrongCell, type Grid } from './grid.ts';
import { PictureFrame, type TableBehind } from './pictureFrame.tsx';
import { usePalette } from './theme.ts';

const size = 190;
const margin = 10;
const density = 2;
const mostRows = 200;

/** Backward against cost, one mark per cell, with the diagonal on which every right gradient lies. */
export function Scatter({ leaf, grid }: { leaf: LeafReport; grid: Grid }): preact.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const [low, high] = useMemo(() => scatterRange(grid).map(safeNumber).map(formatValue), [grid]);
  const wrong = useMemo(() => grid.verdict.reduce((sum, one) => sum + (one === wrongCell ? 1 : 0), 0), [grid]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) drawScatter(context, grid, palette, { size, margin, density });
  }, [grid, palette]);
  return (
    <PictureFrame
      title={l10n.t('Backward against cost')}
      file={`${textbookGradient(leaf)}-scatter`}
      caption={l10n.t(
        'Across: the cost says. Up: backward says. Both from {0} to {1}. ● right, × wrong.',
        low ?? '',
        high ?? '',
      )}
      table={pointTable(leaf, grid)}
      parts={{ subtitle: textbookGradient(leaf) }}
    >
      <canvas
        ref={canvas}
        class="scatter"
        width={density * size}
        height={density * size}
        role="img"
        aria-label={l10n.t(
          'Backward against cost: {0} of {1} points are wrong and lie off the diagonal.',
          formatCount(wrong),
          formatCount(grid.analytic.length),
        )}
      />
    </PictureFrame>
  );
}

function pointTable(leaf: LeafReport, grid: Grid): TableBehind {
  const total = grid.analytic.length;
  return {
    head: [l10n.t('entry'), l10n.t('backward says'), l10n.t('the cost says')],
    total,
    rows: () =>
      Array.from({ length: Math.min(mostRows, total) }, (_, at) => [
        entryName(leaf, cellFlat(leaf, grid, at)),
        formatValue(safeNumber(grid.analytic[at] ?? NaN)),
        formatValue(safeNumber(numericAt(grid, at))),
      ]),
  };
}
