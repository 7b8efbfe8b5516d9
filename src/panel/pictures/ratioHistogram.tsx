import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { useMemo } from 'preact/hooks';
import { formatCount } from '../../report/numbers.ts';
import type { Grid } from './grid.ts';
import { PictureFrame } from './pictureFrame.tsx';
import { ratioBars, type Bar } from './ratios.ts';

const width = 230;
const height = 190;
const floor = height - 22;

/** Histogram of backward ÷ cost: a bug by a constant factor is one bar away from 1. */
export function RatioHistogram({ grid, name }: { grid: Grid; name: string }): preact.JSX.Element | null {
  const bars = useMemo(() => ratioBars(grid), [grid]);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const x = scaleLinear()
    .domain([first.from, last.to])
    .range([8, width - 8]);
  const y = scaleLinear()
    .domain([0, Math.max(...bars.map((bar) => bar.count))])
    .range([floor, 14]);
  return (
    <PictureFrame
      title={l10n.t('Ratio backward ÷ cost')}
      file={`${name}-ratios`}
      caption={l10n.t('How many entries have which ratio. Dashed: 1, which is right.')}
      table={{
        head: [l10n.t('from'), l10n.t('to'), l10n.t('entries')],
        rows: () => bars.map(({ from, to, count }) => [from.toFixed(2), to.toFixed(2), formatCount(count)]),
      }}
    >
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        class="plot"
        role="img"
        aria-label={spoken(bars)}
      >
        {bars.map((bar) => (
          <rect
            key={bar.from}
            class="bar"
            x={x(bar.from) + 0.5}
            width={Math.max(1, x(bar.to) - x(bar.from) - 1)}
            y={bar.count > 0 ? Math.min(floor - 1.5, y(bar.count)) : floor}
            height={bar.count > 0 ? Math.max(1.5, floor - y(bar.count)) : 0}
          />
        ))}
        <line class="axis" x1="4" x2={width - 4} y1={floor} y2={floor} />
        <line class="right" x1={x(1)} x2={x(1)} y1="8" y2={floor} />
        {x.ticks(5).map((tick) => (
          <text key={tick} class="tick" x={x(tick)} y={height - 6} text-anchor="middle">
            {tick}
          </text>
        ))}
      </svg>
    </PictureFrame>
  );
}

function spoken(bars: Bar[]): string {
  const top = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  return l10n.t(
    'Histogram of ratios. Most entries ({0}) lie between {1} and {2} times the cost’s gradient; 1 is right.',
    formatCount(top.count),
    top.from.toFixed(1),
    top.to.toFixed(1),
  );
}
