type Getters = Record<string, () => unknown>;
type Setters = Record<string, (value: unknown) => void>;

/**
 * Top-level bindings of loaded modules, exported or not. Every module tells its own when it has run, as functions that
 * read and assign them, so that what is seen is always the variable itself and not a copy of its value.
 */
export class Locals {
  readonly #told = new Map<string, { getters: Getters; setters: Setters }>();

  tell(path: string, getters: Getters, setters: Setters): void {
    this.#told.set(path, { getters, setters });
  }

  has(path: string): boolean {
    return this.#told.has(path);
  }

  /** The value of one binding now; undefined where there is none. */
  value(path: string, name: string): unknown {
    return this.#told.get(path)?.getters[name]?.();
  }

  /** An object whose fields are the module's bindings: assigning a field assigns the variable. */
  of(path: string): Record<string, unknown> {
    const { getters = {}, setters = {} } = this.#told.get(path) ?? {};
    const locals: Record<string, unknown> = {};
    for (const [name, get] of Object.entries(getters)) {
      const set = setters[name];
      Object.defineProperty(locals, name, { enumerable: true, get: () => attempt(get), ...(set ? { set } : {}) });
    }
    return locals;
  }
}

/** A binding that only types mention does not exist when the module runs. */
function attempt(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return undefined;
  }
}
