import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from './files.ts';
import type { Projects } from './tsconfig.ts';

const scriptFirst = ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts', '.json'];
const typedFirst = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** TypeScript writes the name of the output: './y.js' may be y.ts. */
const sourcesOf: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Finds files of the workspace as TypeScript and bundlers do, where Node alone would not. */
export class Resolver {
  readonly #files: Files;
  readonly #projects: Projects;

  constructor(files: Files, projects: Projects) {
    this.#files = files;
    this.#projects = projects;
  }

  /** The file that a specifier means in `parent`; null where it is for Node to say. */
  resolve(specifier: string, parent: string): string | null {
    const isTyped = /\.[cm]?tsx?$|\.vue$|\.svelte$/i.test(parent);
    if (specifier.startsWith('file:')) return this.file(fileURLToPath(specifier), isTyped);
    if (/^\.\.?(\/|$)/.test(specifier) || specifier.startsWith('/')) {
      return this.file(resolve(dirname(parent), specifier), isTyped);
    }
    for (const candidate of this.#projects.of(dirname(parent)).candidates(specifier)) {
      const found = this.file(candidate, isTyped);
      if (found !== null) return found;
    }
    return null;
  }

  /** A file by its path, with extensions and folder indexes tried. */
  file(path: string, isTyped: boolean): string | null {
    const twin = this.#source(path);
    if (twin !== null && (isTyped || !this.#files.isFile(path))) return twin;
    if (this.#files.isFile(path)) return path;
    const extensions = isTyped ? typedFirst : scriptFirst;
    return this.#first(extensions.map((extension) => path + extension)) ?? this.#folder(path, isTyped, extensions);
  }

  #source(path: string): string | null {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
    if (extension === undefined) return null;
    const stem = path.slice(0, -extension.length);
    return this.#first((sourcesOf[extension] ?? []).map((each) => stem + each));
  }

  #folder(path: string, isTyped: boolean, extensions: string[]): string | null {
    if (!this.#files.isFolder(path)) return null;
    const description = this.#files.readJson(join(path, 'package.json')) as { main?: unknown } | undefined;
    const main = typeof description?.main === 'string' ? this.file(join(path, description.main), isTyped) : null;
    return main ?? this.#first(extensions.map((extension) => join(path, `index${extension}`)));
  }

  #first(paths: string[]): string | null {
    return paths.find((path) => this.#files.isFile(path)) ?? null;
  }
}

/** A package that was linked into node_modules without having been built: its sources serve. */
export function unbuiltPackage(files: Files, resolver: Resolver, specifier: string, parent: string): string | null {
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined || specifier.startsWith('.')) return null;
  const description = files.above(dirname(parent), join('node_modules', name, 'package.json'));
  if (description === null) return null;
  const folder = dirname(description);
  const rest = specifier.slice(name.length);
  const tried =
    rest === ''
      ? [join(folder, 'src'), join(folder, 'src', name.replace(/^.*\//, '')), folder]
      : [join(folder, rest), join(folder, 'src', rest)];
  for (const path of tried) {
    const found = resolver.file(path, true);
    if (found !== null) return found;
  }
  return null;
}

/** The package behind a content network's URL: https://esm.sh/mathjs@13 is mathjs. */
export function packageOfUrl(specifier: string): string | null {
  const match =
    /^https?:\/\/(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|esm\.run|jspm\.dev|cdn\.jsdelivr\.net\/npm|ga\.jspm\.io\/npm:)\/?((?:@[^/@]+\/)?[^/@?]+)/.exec(
      specifier,
    );
  return match?.[1] ?? null;
}
