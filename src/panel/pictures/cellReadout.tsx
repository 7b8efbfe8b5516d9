import type { LeafReport } from '../../model/report.ts';
import { formatValue } from '../../report/numbers.ts';
import { cellFlat, cellName, type Cell, type Grid } from './cells.ts';

/** The cell under the mouse, or under the arrow keys, in words. */
export function CellReadout(props: { leaf: LeafReport; grid: Grid; cell: Cell | null }): preact.JSX.Element {
  const { leaf, grid, cell } = props;
  if (!cell) {
    return <figcaption class="readout faint">Point at a cell to read it. Ctrl + wheel zooms, drag moves.</figcaption>;
  }
  const flat = cellFlat(leaf, grid, cell);
  const listed = leaf.worst.find((entry) => entry.flat === flat);
  const numeric = Number.isNaN(cell.numeric) ? 'not measured' : formatValue(cell.numeric);
  return (
    <figcaption class="readout" aria-live="polite">
      <strong>{cellName(leaf, grid, cell)}</strong>
      {flat === null ? '' : ` (θ index ${String(flat)})`}: backward {formatValue(cell.analytic)}, cost {numeric}
      {listed ? ` ± ${formatValue(listed.error)}` : ''}
    </figcaption>
  );
}
