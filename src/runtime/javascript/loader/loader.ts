import * as l10n from '@vscode/l10n';
import nodeModule, { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fault, GradientCheckError } from '../../../model/fault.ts';
import { loadTypeScript, type TypeScriptLibrary } from '../loadTypeScript.ts';
import { keepIntrinsics } from '../intrinsics.ts';
import { withSeededRandom } from '../mathRandom.ts';
import type { LoadedModule } from '../modules.ts';
import { TranspileCache } from './cache.ts';
import { evaluate } from './evaluate.ts';
import { Files } from './files.ts';
import { hooksOf, libraryScheme } from './hooks.ts';
import { loadingFault, notFound } from './importFaults.ts';
import { importedFrom } from './importedNames.ts';
import { Locals } from './locals.ts';
import { scriptThatDeclares } from './pageScripts.ts';
import { packageOfUrl, Resolver, unbuiltPackage } from './resolver.ts';
import { Projects } from './tsconfig.ts';
import { Sources, type Source } from './sources.ts';
import { localsKey, type LoadMode } from './transpile.ts';

export interface LoaderOptions {
  /** Unsaved buffers by absolute path. */
  overlays?: Record<string, string>;
  /** Folder for transpiled sources; null keeps them in memory only. */
  cacheFolder?: string | null;
  /** Seeds Math.random while modules load: some make their weights then. */
  seed?: number;
}

/**
 * Loads modules of the workspace as they stand in the editor, in this thread, at their real URLs. One loader sees
 * each file once: after an edit a fresh worker starts anew.
 */
export class Loader {
  readonly files: Files;
  readonly resolver: Resolver;
  readonly #ts: TypeScriptLibrary;
  readonly #sources: Sources;
  readonly #entries = new Map<string, LoadMode>();
  readonly #seed: number;
  readonly #again = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #locals = new Locals();
  readonly #notes = new Set<string>();
  readonly #hooks: nodeModule.ModuleHooks;

  private constructor(ts: TypeScriptLibrary, options: LoaderOptions) {
    this.#ts = ts;
    this.#seed = options.seed ?? 1;
    this.files = new Files(options.overlays ?? {});
    const projects = new Projects(ts, this.files);
    this.resolver = new Resolver(this.files, projects);
    this.#sources = new Sources(ts, this.files, projects, new TranspileCache(options.cacheFolder ?? null), {
      mode: (path) => this.#entries.get(path) ?? 'whole',
      note: (text) => this.#notes.add(text),
      provide: (names, path) => this.#provide(names, path),
    });
    this.#hooks = nodeModule.registerHooks(hooksOf(this));
    process.setSourceMapsEnabled(true);
    Object.defineProperty(globalThis, Symbol.for(localsKey), {
      configurable: true,
      value: this.#locals.tell.bind(this.#locals),
    });
  }

  /** Throws GradientCheckError ('interpreter') on a Node without module hooks. */
  static async open(options: LoaderOptions = {}): Promise<Loader> {
    if (typeof (nodeModule as Partial<typeof nodeModule>).registerHooks !== 'function') {
      throw new GradientCheckError(
        fault(
          'interpreter',
          l10n.t(
            'JavaScript and TypeScript files are checked by Node 22.15 or newer; this is Node {0}. Install a newer Node, or update VS Code.',
            process.versions.node,
          ),
        ),
      );
    }
    const typescript = await loadTypeScript();
    keepIntrinsics();
    return new Loader(typescript, options);
  }

  /** Loads one module. Throws GradientCheckError with the user's place. */
  async load(file: string, mode: LoadMode = 'whole'): Promise<LoadedModule> {
    const path = this.files.real(resolve(file));
    // What was loaded stays, even where its file is gone by now.
    if (!this.#taken.has(path) && !this.files.isFile(path))
      throw new GradientCheckError(fault('import', l10n.t('{0} was not found.', basename(file)), { file: path }));
    try {
      const url = this.#entryUrl(path, mode);
      const namespace = await withSeededRandom(this.#seed, basename(path), () => evaluate(url));
      return {
        namespace,
        locals: this.#locals.of(path),
        files: [path, ...[...this.#taken].filter((one) => one !== path)],
        notes: [...this.#notes],
      };
    } catch (thrown) {
      throw new GradientCheckError(loadingFault(thrown, path, this.files));
    }
  }

  /** Node remembers what failed by its URL: the same file in another mode gets another one. */
  #entryUrl(path: string, mode: LoadMode): string {
    const before = this.#entries.get(path);
    if (before !== undefined && before !== mode) {
      this.#sources.forget(path);
      this.#again.add(path);
    }
    this.#entries.set(path, mode);
    return pathToFileURL(path).href;
  }

  /** True for an entry that was loaded in another mode before. */
  isAgain(path: string): boolean {
    return this.#again.has(path);
  }

  /** Imports a package as `parent` would. */
  async library(name: string, parent: string): Promise<unknown> {
    try {
      return await import(libraryScheme + encodeURIComponent(JSON.stringify([name, this.files.real(resolve(parent))])));
    } catch (thrown) {
      throw new GradientCheckError(loadingFault(thrown, parent, this.files));
    }
  }

  /** Lets go of the hooks; modules that are loaded stay. */
  dispose(): void {
    this.#hooks.deregister();
  }

  /** Files of the workspace that were loaded so far. */
  get loaded(): string[] {
    return [...this.#taken];
  }

  /** Their texts, as they were read. */
  texts(): [path: string, text: string][] {
    return [...this.#taken].filter((path) => !path.endsWith('.node')).map((path) => [path, this.files.read(path)]);
  }

  isEntry(specifier: string): boolean {
    return (
      specifier.startsWith('file:') && [...this.#entries.keys()].some((path) => pathToFileURL(path).href === specifier)
    );
  }

  /** True for files that this loader has resolved. */
  owns(path: string): boolean {
    return this.#taken.has(path);
  }

  /** Makes a file one of the loader's own; gives its real path. */
  take(path: string): string {
    const real = this.files.real(path);
    this.#taken.add(real);
    return real;
  }

  /** Source of one of the loader's own files, ready for Node. */
  source(path: string): Source {
    return this.#sources.get(path);
  }

  /** A file that runs in Node as it is, without TypeScript or a bundler. */
  isPlainNode(path: string): boolean {
    return (
      /\.mjs$/.test(path) ||
      (/\.js$/.test(path) &&
        this.files.isModulePackage(path) &&
        this.files.above(dirname(path), 'tsconfig.json') === null)
    );
  }

  isCommonJsPackage(path: string, format: string | null | undefined): boolean {
    if (format === 'commonjs') return true;
    return (format === null || format === undefined) && /\.c?js$/.test(path) && !this.files.isModulePackage(path);
  }

  packageName(specifier: string): string {
    return packageOfUrl(specifier) ?? specifier;
  }

  /** A source for what Node did not find: a subpath import's './x.js' that is x.ts, a package that was not built. */
  sourceOfMissing(error: unknown, specifier: string, parent: string): string | null {
    const { url } = error as { url?: unknown };
    const path = typeof url === 'string' && url.startsWith('file:') ? this.resolver.resolve(url, parent) : null;
    return path ?? unbuiltPackage(this.files, this.resolver, specifier, parent);
  }

  /** A missing module is a fault, but for one that only definitions mention. Throws GradientCheckError. */
  missing(specifier: string, parent: string): { url: string; format: 'module'; shortCircuit: true } {
    if ((this.#entries.get(parent) ?? 'whole') === 'whole') throw notFound(specifier, parent, this.files);
    this.#notes.add(l10n.t('"{0}" was not found; {1} was loaded without it.', specifier, basename(parent)));
    const names = importedFrom(this.#ts, this.files.read(parent), specifier);
    const url = `gradient-check-missing:${encodeURIComponent(JSON.stringify([specifier, names, parent]))}`;
    return { url, format: 'module', shortCircuit: true };
  }

  /** What a missing module's exports are: once they are used they say what is missing, at the place of its import. */
  standIn(specifier: string, parent: string): unknown {
    const complain = (): never => {
      throw notFound(specifier, parent, this.files);
    };
    // A class may extend what is missing: its methods are defined, and only building one complains.
    const get = (target: object, key: PropertyKey): unknown =>
      key === 'prototype' ? Reflect.get(target, key) : complain();
    return new Proxy(function missing() {}, { get, apply: complain, construct: complain });
  }

  /** Scripts of one page share their top level: the first use of a name loads the script that declares it. */
  #provide(names: string[], path: string): void {
    for (const name of names) {
      const script = Object.hasOwn(globalThis, name) ? null : scriptThatDeclares(name, path, this.files);
      if (script === null) continue;
      const define = (value: unknown): void => {
        Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
      };
      this.#notes.add(l10n.t('{0} comes from {1}, as a script tag would bring it.', name, basename(script)));
      const get = (): unknown => this.#localOf(script, name, path);
      Object.defineProperty(globalThis, name, { configurable: true, get, set: define });
    }
  }

  /** A top-level binding of another script; its definitions where it fails as a whole. */
  #localOf(script: string, name: string, parent: string): unknown {
    const real = this.files.real(script);
    if (!this.#locals.has(real)) {
      const require = createRequire(parent);
      try {
        require(script);
      } catch {
        this.#sources.forget(real);
        this.#entries.set(real, 'guarded');
        require(script);
      }
    }
    return this.#locals.value(real, name);
  }
}
