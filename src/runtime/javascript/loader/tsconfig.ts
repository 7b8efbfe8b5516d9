import { dirname, join, resolve } from 'node:path';
import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import type { Files } from './files.ts';
import type { TranspileOptions } from './transpile.ts';

/** What the loader takes from a tsconfig.json or jsconfig.json. */
export interface Project {
  compiler: TranspileOptions['compiler'];
  /** Paths that `paths` and `baseUrl` make of a specifier, best first. */
  candidates(specifier: string): string[];
}

const none: Project = { compiler: {}, candidates: () => [] };

/** Reads the configuration that holds for a folder, `extends` and references included. */
export class Projects {
  readonly #ts: TypeScriptLibrary;
  readonly #files: Files;
  readonly #byFolder = new Map<string, Project>();

  constructor(ts: TypeScriptLibrary, files: Files) {
    this.#ts = ts;
    this.#files = files;
  }

  of(folder: string): Project {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const project = this.#find(folder);
    this.#byFolder.set(folder, project);
    return project;
  }

  #find(folder: string): Project {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(folder, name);
      if (this.#files.isFile(path)) return this.#open(path);
    }
    const above = dirname(folder);
    return above === folder ? none : this.of(above);
  }

  #open(path: string): Project {
    const { options, references } = this.#parse(path);
    // A "solution" has no options of its own: its first project with paths speaks for it.
    const referenced = (references ?? []).map(
      ({ path: at }) => this.#parse(this.#configAt(resolve(dirname(path), at))).options,
    );
    const chosen =
      options.paths === undefined ? (referenced.find((one) => one.paths !== undefined) ?? options) : options;
    return {
      compiler: compilerOptions(this.#ts, chosen),
      candidates: (specifier) => candidates(chosen, specifier),
    };
  }

  #configAt(path: string): string {
    return this.#files.isFolder(path) ? join(path, 'tsconfig.json') : path;
  }

  #parse(path: string): { options: ts.CompilerOptions; references?: readonly ts.ProjectReference[] } {
    const files = this.#files;
    const readFile = (at: string): string | undefined => (files.isFile(at) ? files.read(at) : undefined);
    const { config } = this.#ts.readConfigFile(path, readFile) as { config?: object };
    const host: ts.ParseConfigHost = {
      useCaseSensitiveFileNames: true,
      readDirectory: () => [],
      fileExists: (at) => files.isFile(at),
      readFile,
    };
    const { options, projectReferences } = this.#ts.parseJsonConfigFileContent(
      config ?? {},
      host,
      dirname(path),
      undefined,
      path,
    );
    return { options, references: projectReferences };
  }
}

function compilerOptions(ts: TypeScriptLibrary, options: ts.CompilerOptions): Project['compiler'] {
  const {
    experimentalDecorators,
    emitDecoratorMetadata,
    useDefineForClassFields,
    jsxFactory,
    jsxFragmentFactory,
    target,
  } = options;
  return {
    experimentalDecorators,
    emitDecoratorMetadata,
    useDefineForClassFields: useDefineForClassFields ?? (target === undefined || target >= ts.ScriptTarget.ES2022),
    jsxFactory,
    jsxFragmentFactory,
  };
}

/** TypeScript gives `baseUrl` up; people's configurations still have it. */
type Mapping = { baseUrl?: string; pathsBasePath?: string; paths?: Record<string, string[]> };

function candidates(options: Mapping, specifier: string): string[] {
  const base = options.baseUrl ?? options.pathsBasePath;
  if (base === undefined) return [];
  const matches = Object.entries(options.paths ?? {})
    .map(([pattern, targets]) => ({ pattern, targets, star: starOf(pattern, specifier) }))
    .filter((match) => match.star !== null)
    .sort((a, b) => prefixLength(b.pattern) - prefixLength(a.pattern));
  const mapped = (matches[0]?.targets ?? []).map((target) =>
    resolve(
      base,
      target.replace('*', () => matches[0]!.star!),
    ),
  );
  return options.baseUrl === undefined ? mapped : [...mapped, resolve(base, specifier)];
}

/** What `*` stands for; null where the pattern does not match. */
function starOf(pattern: string, specifier: string): string | null {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === specifier ? '' : null;
  const before = pattern.slice(0, at);
  const after = pattern.slice(at + 1);
  const fits =
    specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
  return fits ? specifier.slice(before.length, specifier.length - after.length) : null;
}

function prefixLength(pattern: string): number {
  const at = pattern.indexOf('*');
  return at < 0 ? Infinity : at;
}
