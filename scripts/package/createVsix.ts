import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { root } from '../provision/paths.ts';

/** Large folders that vsce would walk through for a quarter of a minute before it leaves them out. */
const large = new Set(['node_modules', '.vscode-test', '.git', '.cache', 'out', 'coverage']);

/** Packs the built extension as .vscodeignore says. @returns what it holds, by path inside of it */
export async function createVsix(packagePath: string): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'gradient-check-package-'));
  try {
    for (const name of readdirSync(root)) {
      if (!large.has(name)) cpSync(join(root, name), join(cwd, name), { recursive: true });
    }
    mkdirSync(dirname(packagePath), { recursive: true });
    // No repository to point to is known at this place: links stay as they are written.
    const links = { allowMissingRepository: true, rewriteRelativeLinks: false };
    await createVSIX({ cwd, packagePath, dependencies: false, ignoreFile: join(cwd, '.vscodeignore'), ...links });
    return (await listFiles({ cwd, packageManager: PackageManager.None })).sort();
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
