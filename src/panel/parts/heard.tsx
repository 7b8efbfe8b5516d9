import * as l10n from '@vscode/l10n';
import { missingGradients } from '../../report/missingGradients.ts';
import { verdictSentence } from '../../report/words.ts';
import type { PairState } from '../messages.ts';
import { verdictTitle } from '../words.ts';

/**
 * What a screen reader is told without being asked: that a check goes on, and how it ended. It is always there, because
 * only what changes inside of a region that is known is read out.
 */
export function Heard({ pair }: { pair: PairState }): preact.JSX.Element {
  return (
    <p class="heard hidden" role="status">
      {pair.running ? l10n.t('Checking…') : verdictWords(pair)}
    </p>
  );
}

function verdictWords({ result }: PairState): string {
  if (!result) return '';
  const { report } = result;
  const missing = report.error ? null : missingGradients(report);
  return [`${verdictTitle(report)}.`, verdictSentence(report), missing].filter((part) => part !== null).join(' ');
}
