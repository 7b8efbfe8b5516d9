import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../../model/fault.ts';
import type { Json } from '../../../model/json.ts';
import type { Storage } from '../../../model/plan.ts';
import { makeTensor } from './tensors.ts';

/** Packages whose own constructors build their arrays; the key is `Storage.library`. */
export const packages: Record<string, string> = {
  'ml-matrix': 'ml-matrix',
  mathjs: 'mathjs',
  ndarray: 'ndarray',
  numjs: 'numjs',
};

type Constructors = Record<string, unknown>;

/**
 * An array in a given storage.
 * @param library the library's namespace, where the storage is one of `packages`
 */
export function build(entries: Float64Array, shape: number[], storage: Storage, library: unknown): unknown {
  if (shape.length === 0) return entries[0];
  switch (storage) {
    case 'nested':
      return nest(entries, shape);
    case 'float64':
      return entries.slice();
    case 'float32':
      return Float32Array.from(entries);
    case 'int32':
      return Int32Array.from(entries);
    case 'ndarray':
      return { data: entries.slice(), shape: [...shape] };
    default:
      return buildLibrary(entries, shape, storage.library, library as Constructors);
  }
}

/** Row-major entries as arrays of arrays. */
export function nest(entries: Float64Array, shape: number[], axis = 0, offset = 0): unknown[] {
  const length = shape[axis]!;
  if (axis === shape.length - 1) return Array.from(entries.subarray(offset, offset + length));
  const stride = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
  return Array.from({ length }, (_, i) => nest(entries, shape, axis + 1, offset + i * stride));
}

function buildLibrary(entries: Float64Array, shape: number[], name: string, library: Constructors): unknown {
  switch (name) {
    case 'tfjs':
      return makeTensor(entries, shape);
    case 'ml-matrix': {
      const rows = shape.length === 1 ? [shape[0]!, 1] : shape;
      return new (member(library, 'Matrix') as new (rows: unknown[]) => unknown)(nest(entries, rows));
    }
    case 'mathjs':
      return (member(library, 'matrix') as (rows: unknown[]) => unknown)(nest(entries, shape));
    case 'numjs':
      return (member(library, 'array') as (rows: unknown[]) => unknown)(nest(entries, shape));
    case 'ndarray': {
      const make = typeof library === 'function' ? library : member(library, 'default');
      return (make as (data: Float64Array, shape: number[]) => unknown)(entries.slice(), [...shape]);
    }
    default:
      throw new GradientCheckError(
        fault('inputs', l10n.t('Arrays of "{0}" cannot be generated; give them in an inputs file.', name)),
      );
  }
}

function member(library: Constructors, name: string): unknown {
  const inner = library.default as Constructors | undefined;
  return library[name] ?? inner?.[name];
}

/** A fresh copy of JSON data. */
export function copyJson(value: Json): unknown {
  return structuredClone(value);
}
