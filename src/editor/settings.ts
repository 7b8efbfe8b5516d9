import { workspace, type ConfigurationScope, type Uri } from 'vscode';
import type { CheckOptions } from '../engine/service.ts';
import type { RunOverrides } from './pairRef.ts';
import type { PythonInterpreters } from './pythonInterpreter.ts';
import { settingDefaults, type Settings } from './settingDefaults.ts';

export const settingsSection = 'gradientCheck';

/** The one place where settings are read. */
export function readSettings(scope?: ConfigurationScope): Settings {
  const configuration = workspace.getConfiguration(settingsSection, scope);
  const entries = Object.entries(settingDefaults).map(([name, value]) => [name, configuration.get(name, value)]);
  return Object.fromEntries(entries) as Settings;
}

/** Options of a check of one file; numbers that make no sense fall back to their defaults. */
export async function checkOptions(
  file: Uri,
  overrides: RunOverrides,
  interpreters: Pick<PythonInterpreters, 'of'>,
): Promise<CheckOptions> {
  const settings = readSettings(file);
  const isPython = /\.(?:py|ipynb)$/i.test(file.path);
  return {
    epsilon: positive(settings.epsilon, settingDefaults.epsilon),
    seed: Number.isInteger(settings.seed) ? settings.seed : settingDefaults.seed,
    mode: 'auto',
    budgetMilliseconds: 1000 * positive(settings.budget, settingDefaults.budget),
    timeLimitMilliseconds: 1000 * positive(settings.timeLimit, settingDefaults.timeLimit),
    memoryLimitMegabytes: positive(settings.memoryLimit, settingDefaults.memoryLimit),
    python: settings.python.trim() || (isPython ? await interpreters.of(file) : null),
    ...overrides,
  };
}

function positive(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : fallback;
}
