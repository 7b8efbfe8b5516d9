import typescript from 'typescript';
import { discover } from '../../src/discovery/discover.ts';
import { drawing, mutated, seeds } from './mutations.ts';

export interface Lost {
  seed: number;
  extension: string;
  why: string;
}

export interface FuzzResult {
  tried: Record<string, number>;
  lost: Lost[];
  /** Processor time of the slowest source, in milliseconds. */
  slowest: number;
}

/** Longest processor time of one source, in milliseconds. */
export const limit = 200;

/** Reads mutated sources of every language; one that throws or takes too long is lost. */
export function fuzzDiscovery(count: number, firstSeed = 1): FuzzResult {
  const all = seeds();
  const result: FuzzResult = { tried: {}, lost: [], slowest: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const { extension, text } = mutated(all, drawing(seed));
    result.tried[extension] = (result.tried[extension] ?? 0) + 1;
    try {
      const took = fastest(`fuzz${extension}`, text);
      result.slowest = Math.max(result.slowest, took);
      if (took > limit) result.lost.push({ seed, extension, why: `${took.toFixed(0)} ms` });
    } catch (error) {
      result.lost.push({
        seed,
        extension,
        why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
  return result;
}

/** Once, and where that took long again: a collection of garbage or a busy machine does not count. */
function fastest(file: string, text: string): number {
  let best = Infinity;
  for (let i = 0; i < 4 && best > limit / 2; i++) {
    const before = process.cpuUsage();
    discover({ file, text }, { typescript });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
