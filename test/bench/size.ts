import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createVsix } from '../../scripts/package/createVsix.ts';
import { out, root } from '../../scripts/provision/paths.ts';
import { Figures } from './figures.ts';

/** npm run bench:size: what is shipped, as the minified build left it in dist/. */
const figures = new Figures('size', 'the packaged extension');
const vsix = join(out, 'bench.vsix');
await createVsix(vsix);
figures.add('vsix', statSync(vsix).size / 1e6, 'MB', { atMost: 1.5 });
const bundles: [file: string, goal: number | null][] = [
  ['extension.cjs', 150],
  ['runner.cjs', null],
  ['worker.cjs', null],
  ['helper.cjs', null],
  ['cli.cjs', null],
  ['panel.js', null],
  ['typescript.cjs', null],
];
for (const [file, goal] of bundles) {
  const bytes = readFileSync(join(root, 'dist', file));
  const note = `gzipped ${(gzipSync(bytes).length / 1000).toFixed(1)} kB`;
  figures.add(`dist/${file}`, bytes.length / 1000, 'kB', goal === null ? null : { atMost: goal }, note);
}
// Whoever does not name the file cannot load it; in the others it is imported when a text is parsed or loaded.
const naming = ['extension.cjs', 'panel.js'].filter((file) =>
  readFileSync(join(root, 'dist', file), 'utf8').includes('typescript.cjs'),
);
const note = naming.length > 0 ? naming.join(', ') : 'extension host and panel never load it';
figures.add('bundles of editor and panel that can load TypeScript', naming.length, '', { atMost: 0 }, note);
figures.finish();
