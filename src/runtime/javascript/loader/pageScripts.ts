import { readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Files } from './files.ts';

const folders = ['.', 'lib', 'libs', 'js', 'src', 'utils', '..'];
const mostFiles = 80;
const mostBytes = 300_000;

/**
 * Finds the script of the same page that declares a name at its top level: `class Matrix` in matrix.js beside nn.js.
 * Null where there is none.
 */
export function scriptThatDeclares(name: string, path: string, files: Files): string | null {
  const declaration = new RegExp(
    `^(?:export\\s+(?:default\\s+)?)?(?:class|(?:async\\s+)?function\\*?|const|let|var)\\s+${escaped(name)}\\b`,
    'm',
  );
  return neighbours(path).find((one) => isSmall(one) && declaration.test(files.read(one))) ?? null;
}

function escaped(name: string): string {
  return name.replace(/\$/g, '\\$');
}

function neighbours(path: string): string[] {
  const found = folders.flatMap((folder) => {
    const full = join(dirname(path), folder);
    const names = statSync(full, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(full) : [];
    return names
      .filter(
        (name) => /^\.[cm]?[jt]s$/.test(extname(name)) && !/\.(d|test|spec|min|gradcheck)\.[cm]?[jt]s$/.test(name),
      )
      .map((name) => join(full, name));
  });
  return [...new Set(found)].filter((one) => one !== path).slice(0, mostFiles);
}

function isSmall(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= mostBytes;
}
