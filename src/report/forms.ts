/** Tells whether a value that comes from outside (a file, another process) has the form of a type. */
export type Is<T> = (value: unknown) => value is T;

export const isText: Is<string> = (value) => typeof value === 'string';
export const isBoolean: Is<boolean> = (value) => typeof value === 'boolean';
export const isNumber: Is<number> = (value) => typeof value === 'number';

/** A size, a position, a line: what counts something. */
export const isCount: Is<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

export function isNull(value: unknown): value is null {
  return value === null;
}

export function either<A, B>(one: Is<A>, other: Is<B>): Is<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

/** One of some words; the type checker holds that none of the type's is left out. */
export function wordOf<T extends string>(words: Record<T, true>): Is<T> {
  return (value): value is T => typeof value === 'string' && Object.hasOwn(words, value);
}

export function listOf<T>(element: Is<T>): Is<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every((one) => element(one));
}

/** An object whose every field has its form; the type checker holds that none of the type's is left out. */
export function objectOf<T>(fields: { [K in keyof T]-?: Is<T[K]> }): Is<T> {
  const all = Object.entries<Is<unknown>>(fields);
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    all.every(([name, is]) => Object.hasOwn(value, name) && is((value as Record<string, unknown>)[name]));
}

export function recordOf<T>(element: Is<T>): Is<Record<string, T>> {
  return (value): value is Record<string, T> =>
    typeof value === 'object' && value !== null && Object.values(value).every((one) => element(one));
}

/** A form of which something more must hold. */
export function where<T>(form: Is<T>, holds: (value: T) => boolean): Is<T> {
  return (value): value is T => form(value) && holds(value);
}
