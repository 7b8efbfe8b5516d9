import * as l10n from '@vscode/l10n';
import { formatDifference } from '../../report/numbers.ts';
import type { HistoryEntry } from '../historyEntry.ts';
import { changeSince, outcomeWord, signs } from '../words.ts';

/** Earlier runs of the pair, the latest first, each with what changed since the one before. */
export function History({ entries }: { entries: HistoryEntry[] }): preact.JSX.Element | null {
  if (entries.length < 2) return null;
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{l10n.t('Earlier runs')}</h2>
      <ol class="history">
        {entries.map((entry, at) => (
          <li key={entry.at} data-verdict={entry.verdict}>
            <time dateTime={new Date(entry.at).toISOString()}>{new Date(entry.at).toLocaleTimeString()}</time>{' '}
            <span class="word">
              <span aria-hidden="true">{entry.failed ? '!' : signs[entry.verdict]}</span> {outcomeWord(entry)}
            </span>
            {entry.wrong.length > 0 && ` (${entry.wrong.join(', ')})`}
            {entry.difference !== null && `, ${l10n.t('difference {0}', formatDifference(entry.difference))}`}
            {entry.seed !== null && `, ${l10n.t('seed {0}', entry.seed)}`}
            <Change now={entry} before={entries.slice(at + 1).find(({ failed }) => !failed)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Change(props: { now: HistoryEntry; before: HistoryEntry | undefined }): preact.JSX.Element | null {
  const words = changeSince(props.now, props.before);
  return words ? <span class="faint">: {words}</span> : null;
}
