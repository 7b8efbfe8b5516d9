import type { Loader } from './loader.ts';

/** Sources of modules that no file holds. */
const exportsKey = 'gradient-check.exports';

type Registry = Map<string, unknown>;

function registry(): Registry {
  const holder = globalThis as unknown as Record<symbol, Registry | undefined>;
  return (holder[Symbol.for(exportsKey)] ??= new Map<string, unknown>());
}

/**
 * An ES module with all names of a CommonJS module.
 * @param unwraps default is `exports.default` where the module says that it is a transpiled ES module
 */
export function interopModule(exported: unknown, path: string, unwraps: boolean): string {
  registry().set(path, exported);
  const isHolder = (typeof exported === 'object' && exported !== null) || typeof exported === 'function';
  const fields = (isHolder ? exported : {}) as Record<string, unknown>;
  const names = isHolder ? Object.keys(fields).filter((name) => name !== 'default') : [];
  const isTranspiled = unwraps && fields.__esModule === true && 'default' in fields;
  const lines = names.map(
    (name, i) => `const v${i} = m[${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`,
  );
  return [
    `const m = globalThis[Symbol.for('${exportsKey}')].get(${JSON.stringify(path)});`,
    `export default ${isTranspiled ? 'm.default' : 'm'};`,
    ...lines,
  ].join('\n');
}

/** JSON as default and, where it is an object, by its keys. */
export function jsonModule(text: string, path: string): string {
  return interopModule(JSON.parse(text.replace(/^\uFEFF/, '')), path, false);
}

/** Styles, pictures and the like: nothing that a gradient depends on. */
export function assetModule(): string {
  return 'export default "";';
}

/** Stands for a package that is not installed: it loads, and says what is missing when it is used. */
export function missingModule(url: string, loader: Loader): string {
  const [specifier, names, parent] = JSON.parse(decodeURIComponent(url.slice('gradient-check-missing:'.length))) as [
    string,
    string[],
    string,
  ];
  registry().set(url, loader.standIn(specifier, parent));
  return [
    `const m = globalThis[Symbol.for('${exportsKey}')].get(${JSON.stringify(url)});`,
    'export default m;',
    // What a require gives: not the namespace around it.
    "export { m as 'module.exports' };",
    ...names
      .filter((name) => name !== 'default')
      .map((name, i) => `const v${i} = m; export { v${i} as ${JSON.stringify(name)} };`),
  ].join('\n');
}
