import { defaultOptions } from '../engine/service.ts';

/** Everything has a default; times in seconds, as on the command line. */
export interface GradientCheckOptions {
  /** Step ε of the textbook check; the verdict does not depend on it. Default 1e-7. */
  epsilon?: number;
  /** Seed of the random directions. Default 1. */
  seed?: number;
  /** 'exact' compares every entry, 'fast' probes whole parameters along random directions. Default 'auto': exact where it fits the budget. */
  mode?: 'auto' | 'exact' | 'fast';
  /** Seconds that comparing every entry may take in mode 'auto'. Default 2. */
  budget?: number;
}

/** What the numerics take. */
export type CompleteOptions = Required<Omit<GradientCheckOptions, 'budget'>> & { budgetMilliseconds: number };

/** Throws RangeError where a value makes no sense. */
export function completeOptions(given: GradientCheckOptions): CompleteOptions {
  const { epsilon = defaultOptions.epsilon, seed = defaultOptions.seed, mode = defaultOptions.mode } = given;
  const budget = given.budget ?? defaultOptions.budgetMilliseconds / 1000;
  if (!(epsilon > 0 && epsilon < 1)) throw new RangeError('epsilon must be between 0 and 1');
  if (!(budget > 0)) throw new RangeError('budget must be a number of seconds above 0');
  if (!Number.isSafeInteger(seed)) throw new RangeError('seed must be a whole number');
  if (!['auto', 'exact', 'fast'].includes(mode)) throw new RangeError("mode must be 'auto', 'exact' or 'fast'");
  return { epsilon, seed, mode, budgetMilliseconds: budget * 1000 };
}
