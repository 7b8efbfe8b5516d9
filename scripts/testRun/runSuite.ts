import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { out, root } from '../provision/paths.ts';
import type { FileRecord, RunRecord } from './recordRun.ts';
import type { Suite } from './suites.ts';

export interface Outcome extends FileRecord {
  name: string;
  seconds: number;
  /** What failed at first and passed when it was run again: no failure, and never silent either. */
  unsteady: string[];
}

/**
 * Runs one suite and counts. A browser, a server and debuggers are driven by the clock of a machine that does other
 * things as well: files that failed are run again by themselves, at most twice, and what they say then counts. A real
 * mistake fails every time, and what failed once is told.
 */
export async function runSuite(suite: Suite): Promise<Outcome> {
  const started = Date.now();
  let record = await runOnce(suite, suite.commands);
  const failedBefore: { file: string; failures: string[] }[] = [];
  for (let tries = 0; suite.again && tries < 2; tries++) {
    const wrong = Object.keys(record).filter((file) => record[file]?.failed);
    if (wrong.length === 0) break;
    failedBefore.push(...wrong.map((file) => ({ file, failures: record[file]?.failures ?? [] })));
    const again = await runAgain(suite, suite.again, wrong);
    record = wrong.includes(suite.name) ? again : { ...record, ...again };
  }
  return {
    name: suite.name,
    passed: sum(record, 'passed'),
    failed: sum(record, 'failed'),
    failures: Object.values(record).flatMap(({ failures }) => failures),
    unsteady: failedBefore.flatMap(({ file, failures }) => (record[file]?.failed ? [] : failures)),
    seconds: (Date.now() - started) / 1000,
  };
}

function sum(record: RunRecord, key: 'passed' | 'failed'): number {
  return Object.values(record).reduce((total, file) => total + file[key], 0);
}

/** A suite that did not run as a whole is run again as a whole. */
function runAgain(suite: Suite, again: (files: string[]) => string[], files: string[]): Promise<RunRecord> {
  const isWhole = files.includes(suite.name);
  console.log(`\n── ${suite.name}, once more: ${isWhole ? 'all of it' : files.join(', ')}`);
  return runOnce(suite, isWhole ? suite.commands : [again(files)]);
}

/** A suite that counts nothing is one test; so is one that could not even start, and a failure that is no test's. */
async function runOnce(suite: Suite, commands: string[][]): Promise<RunRecord> {
  const path = join(out, 'records', `${suite.name}.json`);
  mkdirSync(join(out, 'records'), { recursive: true });
  rmSync(path, { force: true });
  let code = 0;
  for (const command of commands) {
    code = await run(command, path);
    if (code !== 0) break;
  }
  const whole = (words: string): RunRecord => ({
    [suite.name]: code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [words] },
  });
  if (!suite.again) return whole(`ended with code ${String(code)}`);
  if (!existsSync(path)) return { [suite.name]: { passed: 0, failed: 1, failures: ['no test was run'] } };
  const record = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
  const hasFailed = Object.values(record).some(({ failed }) => failed > 0);
  return code === 0 || hasFailed ? record : { ...record, ...whole('failed after its last test') };
}

function run([command = '', ...args]: string[], recordPath: string): Promise<number> {
  const path = join(root, 'node_modules', '.bin') + delimiter + (process.env['PATH'] ?? '');
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: path, GRADIENT_CHECK_TEST_RECORD: recordPath },
  });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.log(error.message);
      resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
