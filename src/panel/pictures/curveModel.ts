import type { CurveReport } from '../../model/report.ts';
import { plainNumber } from '../../report/numbers.ts';

/** One step of the V-curve; errors are relative to the larger of both values at the entry. */
export interface CurvePoint {
  epsilon: number;
  numeric: number;
  error: number;
}

export interface Curve {
  /** Largest ε first; steps whose cost failed are left out. */
  points: CurvePoint[];
  best: CurvePoint;
  /** The step that the textbook's check used; null where that one failed. */
  used: CurvePoint | null;
  /** How far backward itself is off; 0 where it is what errors are measured against, ∞ where it is no number. */
  backward: number;
}

/** Nothing smaller can be told from 0 in double precision. */
export const smallestError = 1e-16;
/** What is further off than this is another number. */
const largestError = 1e16;

/** The V-curve in plain numbers; null where no step gave a value, or nothing to measure it against. `epsilon` is the textbook's, if its check was run. */
export function curveOf(curve: CurveReport, epsilon: number | null): Curve | null {
  const [analytic, reference] = [plainNumber(curve.analytic), plainNumber(curve.reference)];
  if (!Number.isFinite(reference)) return null;
  const isClaimed = Number.isFinite(analytic);
  const scale = Math.max(isClaimed ? Math.abs(analytic) : 0, Math.abs(reference)) || 1;
  const off = (value: number): number => Math.abs(value / scale - reference / scale);
  const floor = Math.max(smallestError, Math.min(largestError, plainNumber(curve.referenceError) / scale) || 0);
  const points = curve.points
    .map(({ epsilon: step, numeric }) => ({ epsilon: step, numeric: plainNumber(numeric) }))
    .filter(({ numeric }) => Number.isFinite(numeric))
    .map((point) => ({ ...point, error: Math.min(largestError, Math.max(floor, off(point.numeric))) }));
  const [first] = points;
  if (!first) return null;
  return {
    points,
    best: points.reduce((best, point) => (point.error < best.error ? point : best), first),
    used: points.find((point) => point.epsilon === epsilon) ?? null,
    backward: isClaimed ? off(analytic) : Infinity,
  };
}
