import type { ReturnFacts } from '../../model/facts.ts';
import type { Description, Path, SlotPath } from '../../model/plan.ts';

/** A place that holds numbers: an array in any storage, or a plain number. */
export interface NumericPlace {
  at: SlotPath;
  /** The last part of the path that is a name; the slot where there is none. */
  name: string;
  /** [] is a plain number. */
  shape: number[];
  finite: boolean;
  integer: boolean;
  minimum: number | null;
  maximum: number | null;
  isNumber: boolean;
  /** 'nested', 'float64', a library … */
  storage: string;
}

/** All numeric places inside a description, depth first. `limit` bounds the depth of the path. */
export function numericPlaces(description: Description | undefined, at: SlotPath, limit = 6): NumericPlace[] {
  if (!description || limit < 0) {
    return [];
  }
  const inside = (key: string | number, inner: Description): NumericPlace[] =>
    numericPlaces(inner, { slot: at.slot, path: [...at.path, key] }, limit - 1);
  switch (description.kind) {
    case 'number': {
      const value = typeof description.value === 'number' ? description.value : null;
      const integer = value !== null && Number.isInteger(value);
      return [
        {
          at,
          name: nameOf(at),
          shape: [],
          finite: value !== null,
          integer,
          minimum: value,
          maximum: value,
          isNumber: true,
          storage: 'number',
        },
      ];
    }
    case 'array': {
      const { shape, finite, integer, minimum, maximum, storage } = description;
      const text = typeof storage === 'string' ? storage : storage.library;
      return shape.some((length) => length === 0)
        ? []
        : [{ at, name: nameOf(at), shape, finite, integer, minimum, maximum, isNumber: false, storage: text }];
    }
    case 'list':
      // An array of numbers with gaps is a mistake, not a list of numbers; a gap in front is a list that counts from 1.
      return hasGaps(description.items) ? [] : description.items.flatMap((item, index) => inside(index, item));
    case 'object':
      return description.entries.flatMap(([key, inner]) => inside(key, inner));
    default:
      return [];
  }
}

/** Numbers with empty places between or behind them. */
export function hasGaps(items: Description[]): boolean {
  return items.some((item) => item.kind === 'number') && items.slice(1).some((item) => item.kind === 'undefined');
}

function nameOf(at: SlotPath): string {
  const names = at.path.filter((part): part is string => typeof part === 'string');
  return names[names.length - 1] ?? at.slot;
}

/** The description at a path, or undefined. A path with '*' leads to an array of the numbers at all items. */
export function describeAt(description: Description | undefined, path: Path): Description | undefined {
  const star = path.indexOf('*');
  if (star >= 0) {
    const list = describeAt(description, path.slice(0, star));
    const rest = path.slice(star + 1);
    return list?.kind === 'list' ? asOne(list.items.map((item) => describeAt(item, rest))) : undefined;
  }
  let current = description;
  for (const part of path) {
    if (current?.kind === 'list') {
      current = current.items[Number(part)];
    } else if (current?.kind === 'object') {
      current = current.entries.find(([key]) => key === String(part))?.[1];
    } else {
      return undefined;
    }
  }
  return current;
}

/** Numbers, or arrays of one shape, as one array. */
function asOne(items: (Description | undefined)[]): Description | undefined {
  const places = items.flatMap((item) => numericPlaces(item, { slot: '', path: [] }, 0));
  const [first] = places;
  if (!first || places.length < items.length || places.some((place) => !sameShape(place.shape, first.shape))) {
    return undefined;
  }
  const bounds = places.every((place) => place.minimum !== null);
  return {
    kind: 'array',
    shape: [items.length, ...first.shape],
    storage: 'nested',
    finite: places.every((place) => place.finite),
    integer: places.every((place) => place.integer),
    minimum: bounds ? Math.min(...places.map((place) => place.minimum ?? 0)) : null,
    maximum: bounds ? Math.max(...places.map((place) => place.maximum ?? 0)) : null,
  };
}

/** Keys of an object description. */
export function keysOf(description: Description | undefined): string[] {
  return description?.kind === 'object' ? description.entries.map(([key]) => key) : [];
}

export function samePath(a: SlotPath, b: SlotPath): boolean {
  return (
    a.slot === b.slot &&
    a.path.length === b.path.length &&
    a.path.every((part, index) => String(part) === String(b.path[index]))
  );
}

/** True where `outer` is `inner` or holds it; '*' stands for every item. */
export function contains(outer: SlotPath, inner: SlotPath): boolean {
  const fits = (part: string | number, other: string | number | undefined): boolean =>
    other !== undefined && (String(part) === String(other) || part === '*' || other === '*');
  return outer.slot === inner.slot && outer.path.every((part, index) => fits(part, inner.path[index]));
}

/** As the user writes it: 'layers[0].W'; `hide` leaves the slot's own name out. */
export function writePath(at: SlotPath, hide = false): string {
  const text = at.path
    .map((part) =>
      typeof part === 'number' || /^(\d+|\*)$/.test(part)
        ? `[${part}]`
        : /^[\w$]+$/.test(part)
          ? `.${part}`
          : `['${part}']`,
    )
    .join('');
  return hide ? text.replace(/^\./, '') || at.slot : at.slot + text;
}

/** Whole numbers in a path: [0] of layers[0].W. */
export function indicesOf(at: SlotPath): number[] {
  return at.path.filter((part) => typeof part === 'number' || /^\d+$/.test(part)).map(Number);
}

export function sizeOfShape(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function sameShape(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/**
 * `[out, x]` of two arrays of one shape reads like one array: where the text returns a tuple of that many elements,
 * it is taken apart again. Numbers without names of their own, `[2 * x[0], 3]`, stay together where `vectors` (lengths of
 * arguments) has one that long: they are its gradient.
 */
export function withTuples(
  slots: Record<string, Description>,
  returns: Record<string, ReturnFacts[]>,
  vectors: readonly number[] = [],
): Record<string, Description> {
  const taken = Object.entries(slots).map(
    ([name, description]) => [name, asTuple(description, returns[name] ?? [], vectors) ?? description] as const,
  );
  return Object.fromEntries(taken);
}

function asTuple(
  description: Description | undefined,
  returns: ReturnFacts[],
  vectors: readonly number[],
): Description | undefined {
  if (description?.kind !== 'array' || description.storage !== 'nested') {
    return description;
  }
  const [length, ...shape] = description.shape;
  const tuple = returns.find((one) => one.kind === 'tuple' && one.names.length === length && length > 1);
  const isVector = shape.length === 0 && tuple?.names.every((name) => name === '') && vectors.includes(length ?? 0);
  if (!tuple || isVector || length === undefined) {
    return description;
  }
  const item: Description =
    shape.length === 0 ? { kind: 'number', value: description.finite ? 0.5 : 'NaN' } : { ...description, shape };
  return { kind: 'list', items: Array.from({ length }, () => item) };
}
