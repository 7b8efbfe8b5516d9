import type { Storage } from '../../../model/plan.ts';
import { nestedRows, type Numbers } from './arrays.ts';

/** Where the entries of a numeric array stand in memory. */
export type Layout =
  | { kind: 'flat'; data: Numbers }
  /** Rows of equal width, row-major. */
  | { kind: 'rows'; rows: Numbers[]; width: number }
  /** Entry i stands at `positions[i]`. */
  | { kind: 'strided'; data: Numbers; positions: Int32Array }
  /** Read and written through methods of the object. */
  | { kind: 'methods'; get: (index: number) => number; set: (index: number, value: number) => void }
  /** TensorFlow.js: entries are read with dataSync. */
  | { kind: 'tensor'; tensor: Tensor }
  /** Entries that can be read only (a view that computes them). */
  | { kind: 'copy'; data: Float64Array };

/** The part of a TensorFlow.js tensor that is used. */
export interface Tensor {
  shape: number[];
  dtype: string;
  dataSync(): Numbers;
  assign?(value: unknown): void;
}

/** A value recognised as an array of numbers: its shape and where its entries are. A plain number is not one. */
export interface Form {
  shape: number[];
  storage: Storage;
  dtype: 'float64' | 'float32';
  layout: Layout;
}

/** The form of a nested array; null where it is not rectangular or not numeric. */
export function nestedForm(value: unknown): Form | null {
  const nested = nestedRows(value);
  if (nested === null) return null;
  const { shape, rows } = nested;
  const single = rows[0]!;
  const layout: Layout =
    rows.length === 1 ? { kind: 'flat', data: single } : { kind: 'rows', rows, width: shape.at(-1)! };
  const dtype = rows.every((row) => row instanceof Float32Array) ? 'float32' : 'float64';
  return { shape, storage: 'nested', dtype, layout };
}

export function dtypeOf(data: unknown): 'float64' | 'float32' {
  return data instanceof Float32Array ? 'float32' : 'float64';
}
