import * as l10n from '@vscode/l10n';
import { post } from '../host.ts';
import type { Progress as CheckProgress } from '../messages.ts';

/** How far a check is, with the button that stops it. */
export function Progress({ progress }: { progress: CheckProgress | null }): preact.JSX.Element {
  const words = stageWords(progress?.stage ?? 'starting');
  const fraction = progress?.fraction ?? null;
  return (
    <div class="actions">
      <label class="progress">
        {words}
        {fraction === null ? <progress /> : <progress max={1} value={fraction} />}
      </label>
      <button onClick={() => post({ kind: 'cancel' })}>{l10n.t('Cancel')}</button>
    </div>
  );
}

function stageWords(stage: CheckProgress['stage']): string {
  switch (stage) {
    case 'starting':
      return l10n.t('Starting…');
    case 'loading':
      return l10n.t('Loading your code…');
    case 'binding':
      return l10n.t('Finding inputs…');
    case 'checking':
      return l10n.t('Checking…');
    case 'explaining':
      return l10n.t('Finding the cause…');
  }
}
