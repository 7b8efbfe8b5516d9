import * as l10n from '@vscode/l10n';
import type { LeafReport } from '../../model/report.ts';
import { textbookName } from '../../report/names.ts';
import { layersOf, wrongFrom } from '../layers.ts';
import { signs, verdictWord } from '../words.ts';

/** The network as a column of layers, the cost on top: "right above, wrong below" is seen at a glance. */
export function Network(props: {
  leaves: LeafReport[];
  open: string | null;
  onOpen: (leaf: string) => void;
}): preact.JSX.Element | null {
  const layers = layersOf(props.leaves);
  if (layers.filter((one) => one.layer !== null).length < 2) return null;
  const from = wrongFrom(layers);
  return (
    <section aria-labelledby="network-title">
      <h2 id="network-title">{l10n.t('The network')}</h2>
      <ol class="network">
        <li class="end" aria-hidden="true">
          {l10n.t('cost J')}
        </li>
        {layers.map(({ layer, leaves, verdict }) => (
          <li key={String(layer)} data-verdict={verdict}>
            <span class="layer">{layer === null ? l10n.t('others') : l10n.t('layer {0}', layer)}</span>
            {leaves.map((leaf) => (
              <button
                key={leaf.name}
                class="chip"
                data-verdict={leaf.verdict}
                aria-pressed={leaf.name === props.open}
                aria-label={`${textbookName(leaf)}: ${verdictWord(leaf.verdict)}`}
                onClick={() => props.onOpen(leaf.name)}
              >
                <span aria-hidden="true">{signs[leaf.verdict]}</span> {textbookName(leaf)}
              </button>
            ))}
          </li>
        ))}
      </ol>
      {from !== null && (
        <p>
          {l10n.t(
            'Right above layer {0}, wrong from there down: look at the step through layer {1} into layer {0}.',
            from,
            from + 1,
          )}
        </p>
      )}
    </section>
  );
}
