import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { glob } from 'tinyglobby';
import { out, root } from '../provision/paths.ts';

/** Bundles what runs inside the extension host; found by pattern, so that no suite can be left out. */
export async function bundleSuites(): Promise<string> {
  const outfile = join(out, 'vscode', 'index.cjs');
  await build({
    entryPoints: [join(root, 'test/vscode/suite/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['vscode', 'mocha', 'typescript', 'fast-check'],
    plugins: [suites, ownPlace],
  });
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
    builder.onLoad({ filter: /[\\/](test|src)[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};
