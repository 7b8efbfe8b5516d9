import type { Evidence, LeafEvidence, View } from './evidence.ts';

/** What a hypothesis says that backward should have claimed, with the error that it inherits from the measurement. */
export interface Prediction {
  value: ArrayLike<number>;
  error: ArrayLike<number>;
}

export interface Agreement {
  fits: boolean;
  /** Entries (over all views) that could have spoken against it. */
  informative: number;
}

type Precision = Pick<Evidence, 'isFloat32'>;

/** How far backward's own rounding may move entry i. */
function slack(view: View, value: number, i: number, largest: number, { isFloat32 }: Precision): number {
  const size = Math.max(Math.abs(view.analytic[i]!), Math.abs(value));
  return isFloat32 ? 4e-6 * size + 1e-6 * largest : 1e-8 * size + 1e-12 * largest;
}

/**
 * A hypothesis counts only if every informative entry fits within three error bars. In float32 one entry in twenty
 * may lie outside (but not far), because its error bars are estimates from a handful of roundings.
 */
export function agreement(
  views: readonly View[],
  predict: (view: View) => Prediction,
  precision: Precision,
): Agreement {
  let [informative, outside, far, counted] = [0, 0, 0, 0];
  for (const view of views) {
    const { value, error } = predict(view);
    const largest = view.analytic.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
    for (let i = 0; i < view.analytic.length; i++) {
      const predicted = value[i]!;
      if (!Number.isFinite(predicted) || !Number.isFinite(error[i]!)) continue;
      const tolerance = 3 * error[i]! + slack(view, predicted, i, largest, precision);
      const distance = Math.abs(view.analytic[i]! - predicted);
      counted++;
      if (Math.max(Math.abs(view.analytic[i]!), Math.abs(predicted)) > 4 * tolerance) informative++;
      // What is not a number fits nothing.
      if (!(distance <= tolerance)) outside++;
      if (!(distance <= 4 * tolerance)) far++;
    }
  }
  const allowed = precision.isFloat32 ? Math.floor(counted / 20) : 0;
  return { fits: far === 0 && outside <= allowed, informative };
}

export interface Constants {
  values: number[];
  /** One standard deviation of each, from the error bars. */
  deviations: number[];
}

/**
 * Weighted least squares for one or two constants: analytic ≈ offset + Σ c_k · column_k over all views. Entries that
 * are far off lose their weight in a few rounds, so that in float32 one bad error bar does not move the constant.
 */
export function solve(
  leaf: LeafEvidence,
  columns: (view: View) => ArrayLike<number>[],
  { isFloat32 }: Precision,
  offset: (view: View) => ArrayLike<number> | null = () => null,
): Constants | null {
  const rows = leaf.views.flatMap((view) => equations(view, columns(view), offset(view)));
  const count = rows[0]?.x.length ?? 0;
  if (count === 0 || rows.length < count + 1) return null;
  let values: number[] | null = null;
  let deviations: number[] = [];
  for (let round = 0; round < (isFloat32 ? 8 : 1); round++) {
    const solution = normalEquations(rows, count, values);
    if (!solution) return null;
    ({ values, deviations } = solution);
  }
  return values && { values, deviations };
}

interface Equation {
  x: number[];
  y: number;
  tolerance: number;
}

function equations(view: View, columns: ArrayLike<number>[], offset: ArrayLike<number> | null): Equation[] {
  const rows: Equation[] = [];
  const largest = view.analytic.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
  for (let i = 0; i < view.analytic.length; i++) {
    const x = columns.map((column) => column[i]!);
    const y = view.analytic[i]! - (offset ? offset[i]! : 0);
    const tolerance = view.error[i]! + 1e-9 * largest + Number.MIN_VALUE;
    if (x.every(Number.isFinite) && Number.isFinite(y) && Number.isFinite(tolerance)) rows.push({ x, y, tolerance });
  }
  return rows;
}

function normalEquations(rows: Equation[], count: number, before: number[] | null): Constants | null {
  let [a, b, d, p, q] = [0, 0, 0, 0, 0];
  for (const { x, y, tolerance } of rows) {
    const residual = before ? (y - x.reduce((sum, v, k) => sum + v * before[k]!, 0)) / tolerance : 0;
    const weight = 1 / (tolerance * tolerance * (1 + (residual / 3) ** 2));
    const [u, v] = [x[0]!, x[1] ?? 0];
    a += weight * u * u;
    b += weight * u * v;
    d += weight * v * v;
    p += weight * u * y;
    q += weight * v * y;
  }
  if (count === 1) return a > 0 ? { values: [p / a], deviations: [1 / Math.sqrt(a)] } : null;
  const determinant = a * d - b * b;
  if (!(determinant > 1e-9 * a * d)) return null;
  return {
    values: [(d * p - b * q) / determinant, (a * q - b * p) / determinant],
    deviations: [Math.sqrt(d / determinant), Math.sqrt(a / determinant)],
  };
}

/** `c·values` with its error. */
export function scaled(values: ArrayLike<number>, error: ArrayLike<number>, c: number): Prediction {
  return { value: Array.from(values, (v) => c * v), error: Array.from(error, (e) => Math.abs(c) * e) };
}
