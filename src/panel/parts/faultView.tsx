import * as l10n from '@vscode/l10n';
import type { Report } from '../../model/report.ts';
import { post } from '../host.ts';

/** What kept the check from a verdict, and where. */
export function FaultView({ report }: { report: Report }): preact.JSX.Element | null {
  const { error, question } = report;
  if (!error) return null;
  return (
    <section aria-labelledby="fault-title">
      <h2 id="fault-title">{l10n.t('What happened')}</h2>
      <p>{question?.message ?? error.message}</p>
      {error.line !== null && (
        <p>
          <button class="link" onClick={() => post({ kind: 'open', target: { what: 'fault' } })}>
            {l10n.t('Go to line {0}', error.line)}
          </button>
        </p>
      )}
      {question && (
        <p>
          {l10n.t('A line in the doc comment of {0} would do:', report.backward)}{' '}
          <code>{`@gradcheck ${question.tag}`}</code>
        </p>
      )}
      {error.stack && (
        <pre tabIndex={0} role="region" aria-label={l10n.t('Stack')}>
          {error.stack}
        </pre>
      )}
    </section>
  );
}
