import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so long, in milliseconds, other requests have their turn. */
const stretch = 20;

/** Lets a long piece of work give way to other requests now and then. */
export class Turns {
  #started = performance.now();

  get isDue(): boolean {
    return performance.now() - this.#started >= stretch;
  }

  async turn(): Promise<void> {
    await nextTurn();
    this.#started = performance.now();
  }
}
