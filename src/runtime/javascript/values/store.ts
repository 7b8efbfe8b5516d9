import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../../model/fault.ts';
import { sizeOf } from '../../shapes.ts';
import { isObject, isRagged } from './arrays.ts';
import type { Numbers } from './arrays.ts';
import { formOf } from './form.ts';
import type { Form } from './layout.ts';
import { Every, readPlace, writePlace, type Place } from './place.ts';
import { tensorStore } from './tensors.ts';

/** Entries of one array or number, opened for reading and for assignment in place; indices are row-major. */
export interface Store {
  readonly shape: number[];
  readonly size: number;
  readonly dtype: 'float64' | 'float32';
  /** The arrays that hold the entries, all of them and in order; none where the entries stand in another way. */
  readonly arrays: readonly Numbers[];
  /** Copies all entries to `into`, from `offset` on. */
  read(into: Float64Array, offset: number): void;
  /** Assigns all entries from `from`, from `offset` on. */
  write(from: Float64Array, offset: number): void;
  /** Assigns `from[offset + i] + step · direction[i]` to every entry: a vector of those may be as long as all parameters. */
  writeLine(from: Float64Array, offset: number, direction: Float32Array, step: number): void;
  set(index: number, value: number): void;
}

/** Opens what stands at a place; null where it is no number and no array of numbers. */
export function openStore(place: Place): Store | null {
  const value = readPlace(place);
  if (typeof value === 'number') return numberStore(place);
  if (value instanceof Every) return everyStore(value);
  const form = formOf(value);
  return form === null ? null : storeOf(form, place);
}

/** Opens a recognised array; `place` is where it is reassigned if it cannot be changed in place. */
export function storeOf(form: Form, place: Place): Store {
  const { shape, dtype, layout } = form;
  const head = { shape, dtype, size: sizeOf(shape), arrays: arraysOf(form) };
  switch (layout.kind) {
    case 'flat':
      return { ...head, ...flatAccess(layout.data, head.size) };
    case 'rows':
      return { ...head, ...rowsAccess(layout.rows, layout.width) };
    case 'strided':
      return {
        ...head,
        ...accessBy(
          (i, v) => void (layout.data[layout.positions[i]!] = v),
          (i) => layout.data[layout.positions[i]!]!,
          head.size,
        ),
      };
    case 'methods':
      return { ...head, ...accessBy(layout.set, layout.get, head.size) };
    case 'tensor':
      return { ...head, ...tensorStore(layout.tensor, place) };
    case 'copy':
      return { ...head, ...accessBy(refuseView, (i) => layout.data[i]!, head.size) };
    default:
      return layout satisfies never;
  }
}

function arraysOf({ layout, shape }: Form): readonly Numbers[] {
  if (layout.kind === 'rows') return layout.rows;
  return layout.kind === 'flat' && layout.data.length === sizeOf(shape) ? [layout.data] : [];
}

type Access = Pick<Store, 'read' | 'write' | 'writeLine' | 'set'>;

/** A plain number in its container. */
function numberStore(place: Place): Store {
  const write = (value: number): void => writePlace(place, value);
  return {
    shape: [],
    size: 1,
    dtype: 'float64',
    arrays: [],
    read: (into, offset) => void (into[offset] = readPlace(place) as number),
    write: (from, offset) => write(from[offset]!),
    writeLine: (from, offset, direction, step) => write(from[offset]! + step * direction[0]!),
    set: (_, value) => write(value),
  };
}

/** One number of every item of a list; null where one is none. */
function everyStore({ shape, places }: Every): Store | null {
  if (!places.every((place) => typeof readPlace(place) === 'number')) return null;
  const set = (index: number, value: number): void => writePlace(places[index]!, value);
  const get = (index: number): number => readPlace(places[index]!) as number;
  return { shape, size: places.length, dtype: 'float64', arrays: [], ...accessBy(set, get, places.length) };
}

function flatAccess(data: Numbers, size: number): Access {
  return {
    read(into, offset) {
      for (let i = 0; i < size; i++) into[offset + i] = data[i]!;
    },
    write(from, offset) {
      for (let i = 0; i < size; i++) data[i] = from[offset + i]!;
    },
    writeLine(from, offset, direction, step) {
      for (let i = 0; i < size; i++) data[i] = from[offset + i]! + step * direction[i]!;
    },
    set(index, value) {
      data[index] = value;
    },
  };
}

function rowsAccess(rows: Numbers[], width: number): Access {
  return {
    read(into, offset) {
      let at = offset;
      for (const row of rows) for (let i = 0; i < width; i++) into[at++] = row[i]!;
    },
    write(from, offset) {
      let at = offset;
      for (const row of rows) for (let i = 0; i < width; i++) row[i] = from[at++]!;
    },
    writeLine(from, offset, direction, step) {
      let at = 0;
      for (const row of rows) for (let i = 0; i < width; i++, at++) row[i] = from[offset + at]! + step * direction[at]!;
    },
    set(index, value) {
      const row = (index / width) | 0;
      rows[row]![index - row * width] = value;
    },
  };
}

function accessBy(set: (index: number, value: number) => void, get: (index: number) => number, size: number): Access {
  return {
    set,
    read(into, offset) {
      for (let i = 0; i < size; i++) into[offset + i] = get(i);
    },
    write(from, offset) {
      for (let i = 0; i < size; i++) set(i, from[offset + i]!);
    },
    writeLine(from, offset, direction, step) {
      for (let i = 0; i < size; i++) set(i, from[offset + i]! + step * direction[i]!);
    },
  };
}

function refuseView(): never {
  throw new GradientCheckError(
    fault(
      'inputs',
      l10n.t('A parameter is a view that computes its entries and cannot be assigned; use a plain matrix.'),
    ),
  );
}

/** Reads any number or array of numbers; null for anything else. */
export function readNumbers(value: unknown): { shape: number[]; entries: Float64Array } | null {
  const store = openStore({ container: [value], key: 0 });
  if (store === null) return null;
  const entries = new Float64Array(store.size);
  store.read(entries, 0);
  return { shape: store.shape, entries };
}

/** Why a value cannot be a parameter, for people. */
export function whyNotNumeric(value: unknown): string {
  if (value === undefined || value === null) return l10n.t('it is {0}', String(value));
  if (isRagged(value)) return l10n.t('its rows differ in length; give each row or matrix a parameter of its own');
  if (Array.isArray(value) && value.length === 0) return l10n.t('it is an empty array');
  if (Array.isArray(value)) return l10n.t('it is a list that holds more than numbers');
  if (isObject(value))
    return l10n.t('it is an object with {0}', Object.keys(value).slice(0, 6).join(', ') || l10n.t('no fields'));
  return l10n.t('it is a {0}', typeof value);
}
