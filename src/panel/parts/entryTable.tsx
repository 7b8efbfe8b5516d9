import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { formatCount, formatError, formatValue, safeNumber } from '../../report/numbers.ts';
import { entriesText, entryRows, type EntryRow } from '../entries.ts';
import { post } from '../host.ts';
import type { Action, EntryColumn, View } from '../state.ts';
import { signs, verdictWord } from '../words.ts';

const columns = (): { id: EntryColumn; title: string }[] => [
  { id: 'entry', title: l10n.t('entry') },
  { id: 'flat', title: l10n.t('θ index') },
  { id: 'analytic', title: l10n.t('backward says') },
  { id: 'numeric', title: l10n.t('the cost says') },
  { id: 'residual', title: l10n.t('difference') },
];

/** The worst entries of a leaf; a click on one leads to the line that computes it. */
export function EntryTable(props: {
  leaf: LeafReport;
  view: View;
  dispatch: (action: Action) => void;
  onOpen: () => void;
}): preact.JSX.Element | null {
  const { leaf, view, dispatch, onOpen } = props;
  if (leaf.worst.length === 0) return null;
  const rows = entryRows(leaf, view);
  return (
    <div class="entries">
      <h3>{leaf.verdict === 'correct' ? l10n.t('Entries that differ most') : l10n.t('Worst entries')}</h3>
      <div class="tools">
        <input
          type="search"
          aria-label={l10n.t('Filter entries')}
          placeholder={l10n.t('Filter: 3,1 or wrong')}
          value={view.filter}
          onInput={(event) => dispatch({ kind: 'filter', filter: event.currentTarget.value })}
        />
        <button onClick={() => post({ kind: 'copy-text', text: entriesText(rows) })}>{l10n.t('Copy table')}</button>
        <span class="faint" role="status">
          {l10n.t('{0} of {1} entries listed', formatCount(rows.length), formatCount(leaf.size))}
        </span>
      </div>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">{l10n.t('verdict')}</span>
              </th>
              {columns().map((column) => (
                <Head key={column.id} column={column} sort={view.sort} dispatch={dispatch} />
              ))}
              <th scope="col">
                <span class="hidden">{l10n.t('debug')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.entry.flat} leaf={leaf.name} row={row} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Head(props: {
  column: { id: EntryColumn; title: string };
  sort: View['sort'];
  dispatch: (action: Action) => void;
}): preact.JSX.Element {
  const { column, sort, dispatch } = props;
  const isSorted = sort?.column === column.id;
  const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const arrow = isSorted ? (sort.descending ? ' ↓' : ' ↑') : '';
  return (
    <th scope="col" aria-sort={order}>
      <button class="link" onClick={() => dispatch({ kind: 'sort', column: column.id })}>
        {column.title}
        {arrow}
      </button>
    </th>
  );
}

function Row(props: { leaf: string; row: EntryRow; onOpen: () => void }): preact.JSX.Element {
  const { leaf, row, onOpen } = props;
  const { entry, name, residual } = row;
  const label = l10n.t('Debug, and break where {0} is computed', name);
  const stop = (event: MouseEvent): void => {
    event.stopPropagation();
    post({ kind: 'break', leaf, flat: entry.flat });
  };
  return (
    <tr data-verdict={entry.verdict} onClick={onOpen}>
      <td class="word">
        <span aria-hidden="true">{signs[entry.verdict]}</span>
        <span class="hidden">{verdictWord(entry.verdict)}</span>
      </td>
      <th scope="row">
        <button class="link" title={l10n.t('Go to the line that computes it')}>
          {name}
        </button>
      </th>
      <td class="number">{entry.flat}</td>
      <td class="number">{formatValue(entry.analytic)}</td>
      <td class="number">
        {formatValue(entry.numeric)} <span class="faint">± {formatError(entry.error)}</span>
      </td>
      <td class="number">{formatValue(safeNumber(residual))}</td>
      <td>
        <button class="link" title={label} aria-label={label} onClick={stop}>
          {l10n.t('break')}
        </button>
      </td>
    </tr>
  );
}
