import type { Storage } from '../../../model/plan.ts';
import { isObject, isTypedArray } from './arrays.ts';
import { dtypeOf, nestedForm, type Form } from './layout.ts';
import { libraryForm } from './libraries.ts';

/** Recognises arrays of numbers in every storage; null for anything else, ragged arrays included. */
export function formOf(value: unknown): Form | null {
  if (!isObject(value)) return null;
  if (isTypedArray(value)) {
    return {
      shape: [value.length],
      storage: typedStorage(value),
      dtype: dtypeOf(value),
      layout: { kind: 'flat', data: value },
    };
  }
  if (Array.isArray(value)) return nestedForm(value);
  return libraryForm(value);
}

function typedStorage(data: unknown): Storage {
  if (data instanceof Float64Array) return 'float64';
  return data instanceof Float32Array ? 'float32' : 'int32';
}
