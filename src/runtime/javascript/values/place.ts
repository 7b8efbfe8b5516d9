import type { Path, SlotPath } from '../../../model/plan.ts';
import { isObject } from './arrays.ts';

/** Slots of a running plan, by name. */
export type Slots = Record<string, unknown>;

/** Slots inherit no names. An object made without a prototype is a dictionary to V8, slower to read at every cost. */
export function emptySlots(): Slots {
  return new Bag();
}

const Bag = function () {
  // Holds nothing yet.
} as unknown as new () => Slots;
Bag.prototype = Object.create(null) as object;

/** A place that can be read and assigned: a slot itself, or a field or item of something in it. */
export interface Place {
  container: object;
  key: string | number;
}

/** Behind these names stands what all values of a kind share: no path leads there, for what is found may be changed. */
const shared = new Set<string | number>(['__proto__', 'constructor']);

function isShared({ slot, path }: SlotPath): boolean {
  return shared.has(slot) || path.some((key) => shared.has(key));
}

/** What stands at a path; undefined where the path leads nowhere. */
export function valueAt(slots: Slots, at: SlotPath): unknown {
  return isShared(at) ? undefined : follow(slots[at.slot], at.path);
}

/** What `valueAt` gives, to be asked again and again: once per cost. */
export function readerAt(slots: Slots, at: SlotPath): () => unknown {
  if (isShared(at)) return () => undefined;
  const { slot, path } = at;
  return path.length === 0 ? () => slots[slot] : () => follow(slots[slot], path);
}

function follow(start: unknown, path: Path): unknown {
  let value = start;
  for (const key of path) value = step(value, key);
  return value;
}

/** The place at a path; null where its container is missing, or is not this value's own. */
export function placeAt(slots: Slots, at: SlotPath): Place | null {
  if (isShared(at)) return null;
  const last = at.path.at(-1);
  if (last === undefined) return { container: slots, key: at.slot };
  const container = valueAt(slots, { slot: at.slot, path: at.path.slice(0, -1) });
  return isObject(container) || typeof container === 'function' ? { container: container, key: last } : null;
}

export function readPlace(place: Place): unknown {
  return step(place.container, place.key);
}

export function writePlace({ container, key }: Place, value: unknown): void {
  if (container instanceof Every) throw new TypeError('Every item of a list is assigned one by one.');
  if (container instanceof Map) container.set(key, value);
  else (container as Record<string | number, unknown>)[key] = value;
}

function step(value: unknown, key: string | number): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Every) return value.member(key);
  if (key === '*' && Array.isArray(value)) return Every.of(value);
  if (value instanceof Map) return value.get(key) as unknown;
  return (value as Record<string | number, unknown>)[key];
}

/**
 * Every item of a (nested) list, for paths with '*': ['w', '*', 'data'] is the numbers of an array of values. The
 * places are those of the members that were asked for last.
 */
export class Every {
  readonly shape: number[];
  readonly places: Place[];

  private constructor(shape: number[], places: Place[]) {
    this.shape = shape;
    this.places = places;
  }

  static of(list: unknown[]): Every {
    return new Every(
      [list.length],
      list.map((_, key) => ({ container: list, key })),
    );
  }

  /** The same member of every item; '*' goes one list deeper. */
  member(key: string | number): Every | undefined {
    const items = this.places.map(readPlace);
    if (key === '*') {
      if (!items.every(Array.isArray)) return undefined;
      const lengths = new Set(items.map((item) => item.length));
      if (lengths.size !== 1) return undefined;
      return new Every(
        [...this.shape, ...lengths],
        items.flatMap((list) => list.map((_, index) => ({ container: list, key: index }))),
      );
    }
    if (!items.every((item) => typeof item === 'object' && item !== null)) return undefined;
    return new Every(
      this.shape,
      items.map((container) => ({ container: container, key })),
    );
  }
}

/** A path as a person writes it: net.layers[0].W. */
export function formatPath(at: { slot: string; path: Path }): string {
  return at.path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : /^[A-Za-z_$][\w$]*$/.test(key)
          ? `${text}.${key}`
          : `${text}['${key}']`,
    at.slot,
  );
}
