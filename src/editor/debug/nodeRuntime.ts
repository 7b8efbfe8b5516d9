import { execFile } from 'node:child_process';
import type { NodeRuntime } from './debugConfiguration.ts';

/** Loading TypeScript needs module hooks, which came with it. */
const oldest = [22, 15] as const;

/**
 * The Node that a debugger starts: the one that runs the extensions. VS Code's desktop is none by name, so there a Node
 * of the user's comes first, if it is new enough.
 */
export async function nodeRuntime(): Promise<NodeRuntime> {
  const own = { path: process.execPath, isElectron: 'electron' in process.versions };
  if (!own.isElectron) return own;
  return isNewEnough(await versionOf('node')) ? { path: 'node', isElectron: false } : own;
}

/** True for '22.15.0' and later; null stands for no Node at all. */
export function isNewEnough(version: string | null): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function versionOf(command: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, ['-p', 'process.versions.node'], { timeout: 5_000, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout.trim());
    });
  });
}
