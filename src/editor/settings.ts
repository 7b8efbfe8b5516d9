import { Uri, workspace } from 'vscode';
import { defaultOptions, type CheckOptions } from '../engine/service.ts';
import { configOf } from './configFile.ts';
import type { RunOverrides } from './pairs/pairRef.ts';
import type { PythonInterpreters } from './python/pythonInterpreter.ts';
import { settingDefaults, type Settings } from './settingDefaults.ts';

export const settingsSection = 'gradientCheck';

/**
 * The one place where settings are read. What somebody set in VS Code wins, as a flag does on the command line; then
 * the nearest `gradcheck.config.json`; then the default. Lenses ask at every key: they read what they need and no more, since
 * VS Code takes its time over each, and writes a warning into its log where one that files may have of their own is read without a file.
 */
export function readSetting<Name extends keyof Settings>(name: Name, file?: Uri): Settings[Name] {
  const configuration = workspace.getConfiguration(settingsSection, file);
  const value = settingDefaults[name];
  const config: Record<string, unknown> = { ...(file && configOf(file)?.config) };
  const shared = config[name];
  const isTaken = typeof shared === typeof value && !Array.isArray(shared) && !isSet(configuration.inspect(name));
  return isTaken ? (shared as Settings[Name]) : configuration.get<Settings[Name]>(name, value);
}

/** All of them, as they are for one file. */
export function readSettings(file?: Uri): Settings {
  const names = Object.keys(settingDefaults) as (keyof Settings)[];
  return Object.fromEntries(names.map((name) => [name, readSetting(name, file)])) as unknown as Settings;
}

/** Whether somebody set it, for all windows, this workspace or this folder. */
function isSet(inspected: object | undefined): boolean {
  return Object.entries(inspected ?? {}).some(
    ([scope, value]) => scope !== 'defaultValue' && scope.endsWith('Value') && value !== undefined,
  );
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
    mode: modeOf(configOf(file)?.config.mode),
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

function modeOf(value: unknown): CheckOptions['mode'] {
  return value === 'exact' || value === 'fast' ? value : defaultOptions.mode;
}
