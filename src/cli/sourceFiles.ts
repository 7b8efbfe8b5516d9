import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { glob } from 'tinyglobby';

const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'html', 'py', 'ipynb'];
const ignored = ['**/node_modules/**', '**/.git/**', '**/dist/**', '**/*.d.ts', '**/*.min.js', '**/*.gradcheck.*'];

/**
 * Files, folders and globs → absolute paths of sources, sorted. `missing` are the arguments that name nothing.
 */
export async function sourceFiles(paths: string[]): Promise<{ files: string[]; missing: string[] }> {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const path of paths) {
    const found = await expand(path);
    if (found.length === 0) missing.push(path);
    for (const file of found) files.add(file);
  }
  return { files: [...files].sort(), missing };
}

async function expand(path: string): Promise<string[]> {
  const full = resolve(path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (stat?.isFile()) return [full];
  const pattern = `**/*.{${extensions.join(',')}}`;
  if (stat?.isDirectory()) return glob(pattern, { cwd: full, absolute: true, ignore: ignored });
  return glob(path, { absolute: true, ignore: ignored });
}
