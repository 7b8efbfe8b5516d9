import { softenFreezing } from './freezing.ts';
import { replaceRandom } from './mathRandom.ts';

/**
 * The language's own functions, kept as they were before any user code ran. User code may replace them (a polyfill, a
 * test double, a mistake); it then goes on with its own, and this extension's arithmetic with the originals.
 *
 * The common case costs one comparison per call of user code: only what `look` has found changed is ever exchanged.
 * What is added to a prototype under a new name is left alone.
 */
const { ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty, getPrototypeOf } = Reflect;

interface Kept {
  holder: object;
  key: PropertyKey;
  /** How people write it: 'Array.prototype.map'. */
  name: string;
  /** The value of a plain property; null for an accessor. */
  value: { is: unknown } | null;
  descriptor: PropertyDescriptor;
}

interface Exchange {
  kept: Kept;
  /** Undefined where user code deleted it. */
  theirs: PropertyDescriptor | undefined;
}

const globalNames = [
  ...['Array', 'Object', 'Function', 'Number', 'String', 'Boolean', 'Symbol', 'Math', 'JSON', 'Reflect', 'Promise'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'RegExp', 'Date', 'Error', 'TypeError', 'RangeError', 'ArrayBuffer'],
  ...['Float64Array', 'Float32Array', 'Int32Array', 'Int16Array', 'Int8Array', 'Uint32Array', 'Uint16Array'],
  ...['Uint8Array', 'Uint8ClampedArray', 'BigInt64Array', 'BigUint64Array', 'DataView', 'Proxy', 'Buffer'],
  ...['isNaN', 'isFinite', 'parseFloat', 'structuredClone', 'queueMicrotask', 'setTimeout', 'clearTimeout', 'process'],
];

const kept: Kept[] = [];
let exchanges: Exchange[] = [];
/** Ends of user code that are still to be followed by a look. */
let due = 1;

/**
 * Remembers all of them, behind what this extension itself puts in the place of some. Called before user code is
 * loaded, and only in a thread that is this extension's own: elsewhere nothing is kept, and nothing exchanged.
 */
export function keepIntrinsics(): void {
  if (kept.length > 0) return;
  replaceRandom();
  softenFreezing();
  keepAll();
}

/** Starts a stretch of user code: it sees what it made of the intrinsics. */
export function enterUserCode(): void {
  for (let i = 0; i < exchanges.length; i++) install(exchanges[i]!.kept, exchanges[i]!.theirs);
}

/** Ends a stretch of user code: the originals stand again. */
export function leaveUserCode(): void {
  if (due > 0 || exchanges.length > 0) look();
}

/** Makes the next calls of `leaveUserCode` look at every intrinsic. */
export function lookAtNextEnds(count: number): void {
  due = count;
}

/** Finds what user code replaced, and puts the originals back. */
export function look(): void {
  if (due > 0) due--;
  const found: Exchange[] = [];
  for (let i = 0; i < kept.length; i++) {
    const one = kept[i]!;
    if (!isChanged(one)) continue;
    found[found.length] = { kept: one, theirs: getOwnPropertyDescriptor(one.holder, one.key) };
    install(one, one.descriptor);
  }
  exchanges = found;
}

/** Names of the intrinsics that user code replaced. */
export function replacedIntrinsics(): string[] {
  return exchanges.map(({ kept: { name } }) => name);
}

function isChanged({ holder, key, value, descriptor }: Kept): boolean {
  if (value !== null) return (holder as Record<PropertyKey, unknown>)[key] !== value.is;
  return getOwnPropertyDescriptor(holder, key)?.get !== descriptor.get;
}

function install({ holder, key }: Kept, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) deleteProperty(holder, key);
  else defineProperty(holder, key, descriptor);
}

function keep(holder: object, key: PropertyKey, prefix: string): void {
  const descriptor = getOwnPropertyDescriptor(holder, key);
  if (descriptor?.configurable !== true) return;
  const label = typeof key === 'symbol' ? `[${key.description ?? ''}]` : `.${String(key)}`;
  const value = descriptor.get === undefined && 'value' in descriptor ? { is: descriptor.value as unknown } : null;
  kept.push({ holder, key, name: prefix === '' ? label.slice(1) : prefix + label, value, descriptor });
}

/** `globalThis` defines some of its names lazily, as accessors: those are read once, and stay what they are. */
function keepAll(): void {
  for (const name of globalNames) {
    const holder = (globalThis as Record<string, unknown>)[name];
    keep(globalThis, name, '');
    if (holder === undefined || holder === null || name === 'process' || name === 'Buffer') continue;
    for (const key of ownKeys(holder)) keep(holder, key, name);
    const prototype = (holder as { prototype?: unknown }).prototype;
    if (typeof prototype !== 'object' || prototype === null) continue;
    for (const key of ownKeys(prototype)) keep(prototype, key, `${name}.prototype`);
  }
  const typed = getPrototypeOf(Float64Array.prototype)!;
  for (const key of ownKeys(typed)) keep(typed, key, 'TypedArray.prototype');
  for (const key of ownKeys(getPrototypeOf(Float64Array)!)) keep(getPrototypeOf(Float64Array)!, key, 'TypedArray');
  const iterators = { Array: [][Symbol.iterator](), Map: new Map().entries(), Set: new Set().values() };
  for (const [name, iterator] of Object.entries(iterators)) {
    const prototype = getPrototypeOf(iterator)!;
    for (const key of ownKeys(prototype)) keep(prototype, key, `${name}'s iterator`);
  }
}
