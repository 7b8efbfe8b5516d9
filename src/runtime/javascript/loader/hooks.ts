import { createRequire, isBuiltin } from 'node:module';
import type nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isInPackages } from './files.ts';
import type { Loader } from './loader.ts';
import { assetModule, interopModule, jsonModule, missingModule } from './syntheticModules.ts';

type ResolveHook = nodeModule.ResolveHookSync;
type LoadHook = nodeModule.LoadHookSync;
type Resolved = ReturnType<ResolveHook>;

/** Marks of the modules that are made up, behind the URL of the file that they stand for. */
export const marks = {
  interop: 'gradient-check=interop',
  node: 'gradient-check=node',
  asset: 'gradient-check=asset',
  again: 'gradient-check=again',
  nodeAgain: 'gradient-check=node-again',
} as const;

/** Specifier by which the loader imports a package as a file of the workspace would. */
export const libraryScheme = 'gradient-check-library:';

const assets =
  /\.(css|scss|sass|less|styl|svg|png|jpe?g|gif|webp|ico|glsl|wgsl|frag|vert|txt|md|csv|tsv|html?|wasm|mp3|wav|mp4|woff2?|ttf)$/i;
const assetQuery = /\?(raw|url|worker|inline|sharedworker|import)\b/;

/** The two hooks over one loader; they let everything pass that no file of the workspace asked for. */
export function hooksOf(loader: Loader): { resolve: ResolveHook; load: LoadHook } {
  return {
    resolve(specifier, context, next) {
      if (specifier.startsWith(libraryScheme)) {
        const [name, parent] = JSON.parse(decodeURIComponent(specifier.slice(libraryScheme.length))) as [
          string,
          string,
        ];
        return resolvePackage(loader, name, parent, { ...context, parentURL: pathToFileURL(parent).href }, next);
      }
      if (loader.isEntry(specifier)) return found(loader, fileURLToPath(specifier), context, null);
      const parent = parentOf(context.parentURL);
      if (parent === null || !loader.owns(parent) || isBuiltin(specifier)) return next(specifier, context);
      return resolveFrom(loader, specifier, parent, context, next);
    },
    load(url, context, next) {
      const [location, mark] = url.split('?', 2);
      if (url.startsWith('gradient-check-missing:')) return esm(missingModule(url, loader));
      if (mark === marks.asset) return esm(assetModule());
      if (!location!.startsWith('file:')) return next(url, context);
      const path = fileURLToPath(location!);
      if (mark === marks.interop || mark === marks.node || mark === marks.nodeAgain) {
        return esm(interopModule(createRequire(location!)(path), path, mark === marks.interop));
      }
      if (!loader.owns(path)) return next(url, context);
      if (!path.endsWith('.json')) {
        const { format, source } = loader.source(path);
        return { format, source, shortCircuit: true };
      }
      const text = loader.files.read(path);
      const isPlain = isJsonImport(context) || isRequire(context);
      return isPlain ? { format: 'json', source: text, shortCircuit: true } : esm(jsonModule(text, path));
    },
  };
}

function esm(source: string): ReturnType<LoadHook> {
  return { format: 'module', source, shortCircuit: true };
}

/** Path of the file that imports; query and marks removed. */
function parentOf(url: string | undefined): string | null {
  return url?.startsWith('file:') === true ? fileURLToPath(url.replace(/[?#].*$/, '')) : null;
}

type Context = Parameters<ResolveHook>[1];
type Next = Parameters<ResolveHook>[2];

function resolveFrom(loader: Loader, specifier: string, parent: string, context: Context, next: Next): Resolved {
  const bare = specifier.replace(/\?.*$/, '');
  if (assetQuery.test(specifier) || (assets.test(bare) && !bare.startsWith('file:'))) {
    const at = pathToFileURL(loader.resolver.resolve(bare, parent) ?? parent).href;
    return { url: `${at}?${marks.asset}`, format: 'module', shortCircuit: true };
  }
  const path = loader.resolver.resolve(bare, parent);
  if (path !== null) return found(loader, path, context, parent);
  return resolvePackage(loader, specifier, parent, context, next);
}

function resolvePackage(loader: Loader, specifier: string, parent: string, context: Context, next: Next): Resolved {
  const name = loader.packageName(specifier);
  let resolved: Resolved;
  try {
    resolved = next(name, context);
  } catch (error) {
    const path = loader.sourceOfMissing(error, name, parent);
    if (path !== null) return found(loader, path, context, parent);
    return loader.missing(specifier, parent);
  }
  if (!resolved.url.startsWith('file:')) return resolved;
  const path = fileURLToPath(resolved.url.replace(/[?#].*$/, ''));
  if (!isInPackages(path) || /\.[cm]?tsx?$/.test(path)) return found(loader, path, context, parent);
  const isRequired = isRequire(context);
  if (isRequired || !loader.isCommonJsPackage(path, resolved.format)) return resolved;
  return { url: `${resolved.url}?${interopFor(loader, parent)}`, format: 'module', shortCircuit: true };
}

/** A file of the workspace. CommonJS that is imported comes behind a module which gives all its names. */
function found(loader: Loader, path: string, context: Context, parent: string | null): Resolved {
  const real = loader.take(path);
  const url = pathToFileURL(real).href;
  const isRequired = isRequire(context);
  if (real.endsWith('.json')) {
    const isData = isJsonImport(context) || isRequired;
    return { url, format: isData ? 'json' : 'module', importAttributes: context.importAttributes, shortCircuit: true };
  }
  if (real.endsWith('.node')) return { url, format: 'commonjs', shortCircuit: true };
  const { format } = loader.source(real);
  const isAgain = loader.isAgain(real);
  if (format === 'commonjs' && !isRequired) {
    const mark = isAgain ? marks.nodeAgain : parent === null ? marks.node : interopFor(loader, parent);
    return { url: `${url}?${mark}`, format: 'module', shortCircuit: true };
  }
  return { url: isAgain ? `${url}?${marks.again}` : url, format, shortCircuit: true };
}

/** Node 22 gives the conditions of a require as a set. */
function isRequire({ conditions }: { conditions?: Iterable<string> }): boolean {
  return new Set(conditions).has('require');
}

/** Node leaves the attributes out where a module is required. */
function isJsonImport({ importAttributes }: { importAttributes?: { type?: string } }): boolean {
  return importAttributes?.type === 'json';
}

/** Node gives module.exports as default; TypeScript and bundlers give exports.default where there is one. */
function interopFor(loader: Loader, parent: string): string {
  return loader.isPlainNode(parent) ? marks.node : marks.interop;
}
