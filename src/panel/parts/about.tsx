import * as l10n from '@vscode/l10n';
import type { Report } from '../../model/report.ts';
import { missingGradients } from '../../report/missingGradients.ts';
import { formatCount, formatDuration, formatError } from '../../report/numbers.ts';
import { post } from '../host.ts';
import type { CopyWhat } from '../messages.ts';

/** What stands beside the verdict: notes, inputs, how it was measured, and the ways to hand it on. */
export function Notes({ report }: { report: Report }): preact.JSX.Element | null {
  const missing = report.error ? null : missingGradients(report); // The header says it.
  const notes = report.notes.filter(({ message }) => message !== missing);
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">{l10n.t('Good to know')}</h2>
      <ul class="notes">
        {notes.map((note) => (
          <li key={note.id} data-severity={note.severity}>
            <span aria-hidden="true">{note.severity === 'warning' ? '⚠' : 'ℹ'}</span> {note.message}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Inputs({ report }: { report: Report }): preact.JSX.Element | null {
  const { inputs } = report;
  if (!inputs) return null;
  return (
    <section aria-labelledby="inputs-title">
      <h2 id="inputs-title">{l10n.t('Inputs')}</h2>
      <p>
        {inputs.path === null ? (
          inputs.description
        ) : (
          <button class="link" onClick={() => post({ kind: 'open', target: { what: 'inputs' } })}>
            {inputs.description}
          </button>
        )}
        {l10n.t(', seed {0}.', inputs.seed)}{' '}
        <button class="link" onClick={() => post({ kind: 'create-inputs' })}>
          {l10n.t('Change them…')}
        </button>
      </p>
      {inputs.arguments.length > 0 && (
        <dl>
          {inputs.arguments.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const exports: { what: CopyWhat; title: string }[] = [
  { what: 'markdown', title: 'Markdown' },
  { what: 'json', title: 'JSON' },
  { what: 'csv', title: 'CSV' },
];

export function HandOn({ report }: { report: Report }): preact.JSX.Element {
  return (
    <section aria-labelledby="hand-on-title">
      <h2 id="hand-on-title">{l10n.t('Hand it on')}</h2>
      <div class="actions">
        <button onClick={() => post({ kind: 'copy', what: 'issue' })}>{l10n.t('Copy for an issue')}</button>
        <button onClick={() => post({ kind: 'copy', what: 'markdown' })}>{l10n.t('Copy for a chat')}</button>
        {exports.map(({ what, title }) => (
          <button key={what} onClick={() => post({ kind: 'export', what })}>
            {l10n.t('Save as {0}…', title)}
          </button>
        ))}
      </div>
      <p class="faint">{measuredWords(report)}</p>
    </section>
  );
}

function measuredWords(report: Report): string {
  const parts = [
    report.evaluations === 0
      ? formatDuration(report.milliseconds)
      : l10n.t(
          '{0} evaluations of the cost in {1}',
          formatCount(report.evaluations),
          formatDuration(report.milliseconds),
        ),
    report.noise === null ? '' : l10n.t('noise of one cost value {0}', formatError(report.noise)),
    report.host,
  ];
  return parts.filter((part) => part !== '').join('; ');
}
