/**
 * Code that freezes its parameters, to be sure that nothing changes them, could not be differentiated: a check moves
 * them. So arrays and plain objects are only said to be frozen, from before any user code can keep `Object.freeze`.
 */
const said = new WeakSet();
/** What `Object.isFrozen` said before: nothing in such an object can be assigned. */
export const isReallyFrozen = Object.isFrozen;
const { freeze, isFrozen, seal, isSealed, preventExtensions, isExtensible } = Object;

function holdsNumbers(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function lenient<T>(original: (value: T) => T): (value: T) => T {
  return (value) => {
    if (!holdsNumbers(value)) return original(value);
    said.add(value);
    return value;
  };
}

/** Puts them in place; called once, before user code. */
export function softenFreezing(): void {
  Object.freeze = lenient(freeze);
  Object.seal = lenient(seal);
  Object.preventExtensions = lenient(preventExtensions);
  Object.isFrozen = (value) => (holdsNumbers(value) && said.has(value)) || isFrozen(value);
  Object.isSealed = (value) => (holdsNumbers(value) && said.has(value)) || isSealed(value);
  Object.isExtensible = (value: unknown) => !(holdsNumbers(value) && said.has(value)) && isExtensible(value);
}
