import { defaultOptions } from '../engine/service.ts';

/**
 * Every setting with its default. package.json repeats them because VS Code reads them there; a test holds the two
 * against each other.
 */
export const settingDefaults = {
  epsilon: defaultOptions.epsilon,
  seed: defaultOptions.seed,
  budget: defaultOptions.budgetMilliseconds / 1000,
  timeLimit: defaultOptions.timeLimitMilliseconds / 1000,
  memoryLimit: defaultOptions.memoryLimitMegabytes,
  python: defaultOptions.python ?? '',
  show: 'both' as Surfaces,
  inlineWords: 'wrong' as InlineWords,
  checkOnSave: 'checked' as CheckOnSave,
  /** Globs of files, and names of pairs, that get no lens and no check. */
  ignore: [] as string[],
};

/** Where checks are started and their verdicts shown. */
export type Surfaces = 'both' | 'lens' | 'testExplorer';

export type InlineWords = 'off' | 'wrong' | 'all';

/** 'checked': only pairs that were checked once in this window. */
export type CheckOnSave = 'off' | 'checked' | 'all';

export type Settings = typeof settingDefaults;
