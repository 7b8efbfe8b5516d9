import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from '../provision/paths.ts';

const entry = join(root, 'src', 'library', 'index.ts');
const target = join(root, 'dist', 'types');

/**
 * Writes the library's declarations to dist/types: the entry's, and those that it leads to. Each is written twice, for
 * `import` (.d.ts) and for `require` (.d.cts). Throws where the library does not type-check.
 * @returns the files, relative to dist/types
 */
export function writeDeclarations(): string[] {
  const texts = emit();
  rmSync(target, { recursive: true, force: true });
  const written: string[] = [];
  for (const source of reached(texts)) {
    for (const [kind, extension] of [
      ['.js', '.d.ts'],
      ['.cjs', '.d.cts'],
    ] as const) {
      const name = relative(join(root, 'src'), source).replaceAll('\\', '/').replace(/\.ts$/u, extension);
      mkdirSync(dirname(join(target, name)), { recursive: true });
      writeFileSync(join(target, name), texts.get(source)?.replaceAll(importOf, `$1${kind}$3`) ?? '');
      written.push(name);
    }
  }
  return written.sort();
}

/** The relative imports of a declaration: they name sources. */
const importOf = /(from '\.[^']*)(\.ts)(')/gu;

/** Declarations by the source that they declare. */
function emit(): Map<string, string> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    removeComments: false,
  };
  const program = ts.createProgram([entry], options);
  const texts = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (_file, text, _mark, _onError, sources) => {
    const [source] = sources ?? [];
    if (source) texts.set(resolve(source.fileName), text.replace(/from "([^"]+)"/gu, "from '$1'"));
  });
  const [first] = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (first) throw new Error(ts.flattenDiagnosticMessageText(first.messageText, '\n'));
  return texts;
}

/** The entry and what its declarations import, one from another. */
function reached(texts: Map<string, string>): string[] {
  const found = new Set([entry]);
  for (const source of found) {
    for (const [, specifier = ''] of texts.get(source)?.matchAll(/from '(\.[^']*\.ts)'/gu) ?? []) {
      found.add(resolve(dirname(source), specifier));
    }
  }
  return [...found];
}
