// The one build script: node esbuild.js [--watch] [--minify]
// Everything that runs is a bundle in dist/; nothing of node_modules is shipped beside it.
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { thirdPartyNotices } from './scripts/package/thirdParty.js';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  // The dev dependency `node` brings Node 24 and stands first on the path of npm scripts.
  console.error(
    `This build needs Node 22.18 or newer and runs on ${process.versions.node}. Run it as an npm script after ` +
      '`npm ci`, with install scripts allowed (they bring Node 24 into node_modules).',
  );
  process.exit(1);
}
const esbuild = await import('esbuild');
const { pure, smallTypeScript } = await import('./scripts/build/smallTypeScript.js');

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** TypeScript's library is a file of its own: whoever imports it loads it when it is first needed. */
const typescriptBeside = {
  name: 'typescript-beside',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: './typescript.cjs', external: true }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify,
  sourcemap: minify ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};

// Strict, as the sources are: an assignment to what is frozen must throw, not be lost.
const bundleUrl = "'use strict';const bundleUrl = require('node:url').pathToFileURL(__filename).href;";

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  plugins: [typescriptBeside],
  // Sources are ES modules and bundles are not: what a module knows about its own place stays true.
  define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
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
  { ...node, entryPoints: ['src/engine/runner.ts'], outfile: 'dist/runner.cjs' },
  { ...node, entryPoints: ['src/engine/worker.ts'], outfile: 'dist/worker.cjs' },
  { ...node, entryPoints: ['src/engine/helper.ts'], outfile: 'dist/helper.cjs' },
  { ...node, entryPoints: ['src/engine/debug.ts'], outfile: 'dist/debug.cjs' },
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
  stdin: { contents: "export * from 'typescript';", resolveDir: import.meta.dirname },
  plugins: [smallTypeScript],
  pure,
  outfile: 'dist/typescript.cjs',
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  minify: true,
  sourcemap: false,
};

function copyPythonRunner() {
  const from = 'src/runtime/python';
  mkdirSync('dist/python', { recursive: true });
  cpSync(from, 'dist/python', {
    recursive: true,
    filter: (path) => path.endsWith('.py') || (statSync(path).isDirectory() && basename(path) !== '__pycache__'),
  });
}

function printSizes(results) {
  for (const { metafile } of results) {
    for (const [file, output] of Object.entries(metafile.outputs)) {
      if (file.endsWith('.map')) continue;
      const gzipped = gzipSync(readFileSync(file)).length;
      console.log(`${file.padEnd(24)} ${kilobytes(output.bytes)}  gzipped ${kilobytes(gzipped)}`);
    }
  }
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

process.chdir(import.meta.dirname);
if (watch) {
  await esbuild.build(typescriptLibrary);
  copyPythonRunner();
  for (const options of bundles) await (await esbuild.context(options)).watch();
  console.log('watching src/ …');
} else {
  const settled = await Promise.allSettled([...bundles, typescriptLibrary].map((options) => esbuild.build(options)));
  copyPythonRunner();
  printSizes(settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  if (settled.some(({ status }) => status === 'rejected')) process.exit(1);
  writeFileSync('dist/THIRD-PARTY.txt', thirdPartyNotices(settled.map(({ value }) => value.metafile)));
  chmodSync('dist/cli.cjs', 0o755);
}
