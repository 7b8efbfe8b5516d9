import { isAbsolute, relative, resolve } from 'node:path';

/**
 * A report may name any path, a saved one too: only files of the workspace, and the one that was checked, are opened.
 * `/workspace/../etc/passwd` is none of them.
 */
export function mayOpen(file: string, checked: string, roots: readonly string[]): boolean {
  const path = resolve(file);
  if (!isAbsolute(file)) return false;
  return path === resolve(checked) || roots.some((root) => isBelow(path, resolve(root)));
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/u.test(way) && !isAbsolute(way);
}
