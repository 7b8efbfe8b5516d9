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
  codeLens: true,
  testExplorer: true,
  inlineWords: 'wrong' as InlineWords,
  checkOnSave: 'checked' as CheckOnSave,
};

export type InlineWords = 'off' | 'wrong' | 'all';

/** 'checked': only pairs that were checked once in this window. */
export type CheckOnSave = 'off' | 'checked' | 'all';

export type Settings = typeof settingDefaults;
