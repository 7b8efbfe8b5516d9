import { readFileSync, statSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { workspace, type Disposable, type Uri } from 'vscode';
import { globPath } from '../engine/scan/globPath.ts';
import type { GradientCheckConfig } from '../model/config.ts';

/** The form of the command line's configuration file that is data; the others are code, which never runs in the editor. */
const name = 'gradcheck.config.json';

interface Read {
  /** Time of the last change, and size. */
  stamp: string;
  config: GradientCheckConfig | null;
}

const known = new Map<string, Read>();

/**
 * What the nearest `gradcheck.config.json` says of a file: in its folder or above it, as far as the workspace folder.
 * Null where there is none, where it is no JSON object, and in an untrusted workspace.
 */
export function configOf(file: Uri): { folder: string; config: GradientCheckConfig } | null {
  const root = workspace.isTrusted ? workspace.getWorkspaceFolder(file)?.uri : undefined;
  if (root?.scheme !== 'file') return null;
  for (let folder = dirname(file.fsPath); ; folder = dirname(folder)) {
    const read = readOnce(join(folder, name));
    if (read) return read.config && { folder, config: read.config };
    if (folder === root.fsPath || folder === dirname(folder)) return null;
  }
}

/** Whether the configuration file says that a file is never looked at; its globs are relative to its own folder. */
export function isExcluded(file: Uri): boolean {
  const found = configOf(file);
  const globs: unknown = found?.config.exclude;
  if (!found || !Array.isArray(globs)) return false;
  const path = globPath(found.folder, file.fsPath);
  return globs.some((glob) => typeof glob === 'string' && matchesGlob(path, glob));
}

/** Calls the listener whenever a configuration file of the workspace appears, changes or goes. */
export function watchConfig(listener: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(`**/${name}`);
  watcher.onDidCreate(listener);
  watcher.onDidChange(listener);
  watcher.onDidDelete(listener);
  return watcher;
}

/** Undefined where there is no such file. Lenses ask often, so a text is read once. */
function readOnce(path: string): Read | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  const stamp = `${String(stat.mtimeMs)} ${String(stat.size)}`;
  const before = known.get(path);
  if (before?.stamp === stamp) return before;
  const read = { stamp, config: parsed(path) };
  known.set(path, read);
  return read;
}

/** Null for what is no JSON object; the editor underlines that in the file itself. */
function parsed(path: string): GradientCheckConfig | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
