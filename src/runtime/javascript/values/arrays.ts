/** Numeric arrays of the language itself: typed arrays and rectangular nested arrays. */
export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Uint8ClampedArray;

/** A stretch of numbers that can be read and assigned by index. */
export type Numbers = number[] | TypedArray;

export function isTypedArray(value: unknown): value is TypedArray {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const { get } = Reflect;

/**
 * The first entry of a list of lists or of numbers. Not `list[0]`: where both kinds pass one line, V8's optimiser turns the
 * user's lists of numbers into lists of objects, three times as large and slower for the user's own code.
 */
export function firstOf(list: readonly unknown[]): unknown {
  return get(list, 0);
}

/** Innermost rows of a rectangular nested array, in row-major order. */
export interface Nested {
  shape: number[];
  rows: Numbers[];
}

/**
 * Reads the structure of a nested array of numbers of any rank, the innermost rows being plain or typed arrays.
 * Null where it is ragged, empty in an outer axis, or holds anything but numbers.
 */
export function nestedRows(value: unknown): Nested | null {
  const rows: Numbers[] = [];
  const shape = collectRows(value, rows);
  return shape === null ? null : { shape, rows };
}

function collectRows(value: unknown, rows: Numbers[]): number[] | null {
  if (isTypedArray(value)) {
    rows.push(value);
    return [value.length];
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const head = firstOf(value);
  if (typeof head === 'number') return collectNumbers(value, rows);
  const first = collectRows(head, rows);
  if (first === null) return null;
  for (let i = 1; i < value.length; i++) {
    const next = collectRows(value[i], rows);
    if (next === null || next.length !== first.length || next.some((length, axis) => length !== first[axis]))
      return null;
  }
  return [value.length, ...first];
}

function collectNumbers(value: unknown[], rows: Numbers[]): number[] | null {
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'number') return null;
  rows.push(value as number[]);
  return [value.length];
}

/** True where every leaf of a nested array is a number, but rows differ in length. */
export function isRagged(value: unknown): boolean {
  return Array.isArray(value) && nestedRows(value) === null && value.length > 0 && holdsOnlyNumbers(value);
}

function holdsOnlyNumbers(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(holdsOnlyNumbers);
  return typeof value === 'number' || isTypedArray(value);
}
