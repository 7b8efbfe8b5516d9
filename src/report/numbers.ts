import * as l10n from '@vscode/l10n';
import type { SafeNumber } from '../model/report.ts';

/** NaN and the infinities as words, because JSON has none. */
export function safeNumber(value: number): SafeNumber {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  return value;
}

/** The same, rounded to significant digits, for what only a picture shows. */
export function roundedNumber(value: number, digits: number): SafeNumber {
  return safeNumber(Number(value.toPrecision(digits)));
}

/** The opposite of `safeNumber`. */
export function plainNumber(value: SafeNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

/** A value for people: four significant digits, a real minus sign, powers of ten only where they help. */
export function formatValue(value: SafeNumber): string {
  const number = plainNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? '∞' : '−∞';
  if (number === 0) return '0';
  const size = Math.abs(number);
  const text = size < 1e-3 || size >= 1e6 ? number.toExponential(2) : String(Number(number.toPrecision(4)));
  return text.replace('e+', 'e').replace(/^-/, '−');
}

/** A relative difference for people: two significant digits, below 1 always as a power of ten ("2.9e-1"). */
export function formatDifference(value: SafeNumber): string {
  const number = plainNumber(value);
  if (!Number.isFinite(number)) return formatValue(value);
  return number === 0 ? '0' : number.toExponential(1).replace(/e\+0$/, '').replace('e+', 'e');
}

/** How far a value may be off: two significant digits say it. */
export function formatError(value: SafeNumber): string {
  const number = plainNumber(value);
  return Number.isFinite(number)
    ? formatValue(Number(number.toPrecision(2))).replace(/(\.\d)0e/, '$1e')
    : formatValue(value);
}

/** A count with thousands separators: 55,611. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** "1.2 s", "35 ms". */
export function formatDuration(milliseconds: number): string {
  return milliseconds >= 1000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${String(Math.round(milliseconds))} ms`;
}

/** "3×5", "5", or "one number" for a scalar. */
export function formatShape(shape: number[]): string {
  return shape.length === 0 ? l10n.t('one number') : shape.join('×');
}
