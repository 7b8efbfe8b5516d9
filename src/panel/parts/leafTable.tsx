import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { textbookName } from '../../report/names.ts';
import { formatDifference, formatShape } from '../../report/numbers.ts';
import { Thumbnail } from '../pictures/thumbnail.tsx';
import { signs, verdictWord, wrongCountWords } from '../words.ts';

/** A row for every W[l] and b[l]. */
export function LeafTable(props: {
  leaves: LeafReport[];
  open: string | null;
  onOpen: (leaf: string) => void;
}): preact.JSX.Element {
  const hasCauses = props.leaves.some((leaf) => leaf.cause);
  const hasDifferences = props.leaves.some((leaf) => leaf.difference !== null);
  const allRight = props.leaves.every((leaf) => leaf.verdict === 'correct');
  return (
    <section aria-labelledby="leaves-title">
      <h2 id="leaves-title">{l10n.t('Every gradient')}</h2>
      <div class="wide">
        <table class="leaves">
          <thead>
            <tr>
              <th scope="col">
                <span class="spelled">{l10n.t('verdict')}</span>
              </th>
              <th scope="col">{l10n.t('parameter')}</th>
              <th scope="col">{l10n.t('shape')}</th>
              {hasDifferences && <th scope="col">{l10n.t('difference')}</th>}
              {!allRight && <th scope="col">{l10n.t('wrong entries')}</th>}
              {hasCauses && <th scope="col">{l10n.t('cause')}</th>}
              {!allRight && (
                <th scope="col" class="small-picture">
                  {l10n.t('picture')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {props.leaves.map((leaf) => (
              <LeafRow
                key={leaf.name}
                leaf={leaf}
                hasCauses={hasCauses}
                hasDifferences={hasDifferences}
                allRight={allRight}
                isOpen={leaf.name === props.open}
                onOpen={props.onOpen}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LeafRow(props: {
  leaf: LeafReport;
  hasCauses: boolean;
  hasDifferences: boolean;
  allRight: boolean;
  isOpen: boolean;
  onOpen: (leaf: string) => void;
}): preact.JSX.Element {
  const { leaf, hasCauses, hasDifferences, allRight, isOpen, onOpen } = props;
  return (
    <tr data-verdict={leaf.verdict} aria-current={isOpen ? 'true' : undefined} onClick={() => onOpen(leaf.name)}>
      <td class="word">
        <span aria-hidden="true">{signs[leaf.verdict]}</span> <span class="spelled">{verdictWord(leaf.verdict)}</span>
      </td>
      <th scope="row">
        <button class="link" aria-expanded={isOpen}>
          {textbookName(leaf)}
        </button>{' '}
        <span class="faint">{leaf.gradientName}</span>
      </th>
      <td>{formatShape(leaf.shape)}</td>
      {hasDifferences && <td class="number">{leaf.difference === null ? '' : formatDifference(leaf.difference)}</td>}
      {!allRight && <td>{wrongCountWords(leaf)}</td>}
      {hasCauses && <td>{leaf.cause?.label ?? ''}</td>}
      {!allRight && <td class="small-picture">{leaf.verdict !== 'correct' && <Thumbnail leaf={leaf} />}</td>}
    </tr>
  );
}
