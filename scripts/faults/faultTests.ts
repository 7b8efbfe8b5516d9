import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../provision/paths.ts';

export interface FaultTest {
  suite: string;
  name: string;
  isLost: boolean;
}

/** The tests of test/faults, run or (`dry`) only listed. */
export function faultTests(dry: boolean): FaultTest[] {
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-faults-'));
  const file = join(folder, 'tests.json');
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const flags = [
    '--no-config',
    '--exit',
    '--ui',
    'bdd',
    '--timeout',
    '60000',
    '--reporter',
    'json',
    '--reporter-option',
    `output=${file}`,
  ];
  try {
    execFileSync(process.execPath, [mocha, ...flags, ...(dry ? ['--dry-run'] : []), 'test/faults/**/*.test.ts'], {
      cwd: root,
      stdio: 'ignore',
    });
  } catch {
    // The file says which tests failed.
  }
  const { tests } = JSON.parse(readFileSync(file, 'utf8')) as {
    tests: { title: string; fullTitle: string; err: object }[];
  };
  rmSync(folder, { recursive: true });
  return tests.map(({ title, fullTitle, err }) => ({
    suite: fullTitle.slice(0, -title.length - 1),
    name: title,
    isLost: Object.keys(err).length > 0,
  }));
}
