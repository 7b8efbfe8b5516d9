import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';

/** A tested explanation with its evidence. */
export function CauseView({ cause }: { cause: Cause }): preact.JSX.Element {
  if (cause.id === 'several') return <Several cause={cause} />;
  return (
    <div class="cause">
      <p>
        <strong>{cause.message}</strong>
        {isGuess(cause) && ` ${l10n.t('(likely; another cause would fit as well)')}`}
      </p>
      <p>{cause.advice}</p>
      {cause.evidence.length > 0 && (
        <details>
          <summary>{l10n.t('What was tested')}</summary>
          <ul>
            {cause.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Several mistakes at once, one below the other; each has its evidence at its own gradient. */
function Several({ cause }: { cause: Cause }): preact.JSX.Element {
  const { isOpen, count } = cause.constants;
  return (
    <div class="cause">
      <p>
        <strong>
          {isOpen === undefined
            ? l10n.t('{0} different things are wrong', count ?? cause.evidence.length)
            : l10n.t('No single cause explains them all')}
        </strong>
      </p>
      <ul>
        {cause.evidence.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{cause.advice}</p>
    </div>
  );
}

/** That the cause is not known is no guess. */
function isGuess({ id, confidence }: Cause): boolean {
  return confidence === 'likely' && id !== 'unknown';
}
