import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Linter } from 'eslint';
import { glob } from 'tinyglobby';
import ts from 'typescript';
import { pure, smallTypeScript } from '../../scripts/build/smallTypeScript.js';
import { root } from '../../scripts/provision/paths.ts';

const small = createRequire(import.meta.url)('../../dist/typescript.cjs') as typeof ts;

/** Names that Node gives, and one that only a symbol's documentation would need: the check asks for none. */
const known = ['process', 'console', 'performance', 'setTimeout', 'clearTimeout', 'Buffer', '__filename', '__dirname'];
const unreached = ['onProfilerEvent', 'ts_JsDoc_exports'];

describe('the TypeScript library that is shipped', function () {
  this.timeout(120_000);

  it('misses no name that what is left of it uses', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'typescript';", resolveDir: root },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      plugins: [smallTypeScript],
      pure: [...pure],
      logLevel: 'silent',
    });
    const found = new Linter().verify(
      outputFiles[0]?.text ?? '',
      { languageOptions: { sourceType: 'commonjs', ecmaVersion: 'latest' }, rules: { 'no-undef': 'error' } },
      { filename: 'typescript.cjs', allowInlineConfig: false },
    );
    assert.ok(
      found.every(({ ruleId }) => ruleId === 'no-undef'),
      found[0]?.message,
    );
    const missing = new Set(found.map(({ message }) => /^'(\w+)'/u.exec(message)?.[1] ?? message));
    assert.deepEqual(
      [...missing].filter((name) => ![...known, ...unreached].includes(name)),
      [],
    );
  });

  it('reads and transpiles the sources of this repository as the whole one does', async () => {
    const files = await glob(['src/**/*.{ts,tsx}', 'examples/*.{ts,js}', 'test/reach/cases/*.{ts,js}'], { cwd: root });
    for (const file of files.sort().filter((_, at) => at % 6 === 0)) {
      const text = readFileSync(join(root, file), 'utf8');
      const outputs = [ts, small].map((library) => [kinds(library, file, text), transpiled(library, file, text)]);
      assert.deepEqual(outputs[1], outputs[0], file);
    }
  });
});

function kinds(library: typeof ts, file: string, text: string): string {
  const source = library.createSourceFile(file, text, library.ScriptTarget.Latest, true);
  const seen: string[] = [];
  const visit = (node: ts.Node): void => {
    seen.push(`${String(node.kind)}@${String(node.getStart(source))}`);
    library.forEachChild(node, visit);
  };
  visit(source);
  return seen.join(' ');
}

function transpiled(library: typeof ts, fileName: string, text: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    jsx: ts.JsxEmit.ReactJSX,
    experimentalDecorators: true,
    sourceMap: true,
  };
  const { outputText, sourceMapText = '' } = library.transpileModule(text, { fileName, compilerOptions });
  return outputText + sourceMapText;
}
