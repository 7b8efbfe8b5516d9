import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from './usageError.ts';

const run = promisify(execFile);

/**
 * Absolute paths of the files that differ from a git revision: changed, staged, or new and not ignored. Throws
 * UsageError outside a repository and for a revision that there is not.
 */
export async function changedFiles(folder: string, revision: string): Promise<Set<string>> {
  const root = (await git(folder, ['rev-parse', '--show-toplevel'])).trim();
  await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], () =>
    noRevision(revision),
  );
  const lists = await Promise.all([
    git(root, ['diff', '--name-only', '--no-renames', '-z', revision, '--']),
    git(root, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  const real = realpathSync.native(root);
  return new Set(lists.flatMap((list) => list.split('\0').filter(Boolean)).map((name) => join(real, name)));
}

function noRevision(revision: string): string {
  return `--changed: git knows no revision "${revision}". Name a branch, a tag or a commit, and put paths before the flag: gradient-check check src --changed main`;
}

async function git(folder: string, args: string[], why?: () => string): Promise<string> {
  try {
    return (await run('git', ['-C', folder, ...args], { maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UsageError('--changed needs git, which was not found.');
    if (why) throw new UsageError(why());
    const said = (error as { stderr?: string }).stderr?.trim().split('\n', 1)[0];
    throw new UsageError(`--changed: ${said ?? String(error)}`);
  }
}
