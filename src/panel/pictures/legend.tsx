import * as l10n from '@vscode/l10n';
import { formatValue } from '../../report/numbers.ts';
import type { PictureMode } from '../state.ts';
import type { Grid } from './cells.ts';
import { colorScale } from './colors.ts';
import { usePalette } from './theme.ts';

const steps = Array.from({ length: 21 }, (_, at) => at / 20);

/** What the colours mean. */
export function Legend({ grid, mode }: { grid: Grid; mode: PictureMode }): preact.JSX.Element {
  const palette = usePalette();
  const scale = colorScale(grid, mode, palette);
  const value = (share: number): number =>
    mode === 'ratio' ? scale.low * (scale.high / scale.low) ** share : scale.low + share * (scale.high - scale.low);
  return (
    <div class="legend" aria-hidden="true">
      <span>{mode === 'ratio' ? l10n.t('≤ ¼ or wrong sign') : formatValue(scale.low)}</span>
      <svg width="126" height="10">
        {steps.map((share, at) => (
          <rect key={share} x={at * 6} width="6" height="10" fill={scale.color(value(share))} />
        ))}
      </svg>
      <span>{mode === 'ratio' ? '≥ 4' : formatValue(scale.high)}</span>
    </div>
  );
}
