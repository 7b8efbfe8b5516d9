import { seededRandom, type Random } from '../random.ts';

/**
 * Math.random, replaced once and for good, before any user code can keep a reference to it: it hands on to the
 * original until a seeded generator is put in its place.
 */
const original = Math.random;
let seeded: Random | null = null;

Math.random = function random(): number {
  return seeded === null ? original() : seeded.next();
};

/** Runs `work` with a seeded Math.random. */
export async function withSeededRandom<T>(seed: number, key: string, work: () => Promise<T>): Promise<T> {
  const before = seeded;
  seeded = seededRandom(seed, `Math.random:${key}`);
  try {
    return await work();
  } finally {
    seeded = before;
  }
}

/** Seeds Math.random until it is released; `reset` starts its numbers again. */
export function seedRandom(seed: number): { reset(): void; release(): void } {
  const mine = seededRandom(seed, 'Math.random');
  const before = seeded;
  seeded = mine;
  return {
    reset: () => mine.reset(),
    release: () => void (seeded = before),
  };
}
