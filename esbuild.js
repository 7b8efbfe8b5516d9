// The one build script: node esbuild.js [--watch] [--minify]
// Everything that runs is a bundle in dist/; nothing of node_modules is shipped beside it.
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
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
const { bundlesFor } = await import('./scripts/build/bundles.js');

const watch = process.argv.includes('--watch');
const { bundles, typescriptLibrary } = bundlesFor({ minify: process.argv.includes('--minify') });

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
