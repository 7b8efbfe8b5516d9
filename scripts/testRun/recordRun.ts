import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Runnable, Runner } from 'mocha';

/** What a run of mocha leaves in the file that `GRADIENT_CHECK_TEST_RECORD` names, by test file. */
export type RunRecord = Record<string, FileRecord>;

export interface FileRecord {
  passed: number;
  /** A skipped test counts as failed, for nothing was shown. A hook that failed counts as one. */
  failed: number;
  /** One line for each failure: the whole title, and the first line of what was thrown. */
  failures: string[];
}

/** Writes the record of a run when it ends; nothing without a path. */
export function recordRun(runner: Runner, path: string | undefined): void {
  if (!path) return;
  const record: RunRecord = {};
  const of = (test: Runnable): FileRecord => (record[fileOf(test)] ??= { passed: 0, failed: 0, failures: [] });
  const fail = (test: Runnable, words: string): void => {
    const file = of(test);
    file.failed++;
    file.failures.push(`${test.fullTitle()}: ${words}`);
  };
  runner.on('pass', (test) => of(test).passed++);
  runner.on('pending', (test) => {
    fail(test, 'skipped, which counts as failed');
  });
  runner.on('fail', (test, error: unknown) => {
    fail(test, (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '');
  });
  runner.once('end', () => {
    writeFileSync(path, JSON.stringify(record));
  });
}

/** A hook has no file of its own: its suite has. The suites of the extension host are one bundle. */
function fileOf(test: Runnable): string {
  const file = test.file ?? test.parent?.file;
  return file ? relative(process.cwd(), file) : 'the bundle';
}
