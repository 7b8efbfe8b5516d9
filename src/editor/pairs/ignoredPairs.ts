import { basename, matchesGlob } from 'node:path';
import { Uri, workspace } from 'vscode';
import { globPath } from '../../engine/scan/globPath.ts';
import type { Pair } from '../../model/facts.ts';
import { isExcluded } from '../configFile.ts';
import { readSetting } from '../settings.ts';

/** Pairs without those that the setting `gradientCheck.ignore` or the configuration file silences. */
export function withoutIgnored<T extends Pick<Pair, 'id' | 'name' | 'backward'>>(file: string, pairs: T[]): T[] {
  const uri = Uri.file(file);
  if (isExcluded(uri)) return [];
  const patterns: unknown = readSetting('ignore', uri);
  if (!Array.isArray(patterns) || patterns.length === 0) return pairs;
  const folder = workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  const path = folder === undefined ? basename(file) : globPath(folder, file);
  const wanted = patterns.filter((one) => typeof one === 'string');
  if (wanted.some((pattern) => isFileOf(pattern, path))) return [];
  return pairs.filter(({ id, name, backward }) => !wanted.some((pattern) => [id, name, backward].includes(pattern)));
}

/** A glob with a slash is meant from the workspace folder on; one without for the name of the file, in any folder. */
function isFileOf(pattern: string, path: string): boolean {
  return matchesGlob(pattern.includes('/') ? path : basename(path), pattern);
}
