import * as l10n from '@vscode/l10n';
import { scaleLog } from 'd3-scale';
import type { Grade, Report, SafeNumber } from '../../model/report.ts';
import { isRightInWhatItReturns } from '../../report/missingGradients.ts';
import { formatCount, formatDifference, plainNumber } from '../../report/numbers.ts';
import { gradeWords } from '../../report/words.ts';
import { PictureFrame, type TableBehind } from './pictureFrame.tsx';

/** No difference is above 1, and below the low end nobody cares. */
const ends: [number, number] = [1e-10, 1];
const scale = scaleLog().domain(ends).range([0, 100]).clamp(true);
const bands = [
  { grade: 'excellent', from: ends[0], to: 1e-7 },
  { grade: 'warning', from: 1e-7, to: 1e-5 },
  { grade: 'error', from: 1e-5, to: 1e-3 },
  { grade: 'critical', from: 1e-3, to: ends[1] },
] as const;

/** The textbook's number on a log scale against its three thresholds, and in words below. */
export function DifferenceScale({ report }: { report: Report }): preact.JSX.Element | null {
  const { textbook } = report;
  if (!textbook) return null;
  const shown = formatDifference(textbook.difference);
  const grade = gradeWords(textbook.grade);
  const bold = textbook.boldDifference;
  return (
    <PictureFrame
      title={l10n.t('The textbook’s difference')}
      file="textbook-difference"
      table={thresholdTable(textbook.difference)}
      caption={formula(report.size)}
      wide
    >
      <svg class="scale" role="img" aria-label={l10n.t('{0} on a scale from 1e-10 to 1: {1}', shown, grade)}>
        {bands.map((band) => (
          <g key={band.grade} data-grade={band.grade}>
            <rect x={at(band.from)} width={width(band.from, band.to)} y="26" height="24" />
            <text x={at(Math.sqrt(band.from * band.to))} y="43" text-anchor="middle">
              {bandWords(band.grade)}
            </text>
          </g>
        ))}
        {[1e-7, 1e-5, 1e-3].map((threshold) => (
          <text key={threshold} class="tick" x={at(threshold)} y="64" text-anchor="middle">
            {threshold.toExponential(0)}
          </text>
        ))}
        {bold !== null && <Marker value={bold} label="" kind="bold" />}
        <Marker value={textbook.difference} label={shown} kind="textbook" />
      </svg>
      <p>
        <strong>{shown}</strong> {l10n.t('at ε = {0} is {1}.', textbook.epsilon, grade)} {roundOffWords(report)}
      </p>
    </PictureFrame>
  );
}

function thresholdTable(difference: SafeNumber): TableBehind {
  const value = plainNumber(difference);
  return {
    head: [l10n.t('from'), l10n.t('to'), l10n.t('means'), l10n.t('this check')],
    rows: () =>
      bands.map(({ grade, from, to }, index) => [
        index === 0 ? '0' : from.toExponential(0),
        index === bands.length - 1 ? '1' : to.toExponential(0),
        bandWords(grade),
        gradeOfBand(value) === grade ? formatDifference(difference) : '',
      ]),
  };
}

/** The band that a difference lies in; not a number is as bad as it gets. */
function gradeOfBand(value: number): Grade {
  return bands.find((band) => value <= band.to)?.grade ?? 'critical';
}

/** The textbook's number and the verdict may disagree; then the page says why. */
function roundOffWords(report: Report): string {
  const textbook = report.textbook;
  if (!textbook) return '';
  if (report.verdict === 'inconclusive' && !isRightInWhatItReturns(report)) {
    return l10n.t('That number knows nothing of the doubt above.');
  }
  if (textbook.boldDifference === null) return '';
  const better = formatDifference(textbook.boldDifference);
  if (isRightInWhatItReturns(report) && textbook.grade !== 'excellent') {
    return l10n.t('That is round-off, no bug: with a better step (○) the same difference is {0}.', better);
  }
  if (report.verdict === 'wrong' && (textbook.grade === 'excellent' || textbook.grade === 'warning')) {
    return l10n.t('Small, and still wrong: the entries below differ by more than the cost can be off.');
  }
  if (better === formatDifference(textbook.difference)) return '';
  return l10n.t('With a better step (○) it is {0}.', better);
}

function Marker(props: { value: SafeNumber; label: string; kind: string }): preact.JSX.Element {
  const value = plainNumber(props.value);
  const x = at(Number.isFinite(value) ? Math.max(value, ends[0]) : ends[1]);
  const share = Number.parseFloat(x);
  const anchor = share > 88 ? 'end' : share < 12 ? 'start' : 'middle';
  return (
    <g data-marker={props.kind}>
      <line x1={x} x2={x} y1="20" y2="31" />
      <circle cx={x} cy="20" r="4" />
      <text x={x} y="11" text-anchor={anchor}>
        {props.label}
      </text>
    </g>
  );
}

function at(value: number): string {
  return `${scale(value).toFixed(2)}%`;
}

function width(from: number, to: number): string {
  return `${(scale(to) - scale(from)).toFixed(2)}%`;
}

function bandWords(grade: Grade): string {
  switch (grade) {
    case 'excellent':
      return l10n.t('excellent');
    case 'warning':
      return l10n.t('look twice');
    case 'error':
      return l10n.t('likely a bug');
    case 'critical':
      return l10n.t('certainly a bug');
  }
}

/** How the difference is computed. */
function formula(size: number): string {
  return size === 1
    ? l10n.t('|cost − backward| / (|cost| + |backward|), where the cost says (J(θ + ε) − J(θ − ε)) / 2ε.')
    : l10n.t(
        '‖cost − backward‖ / (‖cost‖ + ‖backward‖) over all {0} entries of θ, where the cost says (J(θ + ε) − J(θ − ε)) / 2ε.',
        formatCount(size),
      );
}
