import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  ['reader.cjs', null],
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
const needing = commandsThatNeedTypeScript();
const needed = needing.length > 0 ? needing.join(', ') : 'a TypeScript file needs it, as the same run shows';
figures.add('commands without TypeScript files that load it', needing.length, '', { atMost: 0 }, needed);
figures.finish();

/**
 * Runs the command line from a copy of dist/ in which the library is missing: whoever loads it fails. Throws where even
 * a TypeScript file is read without it, because then nothing would be shown.
 */
function commandsThatNeedTypeScript(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-size-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), {
      recursive: true,
      filter: (path) => !path.endsWith('typescript.cjs'),
    });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    writeFileSync(
      join(folder, 'layer.py'),
      'def relu_forward(x):\n    return x * (x > 0)\n\n\ndef relu_backward(dy, x):\n    return dy * (x > 0)\n',
    );
    cpSync(join(root, 'examples', 'network.ts'), join(folder, 'network.ts'));
    const works = (command: string): boolean => {
      const { status, stdout } = spawnSync(process.execPath, [join('dist', 'cli.cjs'), ...command.split(' ')], {
        cwd: folder,
        encoding: 'utf8',
      });
      return status === 0 && stdout.trim() !== '' && !/^no /i.test(stdout);
    };
    if (works('check network.ts --list')) throw new Error('network.ts was read without the TypeScript library');
    return ['--version', '--help', 'check layer.py --list'].filter((command) => !works(command));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
