import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { useMemo } from 'preact/hooks';
import type { Grid } from './cells.ts';
import { ratioBars } from './ratios.ts';

const width = 220;
const height = 150;
const floor = height - 22;

/** Histogram of backward ÷ cost: a bug by a constant factor is one bar away from 1. */
export function RatioHistogram({ grid }: { grid: Grid }): preact.JSX.Element | null {
  const bars = useMemo(() => ratioBars(grid), [grid]);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const x = scaleLinear()
    .domain([first.from, last.to])
    .range([8, width - 8]);
  const most = Math.max(...bars.map((bar) => bar.count));
  const y = scaleLinear().domain([0, most]).range([floor, 10]);
  const top = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const label = l10n.t(
    'Histogram of ratios. Most entries ({0}) lie between {1} and {2} times the cost’s gradient; 1 is right.',
    top.count,
    top.from.toFixed(1),
    top.to.toFixed(1),
  );
  return (
    <figure class="plot">
      <svg width={width} height={height} role="img" aria-label={label}>
        {bars.map((bar) => (
          <rect
            key={bar.from}
            class="bar"
            x={x(bar.from) + 0.5}
            width={Math.max(1, x(bar.to) - x(bar.from) - 1)}
            y={y(bar.count)}
            height={floor - y(bar.count)}
          />
        ))}
        <line class="right" x1={x(1)} x2={x(1)} y1="4" y2={floor} />
        {x.ticks(5).map((tick) => (
          <text key={tick} class="tick" x={x(tick)} y={height - 6} text-anchor="middle">
            {tick}
          </text>
        ))}
      </svg>
      <figcaption>{l10n.t('backward ÷ cost (1 is right)')}</figcaption>
    </figure>
  );
}
