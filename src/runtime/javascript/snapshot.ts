import type { SlotPath } from '../../model/plan.ts';
import { isReallyFrozen } from './freezing.ts';
import { firstOf, isObject, isTypedArray, type Numbers } from './values/arrays.ts';
import { formOf } from './values/form.ts';
import { readForm } from './values/like.ts';
import { placeAt, readPlace, writePlace, type Place, type Slots } from './values/place.ts';

/** Objects that are looked at, at most: enough for networks, and an end for graphs of anything else. */
const mostObjects = 20_000;

/** Something that was seen: it can tell what became of it, and put it back. */
export interface Memory {
  /** Numeric places that are not what they were; empty where nothing changed. */
  changes(): SlotPath[];
  restore(): void;
}

/**
 * What some places held at one moment: every number, and which object stood where. It tells which places changed
 * since, and puts them back by assignment, so that references into them stay good.
 */
export class Snapshot {
  readonly #memories: Memory[] = [];
  readonly #seen = new Set<object>();
  readonly #keepsNumbers: boolean;
  readonly #copies: ReadonlyMap<object, Numbers>;

  /**
   * @param options.numbers false remembers only which object stood where
   * @param options.copies what arrays hold, where somebody keeps an exact copy already
   */
  constructor(
    slots: Slots,
    roots: SlotPath[],
    { numbers = true, copies = new Map() }: { numbers?: boolean; copies?: ReadonlyMap<object, Numbers> } = {},
  ) {
    this.#keepsNumbers = numbers;
    this.#copies = copies;
    for (const at of roots) {
      const place = placeAt(slots, at);
      if (place !== null) this.#rememberPlace(place, at);
    }
  }

  /** Numeric places whose entries differ from what they were, or that appeared since. */
  changes(): SlotPath[] {
    const found = new Map<string, SlotPath>();
    for (const memory of this.#memories) {
      for (const at of memory.changes()) found.set(JSON.stringify([at.slot, ...at.path]), at);
    }
    return [...found.values()];
  }

  /** Puts everything back, but for fields that are new since. */
  restore(): void {
    for (const memory of this.#memories) memory.restore();
  }

  /** Only what has changed by now, for putting back again and again. */
  changed(): Memory[] {
    return this.#memories.filter((memory) => memory.changes().length > 0);
  }

  #rememberPlace(place: Place, at: SlotPath): void {
    const before = readPlace(place);
    this.#memories.push({
      changes() {
        const now = readPlace(place);
        return Object.is(now, before) || isSameArray(now, before) ? [] : numericPlaces(now, at);
      },
      restore() {
        if (!Object.is(readPlace(place), before)) assign(place, before);
      },
    });
    this.#remember(before, at);
  }

  #remember(value: unknown, at: SlotPath): void {
    if (!isObject(value) || this.#seen.has(value) || this.#seen.size >= mostObjects) return;
    this.#seen.add(value);
    if (isTypedArray(value) || isPlainRow(value)) {
      this.#memories.push(this.#keepsNumbers ? this.#numbers(value, at) : lengthMemory(value));
    } else if (!isClosed(value)) this.#rememberMembers(value, at);
  }

  #numbers(data: Numbers, at: SlotPath): Memory {
    return numbersMemory(data, this.#copies.get(data) ?? copyOf(data), at);
  }

  /** Items of a list or fields of an object; an array object's inside is told as the array itself. */
  #rememberMembers(value: object, at: SlotPath): void {
    const isWhole = formOf(value) !== null;
    const keys = keysOf(value);
    for (const key of keys) {
      this.#rememberPlace({ container: value, key }, isWhole ? at : { ...at, path: [...at.path, key] });
    }
    this.#memories.push(membersMemory(value, keys, at));
  }
}

/** For entries that are assigned anew anyway. */
function lengthMemory(data: Numbers): Memory {
  const { length } = data;
  return {
    changes: () => [],
    restore() {
      if (Array.isArray(data)) data.length = length;
    },
  };
}

/** Eight bytes an entry, where a list may keep an object for each; the same numbers, but for holes. */
function copyOf(data: Numbers): Numbers {
  const isList = Array.isArray(data) && !(data as unknown[]).includes(undefined);
  return isList ? Float64Array.from(data) : data.slice();
}

function numbersMemory(data: Numbers, copy: Numbers, at: SlotPath): Memory {
  return {
    changes: () => (data.length === copy.length && sameNumbers(data, copy) ? [] : [at]),
    restore() {
      // What is frozen cannot have changed.
      if (isReallyFrozen(data)) return;
      if (Array.isArray(data)) data.length = copy.length;
      for (let i = 0; i < copy.length; i++) data[i] = copy[i]!;
    },
  };
}

/** Watches for members that an object did not have; only lists are cut back to their length. */
function membersMemory(value: object, known: (string | number)[], at: SlotPath): Memory {
  const before = new Set(known);
  return {
    changes: () =>
      keysOf(value)
        .filter((key) => !before.has(key))
        .flatMap((key) => numericPlaces(readPlace({ container: value, key }), { ...at, path: [...at.path, key] })),
    restore() {
      if (Array.isArray(value) && value.length > before.size) value.length = before.size;
    },
  };
}

/** Places of numbers inside a value, to a small depth. */
function numericPlaces(value: unknown, at: SlotPath, depth = 0): SlotPath[] {
  if (typeof value === 'number' || formOf(value) !== null) return [at];
  if (!isObject(value) || depth > 4) return [];
  return keysOf(value)
    .slice(0, 100)
    .flatMap((key) =>
      numericPlaces(readPlace({ container: value, key }), { ...at, path: [...at.path, key] }, depth + 1),
    );
}

function keysOf(value: object): (string | number)[] {
  if (Array.isArray(value)) return [...value.keys()];
  if (value instanceof Map) return [...(value.keys() as Iterable<unknown>)].filter((key) => typeof key === 'string');
  return Object.keys(value);
}

/** Module namespaces and frozen objects cannot be assigned. */
function isClosed(value: object): boolean {
  return isReallyFrozen(value) || Object.prototype.toString.call(value) === '[object Module]';
}

function assign(place: Place, value: unknown): void {
  try {
    writePlace(place, value);
  } catch {
    // A field without a setter: nothing that could be put back.
  }
}

function isPlainRow(value: object): value is number[] {
  return (
    Array.isArray(value) && typeof firstOf(value) === 'number' && value.every((entry) => typeof entry === 'number')
  );
}

function sameNumbers(a: Numbers, b: Numbers): boolean {
  for (let i = 0; i < b.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** A new array with the old one's entries is no change. */
function isSameArray(now: unknown, before: unknown): boolean {
  const left = formOf(now);
  const right = formOf(before);
  if (left === null || right === null || left.shape.join() !== right.shape.join()) return false;
  return sameNumbers(readForm(left), readForm(right));
}
