import type { LeafReport } from '../model/report.ts';
import { shownReport, type LeafValuesOf, type PairState } from './messages.ts';

/** What a picture of a leaf shows. */
export type PictureMode = 'residual' | 'analytic' | 'numeric' | 'ratio';

export type EntryColumn = 'entry' | 'flat' | 'analytic' | 'numeric' | 'residual' | 'error';

/** How the page looks at a pair; it survives a reload of the window. */
export interface View {
  /** Name of the opened leaf; null opens the first wrong one. */
  leaf: string | null;
  /** Null: differences of a gradient that is not correct, else what backward says. */
  mode: PictureMode | null;
  sort: { column: EntryColumn; descending: boolean } | null;
  filter: string;
}

export interface PageState {
  pair: PairState | null;
  view: View;
  /** Every entry of one leaf: only those of the opened one are held. */
  values: LeafValuesOf | null;
}

export type Action =
  | { kind: 'pair'; pair: PairState | null }
  | { kind: 'running'; running: PairState['running'] }
  | { kind: 'values'; values: LeafValuesOf }
  | { kind: 'leaf'; leaf: string }
  | { kind: 'mode'; mode: PictureMode }
  | { kind: 'sort'; column: EntryColumn }
  | { kind: 'filter'; filter: string };

export const firstView: View = { leaf: null, mode: null, sort: null, filter: '' };

/** The one place where the page's state changes. */
export function reduce(state: PageState, action: Action): PageState {
  switch (action.kind) {
    case 'pair':
      return {
        pair: action.pair,
        view: isSamePair(state.pair, action.pair) ? state.view : { ...firstView },
        values:
          action.pair?.result && state.values?.of === shownReport(action.pair.result).values ? state.values : null,
      };
    case 'running':
      return { ...state, pair: state.pair && { ...state.pair, running: action.running } };
    case 'values':
      return { ...state, values: action.values };
    case 'leaf':
      return { ...state, view: { ...state.view, leaf: action.leaf, sort: null, filter: '' } };
    case 'mode':
      return { ...state, view: { ...state.view, mode: action.mode } };
    case 'sort':
      return { ...state, view: { ...state.view, sort: nextSort(state.view.sort, action.column) } };
    case 'filter':
      return { ...state, view: { ...state.view, filter: action.filter } };
  }
}

/** The leaf whose details are open: the chosen one, else the first wrong, else the first without a verdict, else the first. */
export function openLeaf(state: PageState): LeafReport | null {
  const result = state.pair?.result;
  const leaves = result ? shownReport(result).leaves : [];
  return (
    leaves.find((leaf) => leaf.name === state.view.leaf) ??
    leaves.find((leaf) => leaf.verdict === 'wrong') ??
    leaves.find((leaf) => leaf.verdict === 'inconclusive') ??
    leaves[0] ??
    null
  );
}

/** Reads the state that an earlier page saved; anything else gives the first view. */
export function readSavedView(saved: unknown): View {
  const view = isRecord(saved) && isRecord(saved['view']) ? saved['view'] : {};
  const { leaf, mode, filter, sort } = view;
  return {
    ...firstView,
    leaf: typeof leaf === 'string' ? leaf : null,
    mode: modes.find((one) => one === mode) ?? null,
    filter: typeof filter === 'string' ? filter : '',
    sort: readSort(sort),
  };
}

export const modes: PictureMode[] = ['residual', 'analytic', 'numeric', 'ratio'];

const columns: EntryColumn[] = ['entry', 'flat', 'analytic', 'numeric', 'residual', 'error'];

function readSort(value: unknown): View['sort'] {
  if (!isRecord(value)) return null;
  const column = columns.find((one) => one === value['column']);
  return column ? { column, descending: value['descending'] === true } : null;
}

/** A first click sorts the largest to the top, the second turns round, the third goes back to worst first. */
function nextSort(sort: View['sort'], column: EntryColumn): View['sort'] {
  if (sort?.column !== column) return { column, descending: true };
  return sort.descending ? { column, descending: false } : null;
}

/** Before the first pair arrives the saved view stands. */
function isSamePair(one: PairState | null, other: PairState | null): boolean {
  return one === null || (one.file === other?.file && one.pairId === other.pairId);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
