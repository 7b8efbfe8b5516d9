import { seededRandom, type Random } from '../random.ts';

/**
 * Math.random, replaced when it is first seeded, which is before any user code is loaded and can keep a reference to
 * it: it hands on to the original until a seeded generator is put in its place.
 */
let original: (() => number) | null = null;
let seeded: Random | null = null;

function random(): number {
  return seeded === null ? (original ?? random)() : seeded.next();
}

/** Puts it in place. */
export function replaceRandom(): void {
  if (Math.random === random) return;
  original = Math.random;
  Math.random = random;
}

/** For a process that is not ours to change: gives it its own Math.random back. */
export function giveMathRandomBack(): void {
  if (original !== null && Math.random === random) Math.random = original;
}

/** Runs `work` with a seeded Math.random. */
export async function withSeededRandom<T>(seed: number, key: string, work: () => Promise<T>): Promise<T> {
  replaceRandom();
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
  replaceRandom();
  const mine = seededRandom(seed, 'Math.random');
  const before = seeded;
  seeded = mine;
  return {
    reset: () => mine.reset(),
    release: () => void (seeded = before),
  };
}
