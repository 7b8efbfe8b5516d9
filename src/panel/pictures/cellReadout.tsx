import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { formatError, formatValue, safeNumber } from '../../report/numbers.ts';
import { cellFlat, cellName, cellValue, numericAt, type Grid } from './grid.ts';

/** The cell under the mouse, or under the arrow keys, in words: index, both values and the error bar. */
export function CellReadout(props: { leaf: LeafReport; grid: Grid; cell: number | null }): preact.JSX.Element {
  const { leaf, grid, cell } = props;
  if (cell === null) {
    const help = l10n.t('Point at a cell to read it. Ctrl + wheel or + and − zoom, drag moves.');
    return <p class="readout faint">{help}</p>;
  }
  return (
    <p class="readout" aria-live="polite">
      <strong>{cellName(leaf, grid, cell)}</strong> ({l10n.t('θ index {0}', cellFlat(leaf, grid, cell))}):{' '}
      {valueWords(grid, cell)}
    </p>
  );
}

function valueWords(grid: Grid, cell: number): string {
  const analytic = formatValue(safeNumber(cellValue(grid, cell, 'analytic')));
  if (!grid.isMeasured) return l10n.t('backward says {0}; the cost was not measured here', analytic);
  const numeric = formatValue(safeNumber(numericAt(grid, cell)));
  const error = formatError(safeNumber(grid.error[cell] ?? NaN));
  return l10n.t('backward says {0}, the cost says {1} ± {2}', analytic, numeric, error);
}
