/**
 * Seeded random numbers from 32-bit integer arithmetic only, so that every language can repeat them bit for bit.
 * Not for anything secret.
 */
export interface Random {
  /** Uniform in [0, 1) with 32 random bits. */
  next(): number;
  /** Starts again from the first number. */
  reset(): void;
}

/** 32-bit FNV-1a over the UTF-8 bytes of `text`, mixed with `seed`. */
export function hashSeed(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1)) >>> 0;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Generator "mulberry32" (Tommy Ettinger, public domain), started from a seed and a key. */
export function seededRandom(seed: number, key: string): Random {
  const start = hashSeed(seed, key);
  let state = start;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
    reset() {
      state = start;
    },
  };
}

/**
 * Standard normal as the sum of twelve uniforms less six (Irwin–Hall): no logarithm or cosine, whose last bit differs
 * between languages; never beyond ±6.
 */
export function nextNormal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.next();
  return sum;
}
