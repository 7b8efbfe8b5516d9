/**
 * Tells VS Code that lenses changed. It starts a timer of a quarter of a second anew with every such event, and only
 * then asks: under a steady stream it would never ask, and an event that follows another delays the answer. So one
 * event is sent, and the next only when VS Code has asked since: what changes meanwhile it learns when it asks. Where it
 * does not ask (no editor shows lenses), the next event waits for `milliseconds`.
 */
export class LensRefresh {
  readonly #milliseconds: number;
  readonly #send: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isChanged = false;

  constructor(milliseconds: number, send: () => void) {
    this.#milliseconds = milliseconds;
    this.#send = send;
  }

  /** Something that lenses show has changed. */
  request(): void {
    if (this.#timer) {
      this.#isChanged = true;
      return;
    }
    this.#send();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isChanged) this.answered().request();
    }, this.#milliseconds);
  }

  /** VS Code has asked, and was told how things stand now. */
  answered(): this {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isChanged = false;
    return this;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
