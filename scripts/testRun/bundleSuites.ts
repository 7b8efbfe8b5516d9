import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { glob } from 'tinyglobby';
import { out, root } from '../provision/paths.ts';

/**
 * Bundles what runs inside the extension host; found by pattern, so that no suite can be left out. Beside it lies the
 * worker of the loader's cases, built as the one that is shipped.
 */
export async function bundleSuites(): Promise<string> {
  const folder = join(out, 'vscode');
  const options = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'typescript', 'fast-check'],
  } satisfies BuildOptions;
  const outfile = join(folder, 'index.cjs');
  const worker = { in: join(root, 'test/vscode/loaderWorker.ts'), out: 'loaderWorker' };
  await Promise.all([
    build({
      ...options,
      entryPoints: [join(root, 'test/vscode/suite/index.ts')],
      outfile,
      logLevel: 'warning',
      plugins: [suites, ownPlace],
    }),
    build({
      ...options,
      entryPoints: [worker],
      outdir: folder,
      outExtension: { '.js': '.cjs' },
      define: { 'import.meta.url': 'bundleUrl', 'import.meta.dirname': '__dirname' },
      banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    }),
  ]);
  return outfile;
}

const suites: Plugin = {
  name: 'suites',
  setup(builder) {
    builder.onResolve({ filter: /^virtual:suites$/ }, () => ({ path: 'suites', namespace: 'suites' }));
    builder.onLoad({ filter: /.*/, namespace: 'suites' }, async () => {
      const files = (await glob('test/vscode/**/*.test.ts', { cwd: root })).sort();
      const calls = files.map((file) => `require(${JSON.stringify(`./${file}`)});`);
      return { contents: `export function loadSuites() { ${calls.join('\n')} }`, resolveDir: root };
    });
  },
};

/** A bundled test still finds its fixtures: its own place is where it was written. */
const ownPlace: Plugin = {
  name: 'own-place',
  setup(builder) {
    builder.initialOptions.define = {
      'import.meta.dirname': 'writtenInFolder',
      'import.meta.filename': 'writtenInFile',
      'import.meta.url': 'writtenAtUrl',
    };
    builder.onLoad({ filter: /[\\/](test|src|scripts)[\\/].*\.ts$/ }, async ({ path }) => {
      const places = { writtenInFolder: dirname(path), writtenInFile: path, writtenAtUrl: pathToFileURL(path).href };
      const head = Object.entries(places).map(([name, place]) => `const ${name} = ${JSON.stringify(place)};`);
      // On the first line of the text, so that every line keeps its number.
      return { contents: `${head.join('')}${await readFile(path, 'utf8')}`, loader: 'ts' };
    });
  },
};
