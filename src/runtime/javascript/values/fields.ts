import { isTypedArray, type Numbers } from './arrays.ts';

/** An object of which nothing is known. */
export type Fields = Record<string, unknown>;

/** Name of the class that made an object; '' for an object literal. */
export function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return '';
  const { constructor } = value;
  return typeof constructor === 'function' && constructor !== Object ? constructor.name : '';
}

export function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

export function isNumbers(value: unknown): value is Numbers {
  return (
    isTypedArray(value) ||
    (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'number'))
  );
}
