import { isObject } from './arrays.ts';
import { formOf } from './form.ts';
import { Every, readPlace, writePlace, type Place } from './place.ts';
import { openStore } from './store.ts';

/**
 * Overwrites every number at a place in place: of an array, of a list of arrays, or of an object's fields.
 * @returns how many numbers were there
 */
export function fillPlace(place: Place, entries: (shape: number[]) => Float64Array, depth = 0): number {
  const value = readPlace(place);
  if (typeof value === 'number') {
    writePlace(place, entries([])[0]);
    return 1;
  }
  if (value instanceof Every)
    return value.places.reduce((count, each) => count + fillPlace(each, entries, depth + 1), 0);
  if (!isObject(value) || depth > 6) return 0;
  if (formOf(value) !== null) {
    const store = openStore(place)!;
    store.write(entries(store.shape), 0);
    return store.size;
  }
  let count = 0;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    count += fillPlace({ container: value, key }, entries, depth + 1);
  }
  return count;
}

/** Sets every number at a place to zero. */
export function clearPlace(place: Place): void {
  fillPlace(place, (shape) => new Float64Array(shape.reduce((product, length) => product * length, 1)));
}
