/**
 * Calls at once, and then at most once per pause; the last of a burst is never lost. For listeners that start a timer
 * anew with every event, as VS Code does for lenses: under a steady stream they would never get to act.
 */
export class Throttle {
  readonly #pause: number;
  readonly #call: () => void;
  #timer: NodeJS.Timeout | undefined;
  #again = false;

  constructor(milliseconds: number, call: () => void) {
    this.#pause = milliseconds;
    this.#call = call;
  }

  request(): void {
    if (this.#timer) {
      this.#again = true;
      return;
    }
    this.#call();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.request();
    }, this.#pause);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
