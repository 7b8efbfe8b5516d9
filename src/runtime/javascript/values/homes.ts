import { isObject, isTypedArray } from './arrays.ts';

/** Objects that are looked at, at most; what lies behind is described wherever it stands. */
const mostObjects = 20_000;

/**
 * Where each object of a class stands first, counted from a root: a graph whose nodes know each other (a neuron, its
 * links, their neurons) is described once, at the shortest path to each of its nodes, and not along every way around.
 */
export class Homes {
  readonly #homes = new Map<object, { parent: object; key: string | number }>();

  constructor(root: object, fieldsOf: (value: object) => [string | number, unknown][]) {
    const queue: object[] = [root];
    const seen = new Set<object>(queue);
    for (const parent of queue) {
      if (seen.size > mostObjects) break;
      for (const [key, value] of fieldsOf(parent)) {
        if (!isObject(value) || seen.has(value) || isTypedArray(value)) continue;
        seen.add(value);
        queue.push(value);
        if (isOfClass(value)) this.#homes.set(value, { parent, key });
      }
    }
  }

  /** False for an object of a class that stands nearer to the root elsewhere. */
  isHome(value: object, parent: object, key: string | number): boolean {
    const home = this.#homes.get(value);
    return home === undefined || (home.parent === parent && home.key === key);
  }
}

function isOfClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype && !Array.isArray(value) && !(value instanceof Map);
}
