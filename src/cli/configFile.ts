import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { loadFile } from '../engine/job/loadFile.ts';
import type { GradientCheckConfig } from '../model/config.ts';
import { GradientCheckError } from '../model/fault.ts';
import { complaint, settings } from './settings.ts';
import { UsageError } from './usageError.ts';

/** Nearest first; where a folder holds several, the first of these is taken. */
const names = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `gradcheck.config.${extension}`);

export interface LoadedConfig {
  /** Absolute path; null where there is none. */
  file: string | null;
  /** The folder that its paths are relative to. */
  folder: string;
  config: GradientCheckConfig;
}

/**
 * The configuration file that is named, else the nearest one in `folder` or above it. Throws UsageError where it
 * cannot be read, or says something that no setting means.
 */
export async function findConfig(folder: string, named?: string): Promise<LoadedConfig> {
  const file = named === undefined ? upwards(folder) : resolve(folder, named);
  if (file === null) return { file: null, folder, config: {} };
  if (!existsSync(file)) throw new UsageError(`${named ?? file}: no such configuration file`);
  const value = extname(file) === '.json' ? readJson(file) : await readModule(file);
  return { file, folder: dirname(file), config: validated(value, file) };
}

function upwards(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = names.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(at) === at) return null;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${basename(file)} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readModule(file: string): Promise<unknown> {
  try {
    const namespace = await loadFile(file);
    const value = 'default' in namespace ? namespace['default'] : namespace;
    return typeof value === 'function' ? await (value as () => unknown)() : value;
  } catch (error) {
    if (!(error instanceof GradientCheckError)) throw error;
    const { message, line } = error.fault;
    throw new UsageError(`${basename(file)}${line === null ? '' : `:${String(line)}`}: ${message}`);
  }
}

function validated(value: unknown, file: string): GradientCheckConfig {
  const name = basename(file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${name} must hold an object (as its default export): { "include": ["src"] }`);
  }
  for (const [key, one] of Object.entries(value)) {
    if (key === '$schema') continue;
    const setting = settings.find((candidate) => candidate.key === key);
    if (!setting) {
      throw new UsageError(
        `${name}: "${key}" is no setting. There are: ${settings.map((each) => each.key).join(', ')}`,
      );
    }
    const wrong = complaint(setting.kind, one);
    if (wrong !== null) throw new UsageError(`${name}: "${key}" ${wrong}`);
  }
  return value;
}
