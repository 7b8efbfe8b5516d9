import type { Path, SlotPath } from '../../../model/plan.ts';
import { isObject } from './arrays.ts';

/** Slots of a running plan, by name. */
export type Slots = Record<string, unknown>;

/** A place that can be read and assigned: a slot itself, or a field or item of something in it. */
export interface Place {
  container: object;
  key: string | number;
}

/** What stands at a path; undefined where the path leads nowhere. */
export function valueAt(slots: Slots, at: SlotPath): unknown {
  let value: unknown = slots[at.slot];
  for (const key of at.path) value = step(value, key);
  return value;
}

/** The place at a path; null where its container is missing. */
export function placeAt(slots: Slots, at: SlotPath): Place | null {
  const last = at.path.at(-1);
  if (last === undefined) return { container: slots, key: at.slot };
  const container = valueAt(slots, { slot: at.slot, path: at.path.slice(0, -1) });
  return isObject(container) || typeof container === 'function' ? { container: container as object, key: last } : null;
}

export function readPlace(place: Place): unknown {
  return step(place.container, place.key);
}

export function writePlace({ container, key }: Place, value: unknown): void {
  if (container instanceof Map) container.set(key, value);
  else (container as Record<string | number, unknown>)[key] = value;
}

function step(value: unknown, key: string | number): unknown {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Map) return value.get(key) as unknown;
  return (value as Record<string | number, unknown>)[key];
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
