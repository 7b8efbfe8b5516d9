/** A small seeded generator (sfc32, Chris Doty-Humphrey): the same seed gives the same check everywhere. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  /** `stream` keeps draws for different purposes apart, so that one more draw in one does not move the others. */
  constructor(seed: number, stream = 0) {
    this.#a = Math.imul(seed | 0, 0x9e3779b1) ^ 0x243f6a88;
    this.#b = Math.imul(stream | 0, 0x85ebca6b) ^ 0x13198a2e;
    this.#c = (Math.floor(seed / 2 ** 32) | 0) ^ 0x03707344;
    for (let i = 0; i < 15; i++) this.#next();
  }

  /** A generator that will draw what this one draws from now on. */
  copy(): Random {
    const copy = new Random(0);
    copy.#a = this.#a;
    copy.#b = this.#b;
    copy.#c = this.#c;
    copy.#counter = this.#counter;
    copy.#spare = this.#spare;
    return copy;
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Standard normal (polar method of Marsaglia). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spare = v * factor;
        return u * factor;
      }
    }
  }

  /** Integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** ±U[0.5, 1.5]: never near 0, and no two alike, so that entries cannot cancel exactly. */
  signed(): number {
    const size = 0.5 + this.uniform();
    return this.uniform() < 0.5 ? -size : size;
  }
}
