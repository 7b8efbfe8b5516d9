import * as l10n from '@vscode/l10n';
import { formatValue } from '../../report/numbers.ts';
import type { PictureMode } from '../state.ts';
import type { ColorScale } from './colors.ts';

/** Shares of the way from the low end to the high end. */
export const legendSteps = Array.from({ length: 21 }, (_, at) => at / 20);

/** The value at a share of the way; ratios are spread evenly on a log scale. */
export function legendValue({ low, high }: ColorScale, mode: PictureMode, share: number): number {
  return mode === 'ratio' ? low * (high / low) ** share : low + share * (high - low);
}

/** What stands at the low end, in the middle and at the high end. */
export function legendWords({ low, high }: ColorScale, mode: PictureMode): [string, string, string] {
  if (mode === 'ratio') return [l10n.t('≤ ¼ or wrong sign'), '1', '≥ 4'];
  return [formatValue(low), '0', formatValue(high)];
}
