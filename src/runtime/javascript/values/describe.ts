import type { Description } from '../../../model/plan.ts';
import { isObject } from './arrays.ts';
import { formOf } from './form.ts';
import { Homes } from './homes.ts';
import type { Form } from './layout.ts';
import { className } from './fields.ts';
import { storeOf } from './store.ts';

const deepest = 8;
const mostItems = 64;
const mostFields = 200;

/** The structure of any value, without its entries; ends on cycles, deep and large values. */
export function describe(value: unknown): Description {
  return describeWithin(value, [], isObject(value) ? new Homes(value, membersOf) : null);
}

function describeWithin(value: unknown, above: object[], homes: Homes | null): Description {
  if (value === null) return { kind: 'null' };
  switch (typeof value) {
    case 'number':
      return { kind: 'number', value: Number.isFinite(value) ? value : (String(value) as 'NaN') };
    case 'string':
      return { kind: 'string', value: value.slice(0, 200) };
    case 'boolean':
      return { kind: 'boolean', value };
    case 'undefined':
      return { kind: 'undefined' };
    case 'function':
      return { kind: 'function', name: value.name, parameters: value.length };
    case 'object':
      return describeObject(value, above, homes);
    default:
      return { kind: 'other' };
  }
}

function describeObject(value: object, above: object[], homes: Homes | null): Description {
  if (above.includes(value)) return { kind: 'cyclic' };
  const form = carriesGradient(value) ? null : formOf(value);
  if (form !== null) return describeArray(form);
  if (above.length >= deepest) return { kind: 'too-deep' };
  const inside = [...above, value];
  const inner = (key: string | number, member: unknown): Description =>
    isObject(member) && homes?.isHome(member, value, key) === false && formOf(member) === null
      ? { kind: 'cyclic' }
      : describeWithin(member, inside, homes);
  const members = membersOf(value);
  if (Array.isArray(value)) return { kind: 'list', items: members.map(([key, item]) => inner(key, item)) };
  return {
    kind: 'object',
    className: className(value) || null,
    entries: members.map(([key, field]) => [String(key), inner(key, field)]),
    methods: methodNames(value),
  };
}

/** Items of a list or fields of an object, as many as are described. */
function membersOf(value: object): [string | number, unknown][] {
  if (Array.isArray(value)) return [...value.slice(0, mostItems).entries()];
  if (value instanceof Map) {
    const pairs = [...(value as Map<unknown, unknown>)];
    return pairs.filter((pair): pair is [string, unknown] => typeof pair[0] === 'string').slice(0, mostFields);
  }
  return ownFields(value).slice(0, mostFields);
}

/** Values of autograd libraries and volumes carry their gradient beside their data: both must stay visible. */
function carriesGradient(value: object): boolean {
  return 'grad' in value || 'dw' in value || 'gradient' in value;
}

/** Own enumerable fields; a getter that throws reads as undefined. */
export function ownFields(value: object): [string, unknown][] {
  return Object.keys(value).map((key) => {
    try {
      return [key, (value as Record<string, unknown>)[key]];
    } catch {
      return [key, undefined];
    }
  });
}

function methodNames(value: object): string[] {
  const names = new Set<string>();
  let prototype: unknown = Object.getPrototypeOf(value);
  while (isObject(prototype) && prototype !== Object.prototype) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name !== 'constructor' && typeof property.value === 'function') names.add(name);
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return [...names];
}

function describeArray(form: Form): Description {
  const store = storeOf(form, { container: {}, key: '' });
  const entries = new Float64Array(store.size);
  if (form.layout.kind === 'tensor') entries.set(form.layout.tensor.dataSync());
  else store.read(entries, 0);
  let minimum = Infinity;
  let maximum = -Infinity;
  let finite = true;
  let integer = true;
  for (const entry of entries) {
    finite &&= Number.isFinite(entry);
    integer &&= Number.isInteger(entry);
    minimum = Math.min(minimum, entry);
    maximum = Math.max(maximum, entry);
  }
  const bounded = finite && entries.length > 0;
  return {
    kind: 'array',
    shape: form.shape,
    storage: form.storage,
    finite,
    integer,
    minimum: bounded ? minimum : null,
    maximum: bounded ? maximum : null,
  };
}
