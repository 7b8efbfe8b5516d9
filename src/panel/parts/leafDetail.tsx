import * as l10n from '@vscode/l10n';
import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { formatCount, formatError } from '../../report/numbers.ts';
import { doubtWords } from '../../report/doubts.ts';
import { post } from '../host.ts';
import { useGrid } from '../pictures/useGrid.ts';
import type { Action, PageState } from '../state.ts';
import { signs, verdictWord, wrongCountWords } from '../words.ts';
import { CauseView } from './causeView.tsx';
import { EntryTable } from './entryTable.tsx';
import { Pictures } from './pictures.tsx';

/** Everything about one gradient: cause, pictures, worst entries. */
export function LeafDetail(props: {
  report: Report;
  leaf: LeafReport;
  state: PageState;
  dispatch: (action: Action) => void;
}): preact.JSX.Element {
  const { report, leaf, state, dispatch } = props;
  const { view } = state;
  const grid = useGrid(report, leaf, state.values);
  const open = (): void => post({ kind: 'open', target: { what: 'leaf', leaf: report.leaves.indexOf(leaf) } });
  const count = wrongCountWords(leaf);
  return (
    <section class="detail" aria-labelledby="detail-title" data-verdict={leaf.verdict}>
      <h2 id="detail-title">
        <span class="word">
          <span aria-hidden="true">{signs[leaf.verdict]}</span> {textbookGradient(leaf)}
        </span>{' '}
        {verdictWord(leaf.verdict)}
        {count && !leaf.cause && ` ${l10n.t('in {0} entries', count)}`}
      </h2>
      <p>
        <button class="link" onClick={open}>
          {leaf.site ? l10n.t('Go to line {0}', leaf.site.line) : l10n.t('Go to the backward function')}
        </button>
      </p>
      {leaf.hiddenEntries > 0 && <p>{hiddenWords(leaf)}</p>}
      {leaf.verdict === 'inconclusive' && <p>{l10n.t('No verdict: {0}.', doubtWords(leaf.doubt))}</p>}
      {leaf.cause && leaf.cause.message !== report.cause?.message && <CauseView cause={leaf.cause} />}
      {leaf.verdict === 'wrong' && !leaf.cause && (
        <p>{l10n.t('No known cause fits. The pictures may show a pattern.')}</p>
      )}
      <Bound leaf={leaf} />
      {leaf.notes.map((note) => (
        <p key={note.id}>{note.message}</p>
      ))}
      {grid && <Pictures report={report} leaf={leaf} grid={grid} view={view} dispatch={dispatch} />}
      <EntryTable leaf={leaf} view={view} dispatch={dispatch} onOpen={open} />
    </section>
  );
}

/** A share in percent, with as many digits as it takes to say something. */
function formatShare(share: number): string {
  const percent = 100 * share;
  return `${percent < 0.01 ? percent.toExponential(0) : Number(percent.toPrecision(2))} %`;
}

/** What a correct verdict vouches for. */
function Bound({ leaf }: { leaf: LeafReport }): preact.JSX.Element | null {
  if (leaf.verdict !== 'correct' || leaf.bound === null) return null;
  const how =
    leaf.checkedEntries >= leaf.size
      ? l10n.t('All {0} entries were compared.', formatCount(leaf.size))
      : l10n.t('Checked as a whole, along random directions.');
  const bound = l10n.t('An error of one entry above {0} would have been seen.', formatError(leaf.bound));
  const share = Number(leaf.bound) / Number(leaf.median);
  const scale = !Number.isFinite(share)
    ? ''
    : share > 1
      ? l10n.t('That is more than half of its entries have: with these inputs most are close to 0.')
      : l10n.t('That is {0} of the median size of its entries.', formatShare(share));
  return (
    <p class="faint">
      {how} {bound} {scale}
    </p>
  );
}

function hiddenWords({ hiddenEntries }: LeafReport): string {
  return hiddenEntries === 1
    ? l10n.t('One wrong entry is 0 with these inputs, so the pictures cannot show it.')
    : l10n.t(
        '{0} wrong entries are 0 with these inputs, so the pictures cannot show them.',
        formatCount(hiddenEntries),
      );
}
