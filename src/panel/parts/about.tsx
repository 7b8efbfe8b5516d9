import type { Report } from '../../model/report.ts';
import { formatCount, formatDuration, formatValue } from '../../report/numbers.ts';
import { post } from '../host.ts';
import type { CopyWhat } from '../messages.ts';

/** What stands beside the verdict: notes, inputs, how it was measured, and the ways to hand it on. */
export function Notes({ report }: { report: Report }): preact.JSX.Element | null {
  if (report.notes.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">Good to know</h2>
      <ul class="notes">
        {report.notes.map((note) => (
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
      <h2 id="inputs-title">Inputs</h2>
      <p>
        {inputs.path === null ? (
          inputs.description
        ) : (
          <button class="link" onClick={() => post({ kind: 'open', target: { what: 'inputs' } })}>
            {inputs.description}
          </button>
        )}
        , seed {inputs.seed}.{' '}
        <button class="link" onClick={() => post({ kind: 'create-inputs' })}>
          Change them…
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
  { what: 'markdown', title: 'Markdown…' },
  { what: 'json', title: 'JSON…' },
  { what: 'csv', title: 'CSV…' },
];

export function HandOn({ report }: { report: Report }): preact.JSX.Element {
  return (
    <section aria-labelledby="hand-on-title">
      <h2 id="hand-on-title">Hand it on</h2>
      <div class="actions">
        <button onClick={() => post({ kind: 'copy', what: 'issue' })}>Copy for an issue</button>
        <button onClick={() => post({ kind: 'copy', what: 'markdown' })}>Copy for a chat</button>
        {exports.map(({ what, title }) => (
          <button key={what} onClick={() => post({ kind: 'export', what })}>
            Save as {title}
          </button>
        ))}
      </div>
      <p class="faint">
        {formatCount(report.evaluations)} evaluations of the cost in {formatDuration(report.milliseconds)}
        {report.noise === null ? '' : `; noise of one cost value ${formatValue(report.noise)}`}; {report.host}
      </p>
    </section>
  );
}
