/** Ends what it stands for; VS Code's Disposable is one. */
export interface Subscription {
  dispose(): unknown;
}

/** An event that needs no editor, so that what fires it can be tested alone; its `event` fits wherever VS Code wants one. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): Subscription => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
