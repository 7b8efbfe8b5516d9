import * as l10n from '@vscode/l10n';
import type { Report } from '../../model/report.ts';
import { missingGradients } from '../../report/missingGradients.ts';
import { usefulRuns, type OtherRun } from '../../report/usefulRuns.ts';
import { verdictSentence } from '../../report/words.ts';
import { post } from '../host.ts';
import type { PairState } from '../messages.ts';
import { signOf, verdictTitle } from '../words.ts';
import { Progress } from './progress.tsx';

/** The verdict in one line, where it comes from, and what can be done next. */
export function Header({ pair }: { pair: PairState }): preact.JSX.Element {
  const { result } = pair;
  const report = result?.report ?? null;
  const sign = report ? signOf(report) : '∂';
  return (
    <header>
      <div class="verdict" data-verdict={report?.verdict ?? 'none'} data-stale={result?.stale ?? false}>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        <div>
          <h1>{report ? verdictTitle(report) : l10n.t('Not checked yet')}</h1>
          <p class="place">
            <button class="link" onClick={() => post({ kind: 'open', target: { what: 'backward' } })}>
              {pair.name}
            </button>{' '}
            {l10n.t('in {0}', pair.place)}
          </p>
        </div>
      </div>
      {report && !report.error && <p class="headline">{verdictSentence(report)}</p>}
      {report && !report.error && <Missing report={report} />}
      {result?.stale && !pair.running && (
        <p class="banner" role="status">
          {l10n.t('The code was edited after this check. What you see is from before.')}
        </p>
      )}
      {pair.running ? <Progress progress={pair.running.progress} /> : <Actions pair={pair} />}
    </header>
  );
}

/** What the verdict does not cover stands right below it. */
function Missing({ report }: { report: Report }): preact.JSX.Element | null {
  const words = missingGradients(report);
  return words === null ? null : (
    <p class="banner">
      <span aria-hidden="true">⚠</span> {words}
    </p>
  );
}

function Actions({ pair }: { pair: PairState }): preact.JSX.Element {
  if (!pair.trusted) {
    return (
      <div class="actions">
        <p>{l10n.t('A gradient check runs the code of this folder.')}</p>
        <button class="primary" onClick={() => post({ kind: 'trust' })}>
          {l10n.t('Trust this folder…')}
        </button>
      </div>
    );
  }
  const report = pair.result?.report;
  const needsInputs = report?.error?.kind === 'unbound' || report?.error?.kind === 'inputs';
  return (
    <div class="actions" role="toolbar" aria-label={l10n.t('Checks')}>
      {needsInputs && (
        <button class="primary" onClick={() => post({ kind: 'create-inputs' })}>
          {l10n.t('Give inputs…')}
        </button>
      )}
      <button class={needsInputs ? '' : 'primary'} onClick={() => post({ kind: 'run', how: 'again' })}>
        {report ? l10n.t('Run again') : l10n.t('Run')}
      </button>
      {(report ? usefulRuns(report) : otherRuns).map((how) => (
        <OtherWay key={how} how={how} />
      ))}
    </div>
  );
}

const otherRuns: OtherRun[] = ['exact', 'other-inputs'];

function OtherWay({ how }: { how: OtherRun }): preact.JSX.Element {
  const [title, label] =
    how === 'exact'
      ? [l10n.t('Compare every entry, however long it takes'), l10n.t('Exact sweep')]
      : [l10n.t('Check with the next seed'), l10n.t('Other inputs')];
  return (
    <button title={title} onClick={() => post({ kind: 'run', how })}>
      {label}
    </button>
  );
}
