import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { formatValue } from '../../report/numbers.ts';
import { cellFlat, cellName, type Cell, type Grid } from './cells.ts';

/** The cell under the mouse, or under the arrow keys, in words. */
export function CellReadout(props: { leaf: LeafReport; grid: Grid; cell: Cell | null }): preact.JSX.Element {
  const { leaf, grid, cell } = props;
  if (!cell) {
    const help = l10n.t('Point at a cell to read it. Ctrl + wheel zooms, drag moves.');
    return <figcaption class="readout faint">{help}</figcaption>;
  }
  const flat = cellFlat(leaf, grid, cell);
  const listed = leaf.worst.find((entry) => entry.flat === flat);
  const numeric = Number.isNaN(cell.numeric) ? l10n.t('not measured') : formatValue(cell.numeric);
  return (
    <figcaption class="readout" aria-live="polite">
      <strong>{cellName(leaf, grid, cell)}</strong>
      {flat === null ? '' : ` (${l10n.t('θ index {0}', flat)})`}:{' '}
      {l10n.t('backward says {0}, the cost says {1}', formatValue(cell.analytic), numeric)}
      {listed ? ` ± ${formatValue(listed.error)}` : ''}
    </figcaption>
  );
}
