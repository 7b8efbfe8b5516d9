import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { formatCount } from '../../report/numbers.ts';
import { post } from '../host.ts';
import type { Grid } from '../pictures/grid.ts';
import { HeatMap } from '../pictures/heatMap.tsx';
import { RatioHistogram } from '../pictures/ratioHistogram.tsx';
import { Scatter } from '../pictures/scatter.tsx';
import { StepCurve } from '../pictures/stepCurve.tsx';
import { useWidth } from '../pictures/useWidth.ts';
import { modes, type Action, type View } from '../state.ts';
import { modeTitle } from '../words.ts';

/** The pictures of one leaf. */
export function Pictures(props: {
  report: Report;
  leaf: LeafReport;
  grid: Grid;
  view: View;
  dispatch: (action: Action) => void;
}): preact.JSX.Element {
  const { report, leaf, grid, view, dispatch } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const usual = leaf.verdict === 'correct' ? 'analytic' : 'residual';
  const mode = grid.isMeasured ? (view.mode ?? usual) : 'analytic';
  return (
    <div class="pictures" ref={box}>
      {grid.isMeasured && (
        <div class="modes" role="group" aria-label={l10n.t('What the picture shows')}>
          {modes.map((one) => (
            <button key={one} aria-pressed={one === mode} onClick={() => dispatch({ kind: 'mode', mode: one })}>
              {modeTitle(one)}
            </button>
          ))}
        </div>
      )}
      <Reduced leaf={leaf} grid={grid} />
      <HeatMap leaf={leaf} grid={grid} mode={mode} width={width} />
      <div class="plots">
        {grid.isMeasured && grid.analytic.length > 1 && (
          <>
            <Scatter leaf={leaf} grid={grid} />
            <RatioHistogram grid={grid} name={textbookGradient(leaf)} />
          </>
        )}
        <StepCurve leaf={leaf} epsilon={report.textbook?.epsilon ?? null} />
      </div>
    </div>
  );
}

/** What the pictures leave out, and how to see it. */
function Reduced({ leaf, grid }: { leaf: LeafReport; grid: Grid }): preact.JSX.Element | null {
  if (grid.isMeasured && grid.isWhole) return null;
  return (
    <p class="faint">
      {grid.isMeasured
        ? l10n.t('Every cell stands for a block of the {0} entries and shows its worst one.', formatCount(leaf.size))
        : unmeasuredWords(leaf)}{' '}
      <button class="link" onClick={() => post({ kind: 'run', how: 'exact' })}>
        {grid.isMeasured ? l10n.t('Run again to see all') : l10n.t('Run an exact sweep')}
      </button>
    </p>
  );
}

function unmeasuredWords(leaf: LeafReport): string {
  return leaf.verdict === 'wrong'
    ? l10n.t('The entries were not measured one by one; rings mark those that were found wrong.')
    : l10n.t('The entries were not measured one by one.');
}
