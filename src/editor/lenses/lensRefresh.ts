/** After so many events in a row that nobody answered, no editor shows lenses; one that is opened later asks by itself. */
const mostTries = 7;

/**
 * Tells VS Code that lenses changed. It starts a timer of a quarter of a second anew with every such event, and only
 * then asks: under a steady stream it would never ask, and an event that follows another delays the answer. So one
 * event is sent, and what changes until VS Code asks it learns when it asks.
 *
 * An editor that loses the focus within that quarter of a second forgets the event, and one whose lenses took long
 * waits longer than usual. So an event that is not answered is sent again, each time after twice as long as before.
 */
export class LensRefresh {
  readonly #milliseconds: number;
  readonly #send: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, send: () => void) {
    this.#milliseconds = milliseconds;
    this.#send = send;
  }

  /** Something that lenses show has changed. */
  request(): void {
    if (!this.#timer) this.#try(1);
  }

  /** VS Code has asked, and was told how things stand now. */
  answered(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.answered();
  }

  #try(nth: number): void {
    this.#send();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (nth < mostTries) this.#try(nth + 1);
      },
      this.#milliseconds * 2 ** (nth - 1),
    );
  }
}
