import * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scriptPackages } from '../faults.ts';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import type { TranspileCache } from './cache.ts';
import type { Files } from './files.ts';
import type { Projects } from './tsconfig.ts';
import { transpile, type LoadMode, type Transpiled } from './transpile.ts';

/** A source ready for Node. */
export interface Source {
  format: 'module' | 'commonjs';
  source: string;
}

/** What the loader knows of a file, and wants to know. */
export interface SourceHost {
  mode(path: string): LoadMode;
  note(text: string): void;
  /** Makes the names that other scripts of the page declare reachable. */
  provide(names: string[], path: string): void;
}

/** Makes the sources of one loader ready for Node, each once. */
export class Sources {
  readonly #ts: TypeScriptLibrary;
  readonly #files: Files;
  readonly #projects: Projects;
  readonly #cache: TranspileCache;
  readonly #host: SourceHost;
  readonly #known = new Map<string, Source>();

  constructor(ts: TypeScriptLibrary, files: Files, projects: Projects, cache: TranspileCache, host: SourceHost) {
    this.#ts = ts;
    this.#files = files;
    this.#projects = projects;
    this.#cache = cache;
    this.#host = host;
  }

  /** For a file that is to be loaded in another mode. */
  forget(path: string): void {
    this.#known.delete(path);
  }

  /** Throws GradientCheckError ('syntax'). */
  get(path: string): Source {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const transpiled = this.#transpile(path);
    this.#host.provide(transpiled.freeNames, path);
    const made = { format: transpiled.format, source: this.#wrapped(transpiled, path) };
    this.#known.set(path, made);
    return made;
  }

  #transpile(path: string): Transpiled {
    const text = this.#files.read(path);
    const mode = this.#host.mode(path);
    const { compiler } = this.#projects.of(dirname(path));
    const isModulePackage = this.#files.isModulePackage(path);
    const parts = [
      'free names, page wrapper',
      this.#ts.version,
      /\.[^.]+$/.exec(path)?.[0] ?? '',
      mode,
      JSON.stringify(compiler),
      String(isModulePackage),
      path.endsWith('.json') ? '' : text,
    ];
    const transpiled = this.#cache.get(parts, () =>
      transpile(this.#ts, path, text, { mode, compiler, isModulePackage }),
    );
    if (transpiled.leftOut.length > 0) {
      const lines = transpiled.leftOut.slice(0, 8).join(', ');
      this.#host.note(
        l10n.t('Only the definitions of {0} were loaded; statements at line {1} were not run.', basename(path), lines),
      );
    }
    return transpiled;
  }

  /** Adds, on the first line, what the source uses and Node does not give it; and the source map. */
  #wrapped({ format, code, map, commonJsNames, scriptNames }: Transpiled, path: string): string {
    const packages = scriptNames.filter((name) => this.#canRequire(scriptPackages[name]!, path));
    const prelude: string[] = [];
    if (format === 'module') {
      if (packages.length > 0 || commonJsNames.includes('require')) {
        prelude.push(
          "import { createRequire as __gradientCheckRequire } from 'node:module'; const require = __gradientCheckRequire(import.meta.url);",
        );
      }
      if (commonJsNames.includes('__dirname')) prelude.push('const __dirname = import.meta.dirname;');
      if (commonJsNames.includes('__filename')) prelude.push('const __filename = import.meta.filename;');
    }
    for (const name of packages) prelude.push(`const ${name} = require(${JSON.stringify(scriptPackages[name])});`);
    const source = `${prelude.join(' ')}${code}`;
    if (map === '') return source;
    const named = { ...(JSON.parse(map) as object), sources: [pathToFileURL(path).href], sourceRoot: '' };
    const inline = Buffer.from(JSON.stringify(named)).toString('base64');
    return `${source}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
  }

  #canRequire(name: string, path: string): boolean {
    try {
      createRequire(path).resolve(name);
      return true;
    } catch {
      return false;
    }
  }
}
