import * as l10n from '@vscode/l10n';
import type { LeafReport, Verdict } from '../../model/report.ts';
import { plainNumber } from '../../report/numbers.ts';
import { entryName, textbookName } from '../../report/names.ts';
import type { PictureMode } from '../state.ts';

/** One cell of a leaf's picture, in plain numbers. */
export interface Cell {
  row: number;
  column: number;
  analytic: number;
  /** NaN where the fast check did not measure it. */
  numeric: number;
  verdict: Verdict | null;
}

export interface Grid {
  rows: number;
  columns: number;
  cells: Cell[];
  /** Every cell is one entry, no block of entries. */
  isWhole: boolean;
  /** The cost's gradient was measured entry by entry. */
  isMeasured: boolean;
}

/** The cells of a leaf; null where the report has no picture of it. */
export function gridOf(leaf: LeafReport): Grid | null {
  const { picture } = leaf;
  if (!picture) return null;
  const cells = picture.analytic.map((value, at) => {
    const numeric = picture.numeric[at] ?? null;
    return {
      row: Math.floor(at / picture.columns),
      column: at % picture.columns,
      analytic: plainNumber(value),
      numeric: numeric === null ? NaN : plainNumber(numeric),
      verdict: picture.verdict[at] ?? null,
    };
  });
  return {
    rows: picture.rows,
    columns: picture.columns,
    cells,
    isWhole: picture.rows * picture.columns === leaf.size,
    isMeasured: picture.numeric.some((value) => value !== null),
  };
}

/** What a picture shows at a cell; NaN where it has no value there. */
export function cellValue(cell: Cell, mode: PictureMode): number {
  switch (mode) {
    case 'analytic':
      return cell.analytic;
    case 'numeric':
      return cell.numeric;
    case 'residual':
      return cell.analytic - cell.numeric;
    case 'ratio':
      return cell.analytic / cell.numeric;
  }
}

/** "W[2][3,1]", or the block of entries that the cell stands for. */
export function cellName(leaf: LeafReport, grid: Grid, cell: Cell): string {
  if (grid.isWhole) return entryName(leaf, leaf.offset + cell.row * grid.columns + cell.column);
  const width = leaf.shape.at(-1) ?? 1;
  const height = leaf.size / width;
  const rows = blockWords(cell.row, grid.rows, height);
  const columns = blockWords(cell.column, grid.columns, width);
  return l10n.t('{0} rows {1}, columns {2} (worst entry)', textbookName(leaf), rows, columns);
}

/** θ index of a cell that is one entry; null for a block. */
export function cellFlat(leaf: LeafReport, grid: Grid, cell: Cell): number | null {
  return grid.isWhole ? leaf.offset + cell.row * grid.columns + cell.column : null;
}

function blockWords(part: number, parts: number, length: number): string {
  const first = Math.floor((part * length) / parts);
  const last = Math.floor(((part + 1) * length) / parts) - 1;
  return last <= first ? String(first) : `${String(first)}–${String(last)}`;
}
