// What is bundled, and how; esbuild.js builds it, and a test asks what has gone in.
import { join } from 'node:path';
import { pure, smallTypeScript } from './smallTypeScript.js';

const root = join(import.meta.dirname, '..', '..');

/** TypeScript's library is a file of its own: whoever imports it loads it when it is first needed. */
const typescriptBeside = {
  name: 'typescript-beside',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: './typescript.cjs', external: true }));
  },
};

// Strict, as the sources are: an assignment to what is frozen must throw, not be lost.
const bundleUrl = "'use strict';const bundleUrl = require('node:url').pathToFileURL(__filename).href;";

/**
 * The options of every bundle.
 * @param {{ minify: boolean }} choice
 */
export function bundlesFor({ minify }) {
  /** @type {import('esbuild').BuildOptions} */
  const shared = {
    bundle: true,
    minify,
    sourcemap: minify ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
    absWorkingDir: root,
  };

  /** @type {import('esbuild').BuildOptions} */
  const node = {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    plugins: [typescriptBeside],
    // Sources are ES modules and bundles are not: what a module knows about its own place stays true.
    define: {
      'import.meta.url': 'bundleUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    banner: { js: bundleUrl },
  };

  /** The library for other people's tests: an ES module and its CommonJS twin, without anything of an editor. */
  const library = {
    ...shared,
    entryPoints: ['src/library/index.ts'],
    platform: 'browser',
    external: ['node:url'],
    target: 'es2022',
  };

  /** @type {import('esbuild').BuildOptions[]} */
  const bundles = [
    { ...library, format: 'esm', outfile: 'dist/library.mjs' },
    { ...library, format: 'cjs', outfile: 'dist/library.cjs' },
    { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs' },
    { ...node, entryPoints: ['src/engine/processes/runner.ts'], outfile: 'dist/runner.cjs' },
    { ...node, entryPoints: ['src/engine/processes/reader.ts'], outfile: 'dist/reader.cjs' },
    { ...node, entryPoints: ['src/engine/processes/worker.ts'], outfile: 'dist/worker.cjs' },
    { ...node, entryPoints: ['src/engine/processes/helper.ts'], outfile: 'dist/helper.cjs' },
    { ...node, entryPoints: ['src/engine/job/debug.ts'], outfile: 'dist/debug.cjs' },
    // An older Node must get as far as the message that says so.
    {
      ...node,
      target: 'node20',
      entryPoints: ['src/cli/main.ts'],
      outfile: 'dist/cli.cjs',
      banner: { js: `#!/usr/bin/env node\n${bundleUrl}` },
    },
    {
      ...shared,
      entryPoints: ['src/panel/main.tsx'],
      outfile: 'dist/panel.js',
      platform: 'browser',
      format: 'iife',
      target: 'chrome130',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      loader: { '.svg': 'text' },
    },
  ];

  const typescriptLibrary = {
    ...shared,
    stdin: { contents: "export * from 'typescript';", resolveDir: root },
    plugins: [smallTypeScript],
    pure,
    // Its names as plain properties: as the module's own getters, each would be asked for through two calls, millions of times.
    footer: { js: 'module.exports = { ...module.exports };' },
    outfile: 'dist/typescript.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    minify: true,
    sourcemap: false,
  };
  return { bundles, typescriptLibrary };
}
