import { defaultOptions } from '../engine/service.ts';
import type { GradientCheckConfig } from '../model/config.ts';
import { formats } from './formatReports.ts';

/** What a value may be; `integer` from 0 on, `count` from 1 on, `positive` any number above 0. */
export type Kind = 'positive' | 'integer' | 'count' | 'text' | 'globs' | readonly string[];

export interface Setting {
  key: Exclude<keyof GradientCheckConfig, '$schema'>;
  kind: Kind;
  description: string;
  /** How `--help` calls the value; a setting without it stands in the configuration file only. */
  placeholder?: string;
  /** Stated in `--help` and the schema. */
  default?: string | number;
}

/**
 * The one table of what can be set: the flags of `check`, the configuration file and its schema are made from it.
 */
export const settings: Setting[] = [
  {
    key: 'include',
    kind: 'globs',
    description: 'Files, folders or globs that are checked where the command line names none.',
  },
  { key: 'exclude', kind: 'globs', description: 'Globs of files that are never looked at.' },
  {
    key: 'format',
    kind: formats,
    placeholder: 'format',
    default: 'text',
    description: 'How the result is printed.',
  },
  { key: 'output', kind: 'text', placeholder: 'file', description: 'File that the result is written to.' },
  {
    key: 'epsilon',
    kind: 'positive',
    placeholder: 'step',
    default: defaultOptions.epsilon,
    description: 'Step ε of the textbook check; the verdict does not depend on it.',
  },
  {
    key: 'seed',
    kind: 'integer',
    placeholder: 'number',
    default: defaultOptions.seed,
    description: 'Seed of the random inputs.',
  },
  {
    key: 'mode',
    kind: ['auto', 'exact', 'fast'],
    default: defaultOptions.mode,
    description:
      "'exact' compares every entry, 'fast' only probes; 'auto' compares every entry where the budget allows.",
  },
  {
    key: 'budget',
    kind: 'positive',
    placeholder: 'seconds',
    default: defaultOptions.budgetMilliseconds / 1000,
    description: 'Time that comparing every entry may take; what would take longer is probed.',
  },
  {
    key: 'timeLimit',
    kind: 'positive',
    placeholder: 'seconds',
    default: defaultOptions.timeLimitMilliseconds / 1000,
    description: 'Time after which a check is stopped.',
  },
  {
    key: 'memoryLimit',
    kind: 'positive',
    placeholder: 'megabytes',
    default: defaultOptions.memoryLimitMegabytes,
    description: 'Memory that a check may use.',
  },
  {
    key: 'jobs',
    kind: 'count',
    placeholder: 'number',
    description: 'Checks at the same time; default: one per core.',
  },
  { key: 'python', kind: 'text', placeholder: 'interpreter', description: 'Interpreter for Python files.' },
];

/** What is wrong with a value, in words that follow its name; null where nothing is. */
export function complaint(kind: Kind, value: unknown): string | null {
  if (typeof kind !== 'string') return kind.includes(value as string) ? null : `must be one of ${kind.join(', ')}`;
  switch (kind) {
    case 'positive':
      return typeof value === 'number' && value > 0 && Number.isFinite(value) ? null : 'must be a number above 0';
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'must be a whole number from 0 on';
    case 'count':
      return Number.isSafeInteger(value) && Number(value) >= 1 ? null : 'must be a whole number from 1 on';
    case 'text':
      return typeof value === 'string' && value !== '' ? null : 'must be a text';
    case 'globs':
      return Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? null
        : 'must be a list of paths or globs';
    default:
      return kind satisfies never;
  }
}
