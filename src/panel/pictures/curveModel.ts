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
  /** How far backward itself is off; 0 where it is what errors are measured against. */
  backward: number;
}

/** Nothing smaller can be told from 0 in double precision. */
export const smallestError = 1e-16;

/** The V-curve in plain numbers; null where no step gave a value. `epsilon` is the textbook's, if its check was run. */
export function curveOf(curve: CurveReport, epsilon: number | null): Curve | null {
  const [analytic, reference] = [plainNumber(curve.analytic), plainNumber(curve.reference)];
  const scale = Math.max(Math.abs(analytic), Math.abs(reference)) || 1;
  const floor = Math.max(smallestError, plainNumber(curve.referenceError) / scale || 0);
  const points = curve.points
    .map(({ epsilon: step, numeric }) => ({ epsilon: step, numeric: plainNumber(numeric) }))
    .filter(({ numeric }) => Number.isFinite(numeric))
    .map((point) => ({ ...point, error: Math.max(floor, Math.abs(point.numeric - reference) / scale) }));
  const [first] = points;
  if (!first) return null;
  return {
    points,
    best: points.reduce((best, point) => (point.error < best.error ? point : best), first),
    used: points.find((point) => point.epsilon === epsilon) ?? null,
    backward: Math.abs(analytic - reference) / scale,
  };
}
