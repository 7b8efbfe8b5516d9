import { relative, sep } from 'node:path';

/** The path of a file as globs are written: relative to a folder, with slashes on every system. */
export function globPath(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
