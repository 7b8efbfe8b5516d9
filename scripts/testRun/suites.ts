import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { root } from '../provision/paths.ts';

export interface Suite {
  name: string;
  /** Command lines run one after the other; the first that fails ends the suite. */
  commands: string[][];
  /** How to run some files of a suite of mocha again; a suite of anything else has none, and counts as one test. */
  again?: (files: string[]) => string[];
}

const mochaFlags = ['--ui', 'bdd', '--reporter', join(root, 'scripts/testRun/countingReporter.cjs')];

/** Folders of test/ that are no mocha suites of their own, or are run in a way of their own. */
const special = new Set(['vscode', 'window', 'fixtures', 'bench', 'soak']);

/** Every suite there is, quick ones first: a folder of test/ with *.test.ts files is a suite without being listed. */
export async function allSuites(): Promise<Suite[]> {
  const folders = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !special.has(entry.name))
    .map((entry) => entry.name)
    .sort((a, b) => Number(b === 'unit') - Number(a === 'unit'));
  const found: Suite[] = [];
  for (const folder of folders) {
    if ((await glob(`test/${folder}/**/*.test.ts`, { cwd: root })).length > 0) found.push(mochaSuite(folder, 60_000));
  }
  return [
    { name: 'build', commands: [['node', 'esbuild.js', '--minify']] },
    { name: 'types', commands: [['tsc', '--noEmit']] },
    {
      name: 'lint',
      commands: [['eslint', '.'], ['prettier', '--check', '--log-level=warn', '.'], ['knip']],
    },
    ...found,
    { name: 'vscode', commands: [hostSuite], again: () => hostSuite },
    mochaSuite('window', 240_000),
  ];
}

/** One bundle in one extension host: it is run as a whole. */
const hostSuite = ['node', 'test/vscode/run.ts'];

function mochaSuite(folder: string, timeout: number): Suite {
  const again = (files: string[]) => ['mocha', '--no-config', ...mochaFlags, '--timeout', String(timeout), ...files];
  return { name: folder, commands: [again([`test/${folder}/**/*.test.ts`])], again };
}
