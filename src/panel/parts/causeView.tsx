import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';

/** A tested explanation with its evidence. */
export function CauseView({ cause }: { cause: Cause }): preact.JSX.Element {
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

/** That the cause is not known, and that there are several, are no guesses. */
function isGuess({ id, confidence }: Cause): boolean {
  return confidence === 'likely' && id !== 'unknown' && id !== 'several';
}
