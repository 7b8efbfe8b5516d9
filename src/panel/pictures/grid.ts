import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { entryName, textbookName } from '../../report/names.ts';
import { plainNumber } from '../../report/numbers.ts';
import type { LeafValues } from '../messages.ts';
import type { PictureMode } from '../state.ts';

/** Verdicts of a grid's cells. */
export const wrongCell = 1;
const unknownCell = 3;

/** A leaf as rows × columns cells, row-major, in plain numbers: a million entries are a million cells. */
export interface Grid {
  rows: number;
  columns: number;
  /** Every cell is one entry, no block of entries. */
  isWhole: boolean;
  /** The cost's gradient was measured entry by entry; else only `analytic` has values. */
  isMeasured: boolean;
  analytic: ArrayLike<number>;
  /** Analytic − numeric. */
  residual: ArrayLike<number>;
  /** Error bar of numeric. */
  error: ArrayLike<number>;
  /** 0 correct, 1 wrong, 2 inconclusive, 3 unknown. */
  verdict: Uint8Array;
  /** θ indices of cells that stand for blocks; null where cells are the entries in order. */
  flat: ArrayLike<number> | null;
}

/** The cells that the report itself has of a leaf; null where it has no picture. */
export function gridOf(leaf: LeafReport): Grid | null {
  const { picture } = leaf;
  if (!picture) return null;
  const size = picture.analytic.length;
  const letters = 'cwi';
  return {
    rows: picture.rows,
    columns: picture.columns,
    isWhole: picture.flat.length === 0,
    isMeasured: picture.residual.length > 0,
    analytic: Float64Array.from(picture.analytic, plainNumber),
    residual: Float64Array.from(picture.residual, plainNumber),
    error: Float64Array.from(picture.error, plainNumber),
    verdict: Uint8Array.from({ length: size }, (_, at) => {
      const found = letters.indexOf(picture.verdict[at] ?? ' ');
      return found === -1 ? unknownCell : found;
    }),
    flat: picture.flat.length === 0 ? null : picture.flat,
  };
}

/** All entries of a leaf. */
export function wholeGrid(leaf: LeafReport, { analytic, measured }: LeafValues): Grid {
  const columns = leaf.shape.at(-1) ?? 1;
  return {
    rows: leaf.size / columns,
    columns,
    isWhole: true,
    isMeasured: measured !== null,
    analytic,
    residual: measured?.residual ?? [],
    error: measured?.error ?? [],
    verdict: measured?.verdict ?? new Uint8Array(leaf.size).fill(unknownCell),
    flat: null,
  };
}

/** What the cost says at a cell; NaN where it was not measured. */
export function numericAt(grid: Grid, at: number): number {
  return (grid.analytic[at] ?? NaN) - (grid.residual[at] ?? NaN);
}

/** What a picture shows at a cell; NaN where it has no value there. */
export function cellValue(grid: Grid, at: number, mode: PictureMode): number {
  switch (mode) {
    case 'analytic':
      return grid.analytic[at] ?? NaN;
    case 'numeric':
      return numericAt(grid, at);
    case 'residual':
      return grid.residual[at] ?? NaN;
    case 'ratio':
      return (grid.analytic[at] ?? NaN) / numericAt(grid, at);
  }
}

/** How much a cell deserves to be seen where there is room for one of several: the worst, else the largest. */
export function weight(grid: Grid, at: number): number {
  const value = grid.isMeasured ? (grid.residual[at] ?? NaN) : (grid.analytic[at] ?? NaN);
  return Number.isNaN(value) ? Infinity : Math.abs(value);
}

/** θ index of a cell, or of the worst entry of its block. */
export function cellFlat(leaf: LeafReport, grid: Grid, at: number): number {
  return grid.flat?.[at] ?? leaf.offset + at;
}

/** "W[2][3,1]", and the block of entries that the cell stands for. */
export function cellName(leaf: LeafReport, grid: Grid, at: number): string {
  const name = entryName(leaf, cellFlat(leaf, grid, at));
  if (grid.isWhole) return name;
  const width = leaf.shape.at(-1) ?? 1;
  const rows = blockWords(Math.floor(at / grid.columns), grid.rows, leaf.size / width);
  const columns = blockWords(at % grid.columns, grid.columns, width);
  return l10n.t('{0}, worst of {1} rows {2}, columns {3}', name, textbookName(leaf), rows, columns);
}

function blockWords(part: number, parts: number, length: number): string {
  const first = Math.floor((part * length) / parts);
  const last = Math.floor(((part + 1) * length) / parts) - 1;
  return last <= first ? String(first) : `${String(first)}–${String(last)}`;
}
