import { firstOf, isObject, isTypedArray, type TypedArray } from './arrays.ts';
import { formOf } from './form.ts';
import type { Form } from './layout.ts';
import { storeOf } from './store.ts';
import { makeTensor } from './tensors.ts';

/**
 * A copy of a value's structure with new numbers, taken from `next` in row-major order, list order and the order of
 * fields; `contract` and `countNumbers` walk in the same order. Strings, functions and the like are kept.
 */
export function like(value: unknown, next: () => number): unknown {
  if (typeof value === 'number') return next();
  if (!isObject(value)) return value;
  if (isTypedArray(value)) return typedLike(value, next);
  if (Array.isArray(value)) return value.map((item: unknown) => like(item, next));
  const form = formOf(value);
  if (form !== null) return formLike(value, form, next);
  if (isOpaque(value)) return value;
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as Record<string, unknown>;
  for (const key of Object.keys(value)) if (key !== '__proto__') copy[key] = like(value[key], next);
  return copy;
}

/** A deep copy of anything that `like` understands, with its own numbers. */
export function cloneValue(value: unknown): unknown {
  const entries: number[] = [];
  forEachNumber(value, (entry) => entries.push(entry));
  let at = 0;
  return like(value, () => entries[at++]!);
}

function typedLike(value: TypedArray, next: () => number): TypedArray {
  const copy = value.slice();
  for (let i = 0; i < copy.length; i++) copy[i] = next();
  return copy;
}

/** A library's object: through its own clone where it has one, else field by field. */
function formLike(value: Record<string, unknown>, form: Form, next: () => number): unknown {
  const size = form.shape.reduce((product, length) => product * length, 1);
  const entries = Float64Array.from({ length: size }, next);
  if (form.layout.kind === 'tensor') return makeTensor(entries, form.shape, form.layout.tensor.dtype);
  const copy = copyOf(value, form);
  const copied = formOf(copy) ?? form;
  storeOf(copied, { container: {}, key: '' }).write(entries, 0);
  return copy;
}

function copyOf(value: Record<string, unknown>, form: Form): unknown {
  if (typeof value.clone === 'function') return (value.clone as () => unknown).call(value);
  // Private fields cannot be copied: such a class is asked for another one of the same size.
  if (form.layout.kind === 'methods') return Reflect.construct(value.constructor, form.shape) as unknown;
  return copyFields(value);
}

function copyFields(value: unknown): unknown {
  if (isTypedArray(value)) return value.slice();
  if (Array.isArray(value)) return value.map(copyFields);
  if (!isObject(value) || isOpaque(value)) return value;
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as Record<string, unknown>;
  for (const key of Object.keys(value)) copy[key] = copyFields(value[key]);
  return copy;
}

function isOpaque(value: object): boolean {
  return value instanceof Map || value instanceof Set || value instanceof Promise || value instanceof Date;
}

/** Visits every number of a value, in the order of `like`. */
export function forEachNumber(value: unknown, visit: (entry: number) => void): void {
  if (typeof value === 'number') return visit(value);
  if (!isObject(value)) return;
  if (isTypedArray(value)) return value.forEach(visit);
  if (Array.isArray(value)) return value.forEach((item) => forEachNumber(item, visit));
  const form = formOf(value);
  if (form === null) {
    if (!isOpaque(value)) for (const key of Object.keys(value)) forEachNumber(value[key], visit);
    return;
  }
  readForm(form).forEach(visit);
}

/** All entries of a recognised array, row-major. */
export function readForm(form: Form): Float64Array {
  if (form.layout.kind === 'tensor') return Float64Array.from(form.layout.tensor.dataSync());
  const store = storeOf(form, { container: {}, key: '' });
  const entries = new Float64Array(store.size);
  store.read(entries, 0);
  return entries;
}

export function countNumbers(value: unknown): number {
  let count = 0;
  forEachNumber(value, () => count++);
  return count;
}

/** ⟨weights, numbers of value⟩; NaN where their counts differ. */
export function contract(value: unknown, weights: Float64Array): number {
  const cursor = { at: 0, sum: 0 };
  addProducts(value, weights, cursor);
  return cursor.at === weights.length ? cursor.sum : NaN;
}

function addProducts(value: unknown, weights: Float64Array, cursor: { at: number; sum: number }): void {
  if (isTypedArray(value) || (Array.isArray(value) && typeof firstOf(value) === 'number')) {
    let { sum } = cursor;
    const { at } = cursor;
    for (let i = 0; i < value.length; i++) sum += weights[at + i]! * (value[i] as number);
    cursor.sum = sum;
    cursor.at = at + value.length;
  } else if (Array.isArray(value)) {
    for (const item of value) addProducts(item, weights, cursor);
  } else {
    forEachNumber(value, (entry) => void (cursor.sum += weights[cursor.at++]! * entry));
  }
}
