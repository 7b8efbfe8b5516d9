import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';

const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'html', 'py', 'ipynb'];
const folders = ['node_modules', '.git', 'dist', 'out', 'build', 'coverage', '.venv', 'venv', 'site-packages'];
/** Never looked at inside a folder or a glob; a file that is named itself always is. */
export const ignored = [
  ...folders.map((name) => `**/${name}/**`),
  '**/__pycache__/**',
  '**/*.d.{ts,mts,cts}',
  '**/*.min.js',
  '**/*.gradcheck.*',
  '**/*_gradcheck.*',
  '**/gradcheck.config.*',
];

/** A link to a folder above leads round and round, two of them without end. */
const unfollowed = { followSymbolicLinks: false };

/** Where to look: paths and globs are relative to the folder. */
export interface Search {
  folder: string;
  paths: string[];
  exclude: string[];
}

/** Files, folders and globs → absolute paths of sources, sorted. `missing` are those that name nothing. */
export async function sourceFiles(search: Search): Promise<{ files: string[]; missing: string[] }> {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const path of search.paths) {
    const found = await expand(path, search);
    if (found === null) missing.push(path);
    for (const file of found ?? []) files.add(file);
  }
  return { files: [...files].sort(), missing };
}

/** Null where the path names nothing; a folder without sources names something. */
async function expand(path: string, { folder, exclude }: Search): Promise<string[] | null> {
  const full = resolve(folder, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat?.isFile()) return [full];
  const options = { absolute: true, ignore: [...ignored, ...exclude], expandDirectories: false, ...unfollowed };
  if (stat?.isDirectory()) return await glob(`**/*.{${extensions.join(',')}}`, { ...options, cwd: full });
  const found = await glob(path, { ...options, cwd: folder });
  return found.length > 0 ? found : null;
}
