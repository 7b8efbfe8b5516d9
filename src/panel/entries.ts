import * as l10n from '@vscode/l10n';
import type { EntryReport, LeafReport } from '../model/report.ts';
import { entryName } from '../report/names.ts';
import { plainNumber } from '../report/numbers.ts';
import type { EntryColumn, View } from './state.ts';

/** A row of the table of worst entries. */
export interface EntryRow {
  entry: EntryReport;
  name: string;
  residual: number;
}

/** The listed entries of a leaf, filtered and sorted as the view says; worst first where it does not say. */
export function entryRows(leaf: LeafReport, view: Pick<View, 'sort' | 'filter'>): EntryRow[] {
  const rows = leaf.worst.map((entry) => ({
    entry,
    name: entryName(leaf, entry.flat),
    residual: plainNumber(entry.analytic) - plainNumber(entry.numeric),
  }));
  const wanted = view.filter.trim().toLowerCase();
  const kept = wanted === '' ? rows : rows.filter((row) => matches(row, wanted));
  const { sort } = view;
  if (!sort) return kept;
  const sign = sort.descending ? -1 : 1;
  return kept.sort((one, other) => sign * compare(sortKey(one, sort.column), sortKey(other, sort.column)));
}

/** Tab-separated, for a spreadsheet. */
export function entriesText(rows: EntryRow[]): string {
  const head = [
    l10n.t('entry'),
    l10n.t('θ index'),
    l10n.t('backward says'),
    l10n.t('the cost says'),
    l10n.t('error bar'),
    l10n.t('verdict'),
  ];
  const lines = rows.map(({ entry, name }) => [
    name,
    entry.flat,
    entry.analytic,
    entry.numeric,
    entry.error,
    entry.verdict,
  ]);
  return [head, ...lines].map((line) => line.join('\t')).join('\n');
}

function matches({ entry, name }: EntryRow, wanted: string): boolean {
  return name.toLowerCase().includes(wanted) || String(entry.flat) === wanted || entry.verdict === wanted;
}

function sortKey({ entry, residual }: EntryRow, column: EntryColumn): number {
  switch (column) {
    case 'entry':
    case 'flat':
      return entry.flat;
    case 'analytic':
      return plainNumber(entry.analytic);
    case 'numeric':
      return plainNumber(entry.numeric);
    case 'residual':
      return Math.abs(residual);
    case 'error':
      return plainNumber(entry.error);
  }
}

/** Not a number is the worst, so it counts as the largest. */
function compare(one: number, other: number): number {
  const [left, right] = [one, other].map((value) => (Number.isNaN(value) ? Infinity : value)) as [number, number];
  return left === right ? 0 : left < right ? -1 : 1;
}
