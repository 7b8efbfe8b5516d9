import * as l10n from '@vscode/l10n';
import { scaleLog } from 'd3-scale';
import { useMemo } from 'preact/hooks';
import type { LeafReport } from '../../model/report.ts';
import { entryName, textbookGradient } from '../../report/names.ts';
import { formatDifference, formatValue, safeNumber } from '../../report/numbers.ts';
import { curveOf, smallestError, type Curve, type CurvePoint } from './curveModel.ts';
import { PictureFrame } from './pictureFrame.tsx';

const width = 340;
const height = 190;
const box = { left: 40, right: width - 12, top: 14, bottom: height - 34 };

/**
 * The V-curve: how far the central difference of one entry is off, for every ε. Round-off grows to the left, the
 * curvature of the cost to the right; a backward that is wrong lies above the whole valley.
 */
export function StepCurve({ leaf, epsilon }: { leaf: LeafReport; epsilon: number | null }): preact.JSX.Element | null {
  const curve = useMemo(() => (leaf.curve ? curveOf(leaf.curve, epsilon) : null), [leaf, epsilon]);
  if (!curve || !leaf.curve) return null;
  const name = entryName(leaf, leaf.curve.flat);
  return (
    <PictureFrame
      title={l10n.t('Error against ε at {0}', name)}
      file={`${textbookGradient(leaf)}-steps`}
      caption={curveWords(curve)}
      table={{
        head: ['ε', '(J⁺ − J⁻) / 2ε', l10n.t('error')],
        rows: () =>
          curve.points.map(({ epsilon: step, numeric, error }) => [
            step.toExponential(0),
            formatValue(safeNumber(numeric)),
            formatDifference(error),
          ]),
      }}
    >
      <Chart curve={curve} label={curveWords(curve)} />
    </PictureFrame>
  );
}

function Chart({ curve, label }: { curve: Curve; label: string }): preact.JSX.Element {
  const { points, best, used, backward } = curve;
  const [first, last] = [points[0]?.epsilon ?? 1, points.at(-1)?.epsilon ?? 1];
  const isOnChart = Number.isFinite(backward);
  const most = Math.max(...points.map(({ error }) => error), isOnChart ? backward : 0, 1e-3);
  const least = Math.min(...points.map(({ error }) => error), 1e-8);
  const x = scaleLog([last, first], [box.left + 8, box.right - 8]);
  const y = scaleLog([Math.max(smallestError, least / 3), most * 3], [box.bottom, box.top]).clamp(true);
  const place = (point: CurvePoint): string => `${x(point.epsilon).toFixed(1)},${y(point.error).toFixed(1)}`;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} class="plot" role="img" aria-label={label}>
      <Axes x={x} y={y} />
      {isOnChart && backward > 0 && (
        <g class="backward">
          <line x1={box.left} x2={box.right} y1={y(backward)} y2={y(backward)} />
          <text x={box.right} y={y(backward) + 13} text-anchor="end">
            {l10n.t('backward')}
          </text>
        </g>
      )}
      <polyline class="curve" points={points.map(place).join(' ')} />
      {points.map((point) => (
        <circle key={point.epsilon} class="step" cx={x(point.epsilon)} cy={y(point.error)} r="2.5" />
      ))}
      {used && <circle class="used" cx={x(used.epsilon)} cy={y(used.error)} r="6" />}
      <path class="best" d={diamond(x(best.epsilon), y(best.error))} />
    </svg>
  );
}

type Scale = ReturnType<typeof scaleLog<number, number>>;

function Axes({ x, y }: { x: Scale; y: Scale }): preact.JSX.Element {
  return (
    <g>
      <line class="axis" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      <line class="axis" x1={box.left} x2={box.left} y1={box.top} y2={box.bottom} />
      {powers(x.domain(), 2).map((power) => (
        <text key={power} class="tick" x={x(10 ** power)} y={box.bottom + 14} text-anchor="middle">
          {powerWords(power)}
        </text>
      ))}
      {powers(y.domain(), 4).map((power) => (
        <text key={power} class="tick" x={box.left - 5} y={y(10 ** power) + 4} text-anchor="end">
          {powerWords(power)}
        </text>
      ))}
      <text class="tick" x={box.left} y={height - 4}>
        {l10n.t('← round-off')}
      </text>
      <text class="tick" x={(box.left + box.right) / 2} y={height - 4} text-anchor="middle">
        ε
      </text>
      <text class="tick" x={box.right} y={height - 4} text-anchor="end">
        {l10n.t('curvature →')}
      </text>
    </g>
  );
}

/** Every `step`-th whole power of ten inside of a domain. */
function powers([low = 1, high = 1]: number[], step: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).filter(
    (power) => power % step === 0,
  );
}

/** 1 is 1, not 1e0. */
function powerWords(power: number): string {
  return power === 0 ? '1' : `1e${String(power)}`;
}

function diamond(x: number, y: number): string {
  return `M${x.toFixed(1)} ${(y - 6).toFixed(1)}l6 6l-6 6l-6 -6z`;
}

function curveWords({ best, used, backward }: Curve): string {
  const parts = [
    l10n.t('◆ best ε = {0}, off by {1}.', best.epsilon.toExponential(0), formatDifference(best.error)),
    used ? l10n.t('○ ε used = {0}, off by {1}.', used.epsilon.toExponential(0), formatDifference(used.error)) : '',
    backward > best.error
      ? l10n.t('Backward is off by {0}, which no ε explains.', formatDifference(backward))
      : l10n.t('Measured against backward, which lies in the valley.'),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
